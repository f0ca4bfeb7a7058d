"""What private text looks like by its form alone, and what only looks like it. Pure.

All of them read folded text (``lines.fold``): half-width, simplified.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """What a private piece of text is."""

    MOBILE = "mobile"
    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    ID_NUMBER = "id"
    ORDER = "order"
    CARD = "card"
    MAIL = "mail"
    ACCOUNT = "account"
    CODE = "code"


Span = tuple[int, int]

_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
_STAR = r"[*xX·•。]"

TRACKING = re.compile(
    _NO_DIGIT_BEFORE
    + r"(?:SF[0-9A-Z]\d{12}|(?:YT|JT)\d{12,13}|JD[0-9A-Z]{2}\d{11}|JD[XKVA]\d{10,12}|DPK\d{12}|ZTO?\d{10,13}"
    + r"|[A-Z]{2}\d{9}[A-Z]{2}|1Z[0-9A-Z]{16}|LP\d{14}|CN[A-Z]{2}\d{10,14})"
    + _NO_DIGIT_AFTER,
    re.IGNORECASE,
)
"""Numbers of parcels that carry letters, so they are known by their form."""

_TRACKING_LABEL = re.compile(
    r"(?:运单|快递|物流|包裹|邮件|货运|面单|跟踪|追踪|提单|转运|配送)(?:编|单)?号(?:码)?|(?<!订)(?<!回)单号|"
    r"(?:tracking|waybill|AWB|shipment|parcel)\s*(?:no\.?|number|#|id)?",
    re.IGNORECASE,
)
_TRACKING_AFTER = re.compile(r"\s*[:#]?\s*(?P<number>(?:[A-Z]{0,4}[- ]?)?\d(?:[ -]?[0-9A-Z]){8,24})", re.IGNORECASE)

_MOBILE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[-\s)]*)?1[-\s]?[3-9](?:[-\s]?\d){9}(?:\s?[-转,]\s?\d{3,4})?(?!\d)"
    rf"|(?<!\d)1[3-9]\d{{0,2}}\s?{_STAR}{{2,10}}\s?\d{{1,4}}(?!\d)"
    r"|(?<!\d)1[3-9]\d{1,2}[-\s]\d{3,4}[-\s]\d{4}(?!\d)"
    r"|(?<!\d)09\d{2}[-\s]?\d{3}[-\s]?\d{3}(?!\d)|(?<!\d)01[016789][-\s]?\d{3,4}[-\s]?\d{4}(?!\d)"
    r"|\+\d{1,3}[-\s]?(?:\(\d{1,4}\)|\d)(?:[-\s]?\d){6,12}(?!\d)"
)
_PHONE = re.compile(r"(?<![\d-])\(?0\d{2,3}\)?[-\s]?[2-9]\d{2,3}[-\s]?\d{4}(?:\s?[-转]\s?\d{1,5})?(?![\d-])")
_ID = re.compile(r"(?<!\d)(?P<digits>[1-9]\d{5}(?:\s?)(?:18|19|20)\d{6}(?:\s?)\d{3}[\dXx])(?![\dA-Za-z])")
_MASKED_ID = re.compile(rf"(?<!\d)[1-9]\d{{0,9}}{_STAR}{{6,16}}\d{{0,4}}[\dXx](?![\dA-Za-z])")
_LONG = re.compile(r"(?<![0-9A-Za-z])\d{16,21}(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<!\d)(?:62|4\d|5[1-5]|35|9\d)\d{2}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,4})?(?!\d)")
_MASKED_CARD = re.compile(rf"(?<!\d)\d{{4}}[ -]?(?:{_STAR}{{4}}[ -]?){{2,3}}\d{{2,4}}(?!\d)")
_MAIL = re.compile(r"[\w.+*-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAIL = re.compile(r"(?:尾号|手机后四位|电话后四位|后4位)\D{0,3}(\d{3,4})(?!\d)")

_PLACES = "路街巷弄道里村乡庄屯组苑城府园湾庭邸邨坊胡同"
_STREET = re.compile(
    r"[一-鿿0-9A-Za-z\-()·]*?"
    rf"(?:[{_PLACES}]|大道|大街|小区|花园|家园|公寓|大厦|广场|新村|号院|镇|街道|宿舍|学校|大学)"
    r"[一-鿿A-Za-z\-()·]{0,14}?[东西南北]?\s?[一二三四五六七八九十\d]{1,5}[A-Za-z]?\s?(?:号|弄|栋|幢|座|室|单元|楼|层|组|队|巷|房|#|-\d+)"
    r"[一-鿿0-9A-Za-z\-()#·]*(?:\s?[一-鿿]{0,12}\s?\d{1,4}\s?(?:楼|层|室|座|栋|幢|单元|号))*"
)
_ENGLISH_STREET = re.compile(
    r"\b(?:(?:Room|Rm|Unit|Flat|Apt|Suite|No)\.?\s?\d+\w*,?\s*)?\d+[A-Za-z]?,?\s?(?:[A-Z][\w']*\s?){1,4}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive|Dr|Court|Ct|Building|Bldg)\b[^:]*"
)
_ROUTE = re.compile(
    r"营业部|分拨|转运|集散|网点|分部|中转|处理中心|口岸|海关|机场|航班|分公司|营业所|操作中心|转运中心"
)


def tracking_spans(text: str) -> list[Span]:
    """Return where tracking numbers stand: these are to stay readable."""
    found = [match.span() for match in TRACKING.finditer(text)]
    for label in _TRACKING_LABEL.finditer(text):
        after = _TRACKING_AFTER.match(text, label.end())
        if after is not None:
            found.append(after.span("number"))
    return found


def private_shapes(text: str) -> Iterator[tuple[Why, Span]]:
    """Yield what is private by its form, wherever it stands."""
    for why, pattern, holds in _RULES:
        for match in pattern.finditer(text):
            if holds(match):
                yield why, match.span(1) if pattern is _TAIL else match.span()


def streets(text: str) -> Iterator[Span]:
    """Yield street addresses that stand without a label; places on a parcel's route are none."""
    for pattern in (_STREET, _ENGLISH_STREET):
        for match in pattern.finditer(text):
            if not _ROUTE.search(match[0]):
                yield match.span()


def _always(_match: re.Match[str]) -> bool:
    return True


def _is_id(match: re.Match[str]) -> bool:
    """Whether the digits hold a day of birth."""
    digits = re.sub(r"\s", "", match["digits"])
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return born.year >= 1900


def _is_card(match: re.Match[str]) -> bool:
    """Whether the number has a card's length and check digit."""
    digits = [int(char) for char in match[0] if char.isdigit()]
    doubled = [value if at % 2 == 0 else sum(divmod(value * 2, 10)) for at, value in enumerate(reversed(digits))]
    return 15 <= len(digits) <= 19 and sum(doubled) % 10 == 0


def _is_order(match: re.Match[str]) -> bool:
    """Whether a long number is as long as those of orders: couriers' are shorter, a company's code is public."""
    return len(match[0]) >= 17 and not match.string[: match.start()].rstrip(" :").endswith("信用代码")


_RULES: tuple[tuple[Why, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (Why.ID_NUMBER, _ID, _is_id),
    (Why.ID_NUMBER, _MASKED_ID, _always),
    (Why.MOBILE, _MOBILE, _always),
    (Why.PHONE, _PHONE, _always),
    (Why.PHONE, _TAIL, _always),
    (Why.CARD, _CARD, _is_card),
    (Why.CARD, _MASKED_CARD, _always),
    (Why.ORDER, _LONG, _is_order),
    (Why.MAIL, _MAIL, _always),
)
