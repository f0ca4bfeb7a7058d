"""What a read picture offers as defaults: parcel numbers; of a letter its validity, issuer, shop, brand and region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.reading.lines import Line, in_reading_order
from evidence.reading.shapes import tracking_spans

_DAY = r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?"
_LAST_DAY = re.compile(
    rf"(?:有效期|有效|期限|期间|授权期|截止|截至|到期|届满|valid|until|expir\w*|term|period)[^\d]{{0,16}}(?:{_DAY}\s?(?:起|开始)?"
    rf"\s?(?:-|—|–|~|至|到|to|until|through|止)+\s?)?{_DAY}",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"(?:自|从|由|from)?\s?{_DAY}\s?(?:起|开始)?\s?(?:-|—|–|~|至|到|to|until|through)+\s?{_DAY}", re.IGNORECASE
)
_LONG_TERM = re.compile(r"(?:有效期|期限)\D{0,4}(?:长期|永久)|长期有效|永久有效")
_ISSUER = re.compile(
    r"(?:授权方|授权人|授权单位|授权公司|出具单位|出具方|签发单位|品牌方|商标权利人|issued\s?by|issuer|licensor)\s?:\s?(.+)",
    re.IGNORECASE,
)
_SHOP = re.compile(
    r"(?:被授权方|被授权人|被授权单位|店铺名称?|网店名称?|授权店铺|经销商|authorized\s?(?:dealer|shop|store|party)|licensee)\s?:\s?(.+)",
    re.IGNORECASE,
)
_NAMED_SHOP = re.compile(
    r"(?:.*(?:授权|委托|许可|同意|给))?([一-鿿A-Za-z0-9·&]{2,24}?(?:旗舰店|专营店|专卖店|企业店|免税店))"
)
_BRAND = re.compile(r"(?:授权品牌|品牌名称|品牌|商标|brand)\s?:\s?([^\s,;:()]{2,40})", re.IGNORECASE)
_NAMED_BRAND = re.compile(r"[「《“\"']([^」》”\"']{2,30})[」》”\"']\s?(?:品牌|系列|商标)")
_REGION = re.compile(r"(?:授权区域|授权地区|授权范围|销售区域|适用地区|territory|region)\s?:\s?(.+)", re.IGNORECASE)
_ENDS = re.compile(r"\s{2,}|[,;。]|\((?:以下|下称)")
_LONGEST = 80
_MOST_NUMBERS = 6


@dataclass(frozen=True, slots=True)
class Offers:
    """What was read, as text; empty where nothing was. ``valid_until`` is ISO; ``is_long_term``: it says 长期."""

    tracking: tuple[str, ...] = ()
    valid_until: str = ""
    is_long_term: bool = False
    issuer: str = ""
    shop: str = ""
    brand: str = ""
    region: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day of validity."""
        return date.fromisoformat(self.valid_until) if self.valid_until else None


def offers_of(lines: Iterable[Line], brands: Sequence[str] = ()) -> Offers:
    """Return what a picture's lines offer; a known brand that is named is the brand."""
    texts = [line.folded for line in in_reading_order(lines)]
    whole = "\n".join(texts)
    last_day = _last_day(whole)
    return Offers(
        tracking=_numbers(texts),
        valid_until="" if last_day is None else last_day.isoformat(),
        is_long_term=last_day is None and _LONG_TERM.search(whole) is not None,
        issuer=_first(_ISSUER, texts),
        shop=_first(_SHOP, texts) or _first(_NAMED_SHOP, texts),
        brand=_known(brands, whole) or _first(_BRAND, texts) or _first(_NAMED_BRAND, texts),
        region=_first(_REGION, texts),
    )


def merged(offers: Iterable[Offers]) -> Offers:
    """Return what several pages offer together: the first that says something is right."""
    pages = list(offers)
    numbers = dict.fromkeys(number for page in pages for number in page.tracking)
    return Offers(
        tracking=tuple(numbers)[:_MOST_NUMBERS],
        valid_until=next((page.valid_until for page in pages if page.valid_until), ""),
        is_long_term=any(page.is_long_term for page in pages),
        issuer=next((page.issuer for page in pages if page.issuer), ""),
        shop=next((page.shop for page in pages if page.shop), ""),
        brand=next((page.brand for page in pages if page.brand), ""),
        region=next((page.region for page in pages if page.region), ""),
    )


def _numbers(texts: Sequence[str]) -> tuple[str, ...]:
    """Return parcel numbers as couriers write them: capitals, no blanks."""
    found = [re.sub(r"[\s-]", "", text[start:end]).upper() for text in texts for start, end in tracking_spans(text)]
    return tuple(dict.fromkeys(found))[:_MOST_NUMBERS]


def _last_day(whole: str) -> date | None:
    """Return the last day of the validity that is named first."""
    for pattern in (_LAST_DAY, _SPAN):
        for match in pattern.finditer(whole):
            day = _date(match.groups()[-3:])
            if day is not None:
                return day
    return None


def _date(parts: Sequence[str]) -> date | None:
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    for text in texts:
        found = pattern.search(text)
        if found is not None:
            value = _ENDS.split(found[1].strip(), maxsplit=1)[0].strip(" :.-")
            if len(value) >= 2:
                return value[:_LONGEST]
    return ""


def _known(brands: Sequence[str], whole: str) -> str:
    low = whole.lower()
    return next((brand for brand in brands if len(brand) >= 2 and brand.lower() in low), "")
