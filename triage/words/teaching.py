"""What staff are told when they teach: what was learnt, how to take it back, what is known. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.ids import ConcernId
from core.texts import stack
from detection.finding import Kind
from mailbox.models import Button, Keyboard
from triage.buttons import Area, Press, button, encode, in_rows
from triage.decision import Act, Decision
from triage.learning.marks import Mark
from triage.repository import Concern
from triage.words.voice import Reply, Voice

KINDS = (Kind.DOUBT, Kind.COMPLAINT, Kind.REQUEST)
"""What a missed message may be called by a button."""
_ANSWERED = frozenset(
    {Act.ANSWER, Act.CHECK, Act.PROMISE, Act.POINT, Act.RESPECT, Act.RECEIPT, Act.SECOND, Act.CALM, Act.RIGHT}
)


def taught_wrong(voice: Voice, concern: Concern, mark: Mark | None, *, was_public: bool) -> Reply:
    """Confirm 「误报」: what is no longer that kind, and that the public answer goes."""
    kind = voice.label("found", concern.kind)
    learnt = "taught-wrong" if mark else "taught-nothing"
    words = stack(
        voice(learnt, words=voice.quote(concern.words), kind=kind),
        voice("taught-withdrawn") if was_public else "",
        voice("taught-undo") if mark else "",
    )
    return Reply(words, _undo(voice, mark))


def taught_missed(voice: Voice, concern: Concern, mark: Mark | None, decision: Decision | None) -> Reply:
    """Confirm ``/missed``: what it counts as from now on, and what became of the message."""
    kind = voice.label("found", concern.kind)
    words = stack(
        voice("taught-missed" if mark else "taught-nothing", words=voice.quote(concern.words), kind=kind),
        _became(voice, decision),
        voice("taught-undo") if mark else "",
    )
    return Reply(words, _undo(voice, mark))


def which_kind(voice: Voice, concern: Concern) -> Reply:
    """Ask what a missed message is."""
    buttons = [button(voice.texts, Area.REVIEW, kind.value, concern.id) for kind in KINDS]
    return Reply(voice.words("missed-which", words=voice.quote(concern.words)), in_rows(buttons, 3))


def taken_back(voice: Voice, mark: Mark) -> Reply:
    """Confirm 「撤回这条」."""
    return Reply(voice.words("taught-taken-back", words=voice.quote(mark.text)))


def lessons(voice: Voice, marks: Sequence[Mark], *, total: int) -> Reply:
    """List what was taught, newest first, each with a button that takes it back."""
    if not marks:
        return Reply(voice.words("lessons-empty"))
    lines = [_line(voice, number, mark) for number, mark in enumerate(marks, 1)]
    buttons = [
        Button(voice("button-k-number", number=str(number)), encode(Press(Area.LESSON, "back", mark.id)))
        for number, mark in enumerate(marks, 1)
    ]
    words = stack(voice("lessons-title", total=str(total), shown=str(len(marks))), *lines)
    return Reply(words.cut(), in_rows(buttons, 4))


def with_wrong(voice: Voice, notice: Reply, concern_id: ConcernId) -> Reply:
    """Return a notice about something that was answered at once, with 「误报」."""
    return replace(notice, keyboard=(*notice.keyboard, (button(voice.texts, Area.REVIEW, "false", concern_id),)))


def _line(voice: Voice, number: int, mark: Mark) -> str:
    kind = voice.label("found", mark.kind) if mark.kind else voice("found-none")
    return voice(
        "lessons-line", number=str(number), words=voice.quote(mark.text), kind=kind, date=voice.date_of(mark.at)
    )


def _became(voice: Voice, decision: Decision | None) -> str:
    if decision is not None and decision.act in _ANSWERED:
        return voice("missed-answered")
    return "" if decision is None else voice("missed-not-answered", why=voice.label("why", decision.why))


def _undo(voice: Voice, mark: Mark | None) -> Keyboard:
    return () if mark is None else ((button(voice.texts, Area.LESSON, "back", mark.id),),)
