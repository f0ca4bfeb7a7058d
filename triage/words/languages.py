"""The choice of a language, each named by itself. Pure."""

from __future__ import annotations

from core.texts import languages
from mailbox.models import Button
from triage.buttons import Area, Press, encode
from triage.words.voice import Reply, Voice


def name_of(voice: Voice, language: str) -> str:
    """Return what a language calls itself."""
    return voice(f"language-{language}")


def choose(voice: Voice) -> Reply:
    """Ask somebody for the language of the private chat."""
    return Reply(voice.words("language-ask"), (keys(voice, "speak", 0),))


def keys(voice: Voice, action: str, number: int) -> tuple[Button, ...]:
    """Return a button for each language; ``action`` says whose it becomes, ``number`` which community's."""
    return tuple(
        Button(name_of(voice, each), encode(Press(Area.SETTING, action, number, each))) for each in languages()
    )
