"""What our buttons carry: short strings like ``t:take:815``, with one pair of functions to write and read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import lru_cache

from core.texts import Texts
from mailbox.models import Button, Keyboard

LIMIT_BYTES = 64
_DATA = re.compile(r"(?P<area>[a-z]):(?P<action>[a-z_]+):(?P<id>\d{1,19})(?::(?P<extra>[A-Za-z0-9_.-]+))?", re.ASCII)


@unique
class Area(StrEnum):
    """Whose button it is, and what its ``id`` names."""

    CONCERN = "c"  # under an answer in a community; id: the concern
    MEMBER = "m"  # of the member on the own ticket; id: the ticket
    TICKET = "t"  # of staff on a card; id: the ticket
    FORM = "f"  # of the member whose form it is; id: a product or group, extra: the answer, or the step it is for
    RELAY = "r"  # of staff on words to a member; id: the draft, or the ticket
    MONEY = "y"  # of staff on a compensation; id: the compensation
    REVIEW = "v"  # of staff on a finding; id: the concern
    EVIDENCE = "e"  # of the uploader; id: the evidence draft
    BOX = "b"  # of whoever checks what is hidden; id: the evidence draft, extra: the box or cell
    UPLOAD = "u"  # of the uploader whose line was wrong; id: the upload, extra: the product that is meant
    PRODUCT = "p"  # of staff; id: the product
    LESSON = "k"  # of staff who teach; id: the mark
    GROUP = "j"  # of whoever added the bot, or the owner; id: the arrival, or the community
    ACCOUNT = "a"  # of the operator; id: the person who asked for a workspace
    WORKSPACE = "w"  # of its staff; id: the workspace
    STAFF = "s"  # of the owner; id: the person, or the invite
    SETTING = "g"  # of the owner; id: the workspace or community, extra: setting and number of the choice
    MESSAGE = "d"  # of its author and of staff; id: the community, extra: the message that is to be deleted
    PRAISE = "h"  # of staff and of its author; id: the praise
    STACK = "n"  # of whoever sent the files; id: the stack, extra: the answer, or the place in it
    CRISIS = "x"  # under its statement, and of staff on its card; id: the crisis
    INCIDENT = "i"  # of staff on its card; id: the incident
    LIST = "l"  # turning pages; id: the page, extra: what was asked for


_AREAS = {area.value: area for area in Area}


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
    if len(data.encode()) > LIMIT_BYTES or press.id < 0 or not _comes_back(press.area, press.action, press.extra):
        raise ValueError(f"no callback data: {data}")
    return data


@lru_cache(maxsize=512)
def _comes_back(area: Area, action: str, extra: str) -> bool:
    """Whether a button with these parts is read as it was written; its id is digits in any case."""
    press = Press(area, action, 1, extra)
    return decode(":".join([area.value, action, "1", *([extra] if extra else [])])) == press


def decode(data: str) -> Press | None:
    """Return what was pressed; None for data that is not ours (an old version, or forged)."""
    found = _DATA.fullmatch(data)
    area = None if found is None else _AREAS.get(found["area"])
    if found is None or area is None:
        return None
    return Press(area, found["action"], int(found["id"]), found["extra"] or "")


def button(texts: Texts, area: Area, action: str, number: int, extra: str = "", *, label: str = "") -> Button:
    """Return a button; its label is the text ``button-<area>-<action>`` unless another key is given."""
    key = label or f"button-{area.value}-{action.replace('_', '-')}"
    return Button(label=texts(key), data=encode(Press(area, action, number, extra)))


def in_rows(buttons: list[Button], width: int) -> Keyboard:
    """Lay buttons out in rows of at most ``width``."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
