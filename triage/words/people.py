"""The words about staff: who works here, invites, roles, handing over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from core.ids import UserId, WorkspaceId
from core.texts import stack
from mailbox.models import Button
from triage.buttons import Area, Press, button, encode, in_rows
from triage.doors.menu_table import keys_for
from triage.words.voice import Reply, Voice
from workspaces.models import Role, Staff

_PAGE = 30


def staff_list(voice: Voice, title: str, staff: Sequence[Staff], reachable: set[UserId]) -> Reply:
    """List who works here, with a button for each and two to invite."""
    lines = (
        voice(
            "staff-line" if person.user_id in reachable else "staff-line-away",
            name=voice.called(person.name),
            role=voice.label("role", person.role),
        )
        for person in staff[:_PAGE]
    )
    others = [person for person in staff[:_PAGE] if person.role is not Role.OWNER]
    keys = [Button(voice.called(each.name), encode(Press(Area.STAFF, "person", each.user_id))) for each in others]
    invites = tuple(button(voice.texts, Area.STAFF, role, 0) for role in ("admin", "liaison"))
    words = stack(voice("staff-title", workspace=voice.title(title), count=str(len(staff))), *lines, voice("staff-how"))
    return Reply(words.cut(), (*in_rows(keys, 3), invites))


def invite_link(voice: Voice, role: Role, url: str, until: datetime) -> Reply:
    """Hand out a one-time link."""
    return Reply(voice.words("invite-link", role=voice.label("role", role), url=url, until=voice.due(until)))


def person_card(voice: Voice, person: Staff, tickets: int) -> Reply:
    """Show one of the staff with what the owner may change."""
    other = "liaison" if person.role is Role.ADMIN else "admin"
    keys = [button(voice.texts, Area.STAFF, each, person.user_id) for each in (f"role_{other}", "remove", "hand")]
    keys.append(button(voice.texts, Area.STAFF, "list", 0))
    words = stack(
        voice("staff-line", name=voice.called(person.name), role=voice.label("role", person.role)),
        voice("person-tickets", count=str(tickets)),
    )
    return Reply(words, in_rows(keys, 2))


def confirm_remove(voice: Voice, person: Staff, tickets: int) -> Reply:
    """Ask the owner for the second tap before somebody is removed."""
    words = voice.words("remove-confirm", name=voice.called(person.name), count=str(tickets))
    return Reply(words, (_sure(voice, "sure_remove", person.user_id),))


def confirm_hand_over(voice: Voice, title: str, person: Staff) -> Reply:
    """Ask the owner for the second tap before somebody is asked to take over."""
    words = voice.words("hand-confirm", workspace=voice.title(title), name=voice.called(person.name))
    return Reply(words, (_sure(voice, "sure_hand", person.user_id),))


def hand_offer(voice: Voice, invite_id: int, owner: str, title: str) -> Reply:
    """Ask somebody to take a workspace over."""
    words = voice.words("hand-offer", owner=voice.called(owner), workspace=voice.title(title))
    return Reply(words, (tuple(button(voice.texts, Area.STAFF, each, invite_id) for each in ("accept", "decline")),))


def removed_tickets(voice: Voice, person: Staff, numbers: Iterable[int]) -> Reply:
    """Tell the owner who was removed, and which tickets came over."""
    named = voice.listed(voice("button-number", number=str(number)) for number in numbers)
    words = stack(voice("removed", name=voice.called(person.name)), voice("removed-tickets", numbers=named))
    return Reply(words.cut())


def which_workspace(voice: Voice, workspaces: Sequence[tuple[WorkspaceId, str]]) -> Reply:
    """Ask somebody who works in several workspaces which one is meant."""
    keys = [
        Button(voice.title(title) or str(known), encode(Press(Area.WORKSPACE, "use", known)))
        for known, title in workspaces[:12]
    ]
    return Reply(voice.words("which-workspace"), in_rows(keys, 2))


def say(
    voice: Voice,
    key: str,
    *,
    name: str = "",
    role: Role | None = None,
    workspace: str = "",
    keys_of: Role | None = None,
) -> Reply:
    """Say a sentence about a person, a role and a workspace; ``keys_of``: with the keyboard of that role."""
    shown = None if role is None else voice.label("role", role)
    words = voice.words(key, name=voice.called(name), role=shown, workspace=voice.title(workspace))
    return Reply(words, keys=() if keys_of is None else keys_for(keys_of, voice.texts))


def _sure(voice: Voice, action: str, user_id: UserId) -> tuple[Button, ...]:
    return (button(voice.texts, Area.STAFF, action, user_id), button(voice.texts, Area.STAFF, "list", 0))
