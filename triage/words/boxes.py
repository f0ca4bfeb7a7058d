"""What stands under the page on which a person changes what is hidden. Pure."""

from __future__ import annotations

from core.texts import stack
from evidence.boxing import COLUMNS, ROWS
from evidence.redaction import Box
from evidence.redactions import Editing, Redaction
from mailbox.models import Button, Keyboard
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.voice import Reply, Voice

MOST_TOGGLES = 60
"""A message carries a hundred buttons; what is beyond can be covered by a new box."""


def editor(voice: Voice, redaction: Redaction) -> Reply:
    """Return the page in hand with its text and buttons."""
    editing = redaction.editing or Editing()
    words = stack(
        voice("boxes-title", page=str(editing.page + 1), pages=str(len(redaction.pages))),
        voice(f"boxes-{editing.mode}"),
        voice("boxes-corner", cell=editing.corner or None),
    )
    keyboard = _toggles(voice, redaction, editing) if editing.mode == "boxes" else _cells(voice, redaction)
    return Reply(words, keyboard, private_pictures=editing.drawn[-1:])


def _toggles(voice: Voice, redaction: Redaction, editing: Editing) -> Keyboard:
    boxes = redaction.pages[editing.page].boxes[:MOST_TOGGLES]
    toggles = [_key(redaction, "toggle", str(at), _state(voice, at, box)) for at, box in enumerate(boxes)]
    turns = [_named(voice, redaction, action) for action in ("back", "next")] if len(redaction.pages) > 1 else []
    changes = [_named(voice, redaction, action) for action in ("adding", *(["undo"] if editing.undo else []))]
    done = button(voice.texts, Area.BOX, "done", redaction.evidence_id)
    return (*in_rows(toggles, 3), *([tuple(turns)] if turns else []), (*changes, done))


def _cells(voice: Voice, redaction: Redaction) -> Keyboard:
    cells = [_key(redaction, "cell", f"{column}{row}", f"{column}{row}") for row in ROWS for column in COLUMNS]
    return (*in_rows(cells, len(COLUMNS)), tuple(_named(voice, redaction, action) for action in ("zooming", "undo")))


def _state(voice: Voice, at: int, box: Box) -> str:
    key = "boxes-on" if box.on else "boxes-off"
    return voice(key, number=str(at + 1), what=voice.label("hidden", box.why or "drawn"))


def _named(voice: Voice, redaction: Redaction, action: str) -> Button:
    return _key(redaction, action, "-", voice(f"button-b-{action}"))


def _key(redaction: Redaction, action: str, value: str, label: str) -> Button:
    """Return a button that holds for these boxes alone: with their version."""
    return Button(label, encode(Press(Area.BOX, action, redaction.evidence_id, f"{value}.{redaction.version}")))
