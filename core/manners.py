"""What youju never says, and how it writes what people call themselves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.words import shorten

NAME_LIMIT = 12

BANNED: tuple[str, ...] = (
    # promises that nobody can keep
    *("保证正品", "正品保证", "保真", "百分百", "百分之百", "绝对", "假一赔", "放心买", "肯定是真", "包退款", "一定退"),
    # times that are no times
    *("尽快", "马上", "稍后", "请耐心等待", "耐心等", "请等通知", "等通知"),
    # grovelling and flattery
    *("亲", "亲爱的", "宝子", "家人们", "敬请谅解", "敬请见谅", "带来不便", "感谢您的反馈", "感谢你的反馈", "人手不够"),
    # blame, quarrel and verdicts on people
    *(
        "你误会",
        "不信可以不买",
        "爱买不买",
        "别人都说好",
        "一分钱一分货",
        "都这么便宜了",
        "不归我们管",
        "是不是没按说明",
    ),
    *("恶意", "造谣", "差评师", "黑子", "碰瓷", "无理取闹", "滚", "傻", "骗子", "有病"),
    # marketing under a complaint, and favours for reviews
    *("爆款", "手慢无", "回购", "赶紧下单", "改个好评", "改好评", "好评返现", "删差评", "改差评", "撤销投诉"),
)
"""Phrases of VOICE.md that occur in no text of ours; staff are asked before a draft with one of them is sent."""

# A phrase of one sign, or one that ordinary words contain, needs its surroundings.
_IN_CONTEXT = {
    "亲": re.compile(r"(?:^|[\s,。!?;:、~])亲(?:们|$|[\s,。!?;:、~])"),
    "滚": re.compile(r"(?:^|[\s,。!?;:、你快])滚(?:出|开|蛋|$|[\s,。!?;:、~])"),
    "傻": re.compile(r"傻[子逼瓜]|[你真是]傻"),
    "百分百": re.compile(r"百分百|百分之百|100%(?:正|真|保|是)"),
}
_SPACE = re.compile(r"\s+")
_STACKED_MARKS = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_BLANK_LETTERS = str.maketrans("", "", "\u115f\u1160\u2800\u3164\uffa0")
_ADVERT = re.compile(
    r"@|https?:|www\.|t\.me|tg:|\.(?:com|cn|net|org|top|xyz|vip|shop|me|cc|io)\b|_bot\b|[a-z0-9]{4,}bot\b"
    r"|\d{5,}|(?:加|\+)[v微我qk]|[v威薇]信|微信|vx|weixin|wechat|q群|qq|私聊我|返利|返现|优惠券|领券|福利|代理|兼职|推广|刷单"
)
_STAFF = re.compile(
    r"官方|客服|管理员|群主|群管|售后|店主|店长|店铺|旗舰|工作人员|小助手|助手|机器人|对接人|招商|有据|团长"
    r"|official|admin|support|service|staff|helpdesk|moderator|youju"
)


def plain(value: str) -> str:
    """Return ``value`` as one line of plain text: no control, direction or zero-width signs, blanks for line ends."""
    return value if value.isprintable() else _SPACE.sub(" ", _visible(value)).strip()


@lru_cache(maxsize=4096)
def clean_name(name: str) -> str:
    """Return how a person is addressed: plain, at most 12 characters; empty for what looks like an advert or staff."""
    shown = plain(unicodedata.normalize("NFC", name).translate(_BLANK_LETTERS))
    shown = _STACKED_MARKS.sub(r"\1", _SPACE.sub(" ", shown)).strip()
    folded = _folded(shown)
    return "" if _ADVERT.search(folded) or _STAFF.search(folded) else shorten(shown, NAME_LIMIT)


def looks_like_staff(name: str) -> bool:
    """Whether a name claims to speak for the group, the shop or the bot: 官方, 客服, 管理员, official, admin."""
    return _STAFF.search(_folded(name)) is not None


def find_banned(text: str) -> tuple[str, ...]:
    """Return the phrases of ``BANNED`` that occur in ``text``, spacing and width tricks seen through."""
    spoken = unicodedata.normalize("NFKC", text).lower()
    squeezed = _folded(text)
    return tuple(phrase for phrase in BANNED if _occurs(phrase, spoken, squeezed))


def _occurs(phrase: str, spoken: str, squeezed: str) -> bool:
    in_context = _IN_CONTEXT.get(phrase)
    return phrase in squeezed if in_context is None else in_context.search(spoken) is not None


def _visible(value: str) -> str:
    """Leave out what cannot be seen; a joiner inside an emoji stays, or families fall apart."""
    kept = []
    for index, sign in enumerate(value):
        if sign.isprintable() or (sign == "\u200d" and _is_emoji(value[index - 1 : index])):
            kept.append(sign)
        elif sign.isspace():
            kept.append(" ")
    return "".join(kept)


def _is_emoji(sign: str) -> bool:
    return bool(sign) and (sign == "\ufe0f" or unicodedata.category(sign) in ("So", "Sk"))


def _folded(text: str) -> str:
    """Fold width and case and leave out blanks and invisible signs, to compare."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isprintable() and sign != " ")
