"""Tracking numbers in a text: which they are and whose they may be. Pure; several may fit, and nobody guesses.

Sources: PLATFORM.md section 4; UPU standard S10 (check digit).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from couriers.companies import COURIERS, POST, Courier

NEAR = 12
"""Bare digits count only with a courier's name or the word for a tracking number this many characters around them."""

_CANDIDATE = re.compile(
    r"(?<![0-9A-Z])(?:(?:SF|YT|JT|JD|DPK)[ -]?)?[0-9A-Z]{0,2}\d(?:[ -]?\d){7,17}(?:[A-Z]{2})?(?![0-9A-Z])",
    re.IGNORECASE,
)
_SAYS_NUMBER = re.compile(r"单号|單號|运单|運單|物流号|快递号|快遞號|tracking", re.IGNORECASE)
_PHONE = re.compile(r"1[3-9]\d{9}")
_IDENTITY = re.compile(r"\d{6}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dX]")
_S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)([A-Z]{2})")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_SPECIAL = {10: 0, 11: 5}

_COUNTRIES = """
AE AR AT AU BE BG BR CA CH CL CN CY CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KH KR LA LT LU LV MM MO
MX MY NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI SK TH TR TW UA US VN ZA
"""
POSTAL_COUNTRIES = frozenset(_COUNTRIES.split())


@dataclass(frozen=True, slots=True)
class Parcel:
    """A tracking number, cleaned, and the codes of the couriers that it may be of, likeliest first."""

    number: str
    couriers: tuple[str, ...]

    @property
    def masked(self) -> str:
        """The number as a group may see it: ``SF14****3333``."""
        return mask(self.number)


def mask(number: str) -> str:
    """Return a tracking number with its middle hidden."""
    return f"{number[:4]}****{number[-4:]}"


def find_parcels(text: str) -> list[Parcel]:
    """Return the tracking numbers in a text, in its order, each once."""
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, Parcel] = {}
    for hit in _CANDIDATE.finditer(plain):
        number = clean(hit[0])
        around = f"{plain[max(0, hit.start() - NEAR) : hit.start()]} {plain[hit.end() : hit.end() + NEAR]}"
        couriers = tuple(courier.code for courier in _carriers(number, around))
        if couriers and not _is_private(number):
            found.setdefault(number, Parcel(number, couriers))
    return list(found.values())


def read_number(typed: str) -> Parcel | None:
    """Return what a person typed where a tracking number was asked for; None: it is none.

    There the context says that it is one, so bare digits count without a word beside them.
    """
    plain = unicodedata.normalize("NFKC", typed)
    number = clean(re.sub(r"[^\x00-\x7f]|[:,.]", " ", _SAYS_NUMBER.sub(" ", plain)))
    if not re.fullmatch(r"[0-9A-Z]{8,32}", number) or _is_private(number):
        return None
    couriers = tuple(courier.code for courier in _carriers(number, f"{plain} 单号"))
    return Parcel(number, couriers)


def clean(number: str) -> str:
    """Return a number without blanks and hyphens, in capitals."""
    return re.sub(r"[\s-]", "", number).upper()


def is_postal(number: str) -> bool:
    """Whether a number is a postal one (S10): its check digit is right and its country exists."""
    hit = _S10.fullmatch(number)
    if hit is None or hit[3] not in POSTAL_COUNTRIES:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(hit[1], _S10_WEIGHTS, strict=True))
    check = 11 - total % 11
    return int(hit[2]) == _S10_SPECIAL.get(check, check)


def _carriers(number: str, around: str) -> Iterator[Courier]:
    """Yield who may carry ``number``: sure formats first, then those that the words ``around`` it allow."""
    named = [courier for courier in COURIERS if courier.called.search(around)]
    says_number = bool(named) or _SAYS_NUMBER.search(around) is not None
    sure = [courier for courier in COURIERS if _fits(number, courier.sure)]
    if sure:
        yield from sure
    elif is_postal(number):
        yield POST
    elif says_number:
        fitting = [courier for courier in COURIERS if _fits(number, courier.beside)]
        own = [courier for courier in named if courier in fitting or _fits(number, courier.named)]
        yield from own or fitting


def _fits(number: str, formats: tuple[str, ...]) -> bool:
    return any(re.fullmatch(one, number) for one in formats)


def _is_private(number: str) -> bool:
    """Whether it is a phone or an identity number."""
    if _PHONE.fullmatch(number):
        return True
    hit = _IDENTITY.fullmatch(number)
    if hit is None:
        return False
    try:
        date(int(hit[1]), int(hit[2]), int(hit[3]))
    except ValueError:
        return False
    return True
