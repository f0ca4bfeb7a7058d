"""Reminders of staff: what falls due together reaches each place as one message."""

from __future__ import annotations

from dataclasses import dataclass

from core.change import Change
from core.ids import ChatId
from mailbox.models import Urgency
from triage.desk.due import Look, Reminder
from triage.mail import About, Place, in_topic, staff_places
from triage.tools import Tools
from triage.words import followups as words


@dataclass(frozen=True, slots=True)
class Remind:
    """Writes the reminders of a batch: a single one as it is, several to one place as a list."""

    tools: Tools

    def __call__(self, look: Look) -> dict[ChatId, bool]:
        """Add the messages to the look's Changes; return the places reminded, and whether only of what presses.

        A place that an earlier batch of the same run has told to look at the list is not told again.
        """
        by_place: dict[Place, list[Reminder]] = {}
        for reminder in look.reminders:
            for place in staff_places(reminder.due.view.workspace, reminder.people):
                by_place.setdefault(place, []).append(reminder)
        change = Change()
        for place, reminders in by_place.items():
            if place.chat_id not in look.reminded:
                self._remind(change, place, reminders, is_all=look.is_last)
        look.changes.append(change)
        return {place.chat_id: all(each.is_pressing for each in them) for place, them in by_place.items()}

    def _remind(self, change: Change, place: Place, reminders: list[Reminder], *, is_all: bool) -> None:
        first, *others = reminders
        due = first.due
        key = f"reminded:{due.follow_up.id}:{int(due.follow_up.due_at.timestamp())}:{place.chat_id}"
        if is_all and not others:
            about = About(f"staff-{due.follow_up.kind.value}", due.ticket.workspace_id, None, due.ticket.id, key)
            own = in_topic(due.view.workspace, place, due.ticket.id)
            self.tools.mail.to_chat(change, own, first.notice, about, urgency=Urgency.STAFF)
            return
        lines = [(each.due.ticket, each.notice.words.text.partition("\n")[0]) for each in reminders]
        missed = [each.due.ticket for each in reminders if each.due.is_promise]
        about = About("staff-reminders", due.ticket.workspace_id, None, None, key)
        reply = words.many(due.voice, lines, is_all=is_all, missed=missed)
        self.tools.mail.to_chat(change, place, reply, about, urgency=Urgency.STAFF)
