"""What identifies a person is made unreadable before a text leaves the case it was said in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?!\d)")
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z*])([A-Za-z]{0,4}\d{2})\d{3,}(\d{2})(?![\d*])")
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{1,8}"
    r"(?:(?:路|街|巷|弄|大道|胡同)\s?(?:[A-Za-z]?\d+(?:-\d+)?\s?(?:号(?!线)|弄|栋|幢|座|室|单元|楼)|[一二三四五六七八九十百]{2,}号)"
    r"|(?:村|小区|社区|花园|家园|苑|大厦|公寓|[东西南北一二三四五]区)\s?"
    r"[A-Za-z]?\d+\s?(?:号[楼院]|弄|栋|幢|座|室|单元|楼|组|-\d+-\d+|-\d{3,4}(?!\d)))"
    r"[\dA-Za-z\-号栋幢座单元室楼层]*"
)
_MAY_BE_ADDRESS = re.compile(r"[路街巷弄道同村区园苑厦寓]\s?[A-Za-z]?[\d一二三四五六七八九十百]")
"""Where an address may stand: one look at two or three signs, for texts by the thousand."""
_LINK = re.compile(r"(?:https?://|www\.|t\.me/|tg://)[^\s\u4e00-\u9fff]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AT_NAME = re.compile(r"@[A-Za-z0-9_]{3,}")
_ACCOUNT = re.compile(
    r"((?:微信|薇信|v信|vx|wx|wechat|weixin|qq|扣扣|支付宝)\s*号?\s*[:：]?\s*)[A-Za-z0-9_-]{5,}", re.IGNORECASE
)
_NAMED = re.compile(r"((?:姓名|收件人|收货人|联系人)\s*[:：]?\s*)[\u4e00-\u9fff]{2,4}")
_NUMBER = re.compile(
    r"(?<!\d)1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)|\d{3,4}-\d{7,}|(?<![0-9A-Za-z])[A-Za-z]{0,4}\d{7,}|\d{7,}"
)
_SHORTEST_NAME = 2


def mask_numbers(text: str) -> str:
    """Mask phones and order numbers: ``138****5678``, ``32****07``; everything else stays as it is."""
    return _LONG_NUMBER.sub(r"\1****\2", _PHONE.sub(r"\1****\3", text))


def mask_all(text: str) -> str:
    """Mask numbers, and replace links, accounts and addresses: for texts that leave the bot as data."""
    return mask_numbers(_replace_names(text))


def address_spots(text: str) -> Iterator[int]:
    """Yield where street addresses may stand in a text."""
    return (hit.start() for hit in _MAY_BE_ADDRESS.finditer(text))


def names_an_address(text: str) -> bool:
    """Whether a street address with a house number stands in a text."""
    return _MAY_BE_ADDRESS.search(text) is not None and _ADDRESS.search(text) is not None


def strip_private(text: str, names: Iterable[str] = ()) -> str:
    """Replace whatever tells who somebody is, ``names`` included: for texts that go to somebody else's server."""
    text = _NUMBER.sub("〔号码〕", _replace_names(text))
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        if len(name) >= _SHORTEST_NAME:
            text = re.sub(re.escape(name), "〔某人〕", text, flags=re.IGNORECASE)
    return text


def _replace_names(text: str) -> str:
    text = _MAIL.sub("〔账号〕", _LINK.sub("〔链接〕", text))
    text = _AT_NAME.sub("〔账号〕", _ACCOUNT.sub(r"\1〔账号〕", text))
    return _ADDRESS.sub("〔地址〕", _NAMED.sub(r"\1〔某人〕", text))
