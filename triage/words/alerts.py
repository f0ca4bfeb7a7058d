"""Short words to one person: alerts on buttons, /start and /help by role, and refusals of bad input. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.errors import SayableError
from core.texts import Words, stack
from tickets.models import Ticket
from triage.doors.menu_table import keys_for
from triage.words.receipts import number_of, standing
from triage.words.voice import Reply, Voice
from workspaces.models import Role
from workspaces.problems import Problem

ALERT_LIMIT = 200


def alert(voice: Voice, key: str, **variables: str | None) -> str:
    """Return the text of a callback alert, at most 200 characters: ``alert-<key>``."""
    return _cut(voice(f"alert-{key}", **variables))


def alert_progress(voice: Voice, ticket: Ticket, *, asked_at: datetime | None = None) -> str:
    """Answer 「查进度」: where the ticket stands and the promised time, while that lies ahead."""
    is_ahead = ticket.is_open and ticket.promised_at is not None and ticket.promised_at > voice.now
    due = voice.due_or_none(ticket.promised_at) if is_ahead else None
    return alert(voice, "progress", number=number_of(ticket), state=standing(voice, ticket, asked_at=asked_at), due=due)


def sorry(voice: Voice, error: SayableError) -> Words:
    """Return the sentence for what a person got wrong; an empty variable counts as unknown."""
    return voice.words(error.key, **{name: value or None for name, value in error.variables.items()})


def start(voice: Voice, role: Role | None, *, workspace: str = "") -> Reply:
    """Answer /start: what the bot is and what this person can do; ``role`` None: of no workspace yet."""
    if role is None:
        return Reply(stack(voice("start-member"), voice("start-owner-new")))
    if role is Role.MEMBER:
        return Reply(voice.words("start-member"))
    words = voice.words("start-staff", workspace=voice.title(workspace), role=voice.label("role", role))
    return Reply(words, keys=keys_for(role, voice.texts))


def help_for(voice: Voice, role: Role) -> Reply:
    """Answer /help with the commands of a role."""
    if role is Role.OWNER:
        return Reply(stack(voice("help-admin"), voice("help-owner")))
    return Reply(voice.words(f"help-{role.value}"))


def unknown_product(name: str, nearest: Iterable[str] = ()) -> SayableError:
    """Refuse a product name that is not known, with the nearest ones."""
    if not name:
        return SayableError("problem-product-name-missing")
    return Problem("problem-unknown-product", {"name": _cut(name, 40)}, tuple(nearest)).error()


def unknown_number(voice: Voice, given: str, nearest: Iterable[int] = ()) -> SayableError:
    """Refuse a ticket number that does not exist, with the nearest ones; what is no number is told the form."""
    digits = given.lstrip("#")
    if not digits:
        return SayableError("refuse-number-missing")
    if not digits.isdecimal() or len(digits) > 9:
        return SayableError("refuse-number-form", given=_cut(given, 20))
    choices = voice.listed(voice("button-number", number=str(number)) for number in nearest)
    if choices is None:
        return SayableError("refuse-number-none", given=digits)
    return SayableError("refuse-number", given=digits, nearest=choices)


def not_for_members() -> SayableError:
    """Refuse a staff command to a member."""
    return SayableError("refuse-command")


def _cut(text: str, limit: int = ALERT_LIMIT) -> str:
    return Words(text).cut(limit).text
