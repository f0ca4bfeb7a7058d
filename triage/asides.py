"""What is no concern and matters all the same: a call for a human, a contact under a complaint, private numbers. Pure.

Every message of a member passes here, so each question begins with one cheap look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from itertools import chain, product

from core.manners import looks_like_staff
from core.masking import address_spots, names_an_address
from core.together import Together
from detection.normalize import normalize
from detection.phrases.finder import Finder
from triage.updates import MessageLook

CONTACT_WITHIN = timedelta(minutes=10)
"""How long after a concern a contact counts as an answer to it, even if it replies to nothing."""

_LONGEST_CALL = 14
_CALL = re.compile(
    r"(?:我要|我想|我|请|麻烦|快|给我|能不能|可以|帮我|帮忙|让)?(?:转|找|叫|喊|联系|要|换)?(?:一下|下|个)?(?:你们的?|你)?"
    r"(?:人工(?:客服|服务|售后)?|真人|活人|群主|管理员|负责人|老板)"
    r"(?:出来|来|呢|在吗|在不在|回复|处理|说话|说句话|说两句|给个说法|一下|吧)*"
)
_CALLED = re.compile("人工|真人|活人|群主|管理员|负责人|老板")
_CALLING = re.compile(r"人工|真人|活人|[叫找喊]|出来|在吗|在不在|呢|转")
_SIGNS = re.compile(r"[\s,,。.!!?？~～@、::;;]+")

_LONG_DIGITS = re.compile(r"\d{8}|\d{4}[- ]\d{4}")
_LINK = re.compile(
    r"(?:https?://|www\.|t\.me/|tg://)[^\s\u4e00-\u9fff]+|[\w.-]+\.(?:com|cn|net|me|cc|io)/[^\s\u4e00-\u9fff]*", re.I
)
_PHONE = re.compile(r"(?<![\dA-Za-z])1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)")
_PARCEL = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Z]{2,4}\d{9,15}(?:[A-Z]{2})?|(?:快递|运单|物流)单?号?\s*[是为::]?\s*\d{8,15})(?!\d)", re.I
)
_ORDER = re.compile(r"(?:订单|单号|编号)号?\s*[是为::]?\s*\d{8,}|(?<![0-9A-Za-z])\d{15,22}(?!\d)")

_MAY_BE_CONTACT = re.compile(r"[@＠加薇微威vV私联找]|://|t\.me|qq|QQ|\d{8}")
_CONTACT = re.compile(
    r"(?:https?://|www\.|t\.me/|tg://)\S+|[@＠][A-Za-z]\w{4,}|加(?:我|下我|一下我|个?[vV微薇]|微信|QQ|qq|好友)|[vV薇威微]信?\s*[::]?\s*[A-Za-z][\w-]{4,}"
    r"|(?:微信|薇信|威信|vx|wx|wechat|QQ|扣扣|电话|手机)\s*号?\s*[是::]?\s*[\w-]{5,}|私(?:聊|信)?我|(?:联系|找|滴滴)我",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"(?:我|这里|这边|本人|俺)(?:就)?是(?:本群|本店|你们?的?|淘宝|店铺|品牌|平台)?的?(?:官方|客服|售后|管理员?|群主|店家|店长|商家|老板|对接人|工作人员)"
)


def _spellings(word: str) -> set[str]:
    """Return a word in small and capital letters, however mixed."""
    return set(map("".join, product(*((sign, sign.upper()) for sign in word))))


_MARKS = (
    "人工 真人 活人 群主 管理员 负责人 老板 :// @ ＠ 加我 加下 加一下 加个 加好友 微 薇 威 扣扣 电话 手机"
    " 私聊我 私信我 私我 联系我 找我 滴滴我"
)
_LATIN_MARKS = "v www. t.me wx we qq"
_ASIDES = Finder((mark, 1) for mark in (*_MARKS.split(), *chain.from_iterable(map(_spellings, _LATIN_MARKS.split()))))


def may_be_aside_each(together: Together) -> set[int]:
    """Return the places of the texts that may be any of what is asked below; all are searched at once."""
    digits = (hit.start() for hit in _LONG_DIGITS.finditer(together.text))
    return together.places(chain(_ASIDES.spots(together.text), digits, address_spots(together.text)))


def asks_for_human(words: str) -> bool:
    """Whether the whole message is a call for a human: 人工, 叫群主, 找管理员, 有没有人工."""
    if not 2 <= len(words) <= _LONGEST_CALL or _CALLED.search(words) is None:
        return False
    said = _SIGNS.sub("", words).removeprefix("有没有").removesuffix("啊").removesuffix("啦")
    return _CALLING.search(said) is not None and _CALL.fullmatch(said) is not None


def private_kinds(words: str) -> tuple[str, ...]:
    """Return what a text shows that belongs in private: ``phone``, ``order``, ``number`` (of a parcel), ``address``."""
    if _LONG_DIGITS.search(words) is None:
        return ("address",) if names_an_address(words) else ()
    shown = _LINK.sub(" ", unicodedata.normalize("NFKC", words))
    checks = (("phone", _PHONE), ("number", _PARCEL), ("order", _ORDER))
    found = [kind for kind, pattern in checks if pattern.search(shown)]
    if "number" in found and "order" in found and _ORDER.search(_PARCEL.sub(" ", shown)) is None:
        found.remove("order")  # the number of a parcel is not counted twice
    return (*found, *(("address",) if names_an_address(shown) else ()))


def offers_contact(words: str) -> bool:
    """Whether a text tells somebody where to turn: a link, an account, a phone, 加我, 私聊我."""
    return _MAY_BE_CONTACT.search(words) is not None and _CONTACT.search(words) is not None


def poses_as_staff(message: MessageLook, staff_names: Iterable[str]) -> bool:
    """Whether somebody who is not staff looks like it: by name, by a staff person's name, or by saying so."""
    sender, channel = message.from_, message.sender_chat
    names = [channel.title, channel.username] if channel is not None else []
    if sender is not None and channel is None:
        names = [sender.name, sender.username]
    if any(looks_like_staff(name) for name in names if name) or _CLAIM.search(message.words) is not None:
        return True
    taken = {_folded(name) for name in staff_names}
    return any(len(name) > 1 and name in taken for name in map(_folded, names[:1]))


def _folded(name: str) -> str:
    """Return what a name looks like: width, script, look-alike letters, signs and a number behind it make no other."""
    shown = "".join(sign for sign in normalize(name).normal.casefold() if sign.isalnum())
    return shown.rstrip("0123456789") or shown
