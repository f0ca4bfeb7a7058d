"""What our buttons carry: short strings like ``t:take:815``, with one pair of functions to write and read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.texts import Texts
from mailbox.models import Button, Keyboard

LIMIT_BYTES = 64
_DATA = re.compile(r"(?P<area>[a-z]):(?P<action>[a-z_]+):(?P<id>\d{1,19})(?::(?P<extra>[A-Za-z0-9_.-]+))?", re.ASCII)


class Area(StrEnum):
    """Whose button it is, and what its ``id`` names."""

    CONCERN = "c"  # under an answer in a community; id: the concern
    MEMBER = "m"  # of the member on the own ticket; id: the ticket
    TICKET = "t"  # of staff on a card; id: the ticket
    REVIEW = "v"  # of staff on a finding; id: the concern
    EVIDENCE = "e"  # of the uploader; id: the evidence draft
    UPLOAD = "u"  # of the uploader whose line was wrong; id: the upload, extra: the product that is meant
    REQUEST = "r"  # of staff on an evidence request; id: the request
    PRODUCT = "p"  # of staff; id: the product
    LIST = "l"  # turning pages; id: the page, extra: what was asked for


@dataclass(frozen=True, slots=True)
class Press:
    """One pressed button: ``c:still:815`` or ``t:wait:815:merchant``."""

    area: Area
    action: str
    id: int
    extra: str = ""


def encode(press: Press) -> str:
    """Return the callback data of a button.

    Raises:
        ValueError: it would not come back as it is, or is longer than the 64 bytes that Telegram carries.
    """
    data = ":".join([press.area.value, press.action, str(press.id), *([press.extra] if press.extra else [])])
    if len(data.encode()) > LIMIT_BYTES or decode(data) != press:
        raise ValueError(f"no callback data: {data}")
    return data


def decode(data: str) -> Press | None:
    """Return what was pressed; None for data that is not ours (an old version, or forged)."""
    found = _DATA.fullmatch(data)
    if found is None or found["area"] not in set(Area):
        return None
    return Press(Area(found["area"]), found["action"], int(found["id"]), found["extra"] or "")


def button(texts: Texts, area: Area, action: str, number: int, extra: str = "", *, label: str = "") -> Button:
    """Return a button; its label is the text ``button-<area>-<action>`` unless another key is given."""
    key = label or f"button-{area.value}-{action.replace('_', '-')}"
    return Button(label=texts(key), data=encode(Press(area, action, number, extra)))


def in_rows(buttons: list[Button], width: int) -> Keyboard:
    """Lay buttons out in rows of at most ``width``."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
