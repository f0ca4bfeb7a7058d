"""Prices in a text: 19.9, 19块9, 十九块九, 59一瓶; in fen."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_HANZI = "零〇一二两三四五六七八九十百千"
_MEASURE = "个件瓶盒支包袋双套条斤只罐片箱份桶卷"

_NUMBER = rf"(?:\d{{1,6}}(?:\.\d{{1,2}})?|[{_HANZI}]{{1,7}})"
_TAIL = (
    rf"(?P<jiao>[1-9一二三四五六七八九])(?!\d|[{_MEASURE}](?!邮)|\.\d)(?:[毛角](?P<cents>[1-9一二三四五六七八九])?)?"
)
_PRICE = re.compile(
    rf"(?P<sign>¥\s?)?(?<![\d.a-z])(?P<number>{_NUMBER})\s?"
    rf"(?:(?P<unit>块钱?|元|圆|rmb|米(?=[那这的包]))(?:{_TAIL})?)?"
    rf"(?P<points>\s?(?:的(?![确士])|包邮|还包邮|就包邮|一[{_MEASURE}]|[那这][个款{_MEASURE}]))?"
)
_MAY_HOLD = re.compile(rf"\d|[{_HANZI}][块元圆]")
_OTHER_THINGS = re.compile(
    r"\s?(?:[%折点天号日月年秒岁人次楼层倍米度码]|个(?!亿)|小时|分钟|分(?!钱)|周|星期|单|件|瓶|盒|支|包(?!邮)|袋|双|套|ml|g|kg|l\b|cm|mm|"
    r"寸|片|毫升|克|斤|升|版|代|g|[:\-/]\d|\.\d|[a-z\d])"
)
_NO_PRICE_BEFORE = re.compile(
    r"(?:便宜|优惠|立?减|省|券|运费|邮费|快递费|差价?|退款?|退我|赔偿?|赔我|补偿?|补我|返现?|红包|积分|满|近|超过?|第)[了你我个要不是收得多给出]{0,4}\s?$"
)
_NO_PRICE_AFTER = re.compile(r"\s?(?:的|无门槛)?(?:优惠|券(?!后)|红包|运费|邮费|差价|补贴|押金|定金|话费)")


@dataclass(frozen=True, slots=True)
class PriceMention:
    """A price in a text, in fen. ``points``: it stands for the thing itself (「19块9那个」, 「59一瓶」)."""

    fen: int
    words: str
    start: int
    end: int
    points: bool


def prices_in(folded: str) -> tuple[PriceMention, ...]:
    """Return the prices of a folded text; amounts that are no price (a refund, a discount, 19单) are left out."""
    if not _MAY_HOLD.search(folded):
        return ()
    return tuple(found for match in _PRICE.finditer(folded) if (found := _read(folded, match)) is not None)


def _read(folded: str, match: re.Match[str]) -> PriceMention | None:
    """Return a price where the number is meant as one: it has a unit or a sign, a decimal point, or points."""
    number, unit, points = match["number"], match["unit"], bool(match["points"])
    is_hanzi = number[0] in _HANZI
    has_shape = bool(unit or match["sign"]) or "." in number or (points and not is_hanzi)
    if not has_shape or _NO_PRICE_BEFORE.search(folded, max(0, match.start() - 9), match.start()):
        return None
    if _NO_PRICE_AFTER.match(folded, match.end()):
        return None
    if not unit and not points and _OTHER_THINGS.match(folded, match.end()):
        return None
    whole = hanzi_number(number) * 100 if is_hanzi else round(float(number) * 100)
    fen = whole + 10 * _digit(match["jiao"]) + _digit(match["cents"])
    return PriceMention(fen, match.group().strip(), match.start(), match.end(), points) if fen else None


def _digit(sign: str | None) -> int:
    if not sign:
        return 0
    return _DIGITS[sign] if sign in _DIGITS else int(sign)


def hanzi_number(words: str) -> int:
    """Return the value of a number in characters below ten thousand: 一百二十九, 两百五 (250), 五九 (59)."""
    if not any(sign in _TENS for sign in words):
        return int("".join(str(_DIGITS[sign]) for sign in words))
    total, digit, unit = 0, 0, 1
    for sign in words:
        if sign in _TENS:
            unit = _TENS[sign]
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGITS[sign]
            unit = 10 if sign in "零〇" else unit
    return total + digit * (unit // 10 if unit > 10 else 1)
