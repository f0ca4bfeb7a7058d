"""A topic per ticket where the staff room is a forum: opened with the number, closed with the case."""

from __future__ import annotations

from core.change import Change
from core.texts import shorten
from mailbox.models import WhenGone
from mailbox.topics import CLOSE_TOPIC, OPEN_TOPIC, REOPEN_TOPIC, topic_of
from tickets.models import Ticket, TicketState
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words.receipts import number_of, summary

_LONGEST = 64
"""Telegram takes 128 UTF-16 units, and a sign may be two."""


def follow_in_topic(
    tools: Tools, change: Change, workspace: WorkspaceWatch, before: Ticket | None, after: Ticket
) -> None:
    """Open, close or reopen the topic of a ticket as it moves; refused, it costs no notice.

    What goes to staff about the ticket is written after this, so that the topic is there first.
    """
    room = workspace.workspace.staff_room_id
    method = _method(before, after)
    if room is None or not workspace.workspace.staff_room_is_forum or method is None:
        return
    payload = {"name": topic_name(tools, workspace, after)}
    if method != OPEN_TOPIC:
        payload = {"message_thread_id": topic_of(after.id)}
    about = About("staff-topic", after.workspace_id, None, after.id)
    tools.mail.call(change, Place(room), method, payload, about, when_gone=WhenGone.DROP)


def topic_name(tools: Tools, workspace: WorkspaceWatch, ticket: Ticket) -> str:
    """Return 「#1024 小林 · 质量问题」."""
    voice = tools.voice(workspace)
    name = voice(
        "topic-name",
        number=number_of(ticket),
        name=voice.called(ticket.member_name),
        summary=summary(voice, ticket),
    )
    return shorten(name, _LONGEST)


def _method(before: Ticket | None, after: Ticket) -> str | None:
    if after.number is None:
        return None
    if before is None or before.number is None:
        return OPEN_TOPIC
    was_closed, is_closed = (each.state is TicketState.CLOSED for each in (before, after))
    return None if was_closed == is_closed else CLOSE_TOPIC if is_closed else REOPEN_TOPIC
