"""The set-up checklist: what is there, what is missing, and how each is mended. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.texts import stack
from triage.buttons import Area, button
from triage.words.voice import Reply, Voice
from workspaces.models import Workspace
from workspaces.problems import Problem
from workspaces.setting_values import find_setting
from workspaces.settings import WorkspaceSettings


@dataclass(frozen=True, slots=True)
class GroupCheck:
    """What the bot may do in one group; ``is_there`` False: it is not in it."""

    title: str
    is_there: bool = True
    can_read: bool = True
    can_send: bool = True
    can_send_media: bool = True


@dataclass(frozen=True, slots=True)
class Setup:
    """The facts of a workspace's set-up; ``unchecked`` counts groups that were not asked about."""

    workspace: Workspace
    settings: WorkspaceSettings
    groups: Sequence[GroupCheck]
    evidence_count: int
    unchecked: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing that must be is missing."""
        groups_work = bool(self.groups) and all(
            each.is_there and each.can_read and each.can_send and each.can_send_media for each in self.groups
        )
        return groups_work and self.evidence_count > 0 and self.is_confirmed

    @property
    def is_confirmed(self) -> bool:
        """Whether the owner has said yes to hours, windows and rules."""
        return self.settings.hours_confirmed and self.settings.policy_confirmed


def checklist(voice: Voice, setup: Setup) -> Reply:
    """Return the checklist, with the button that checks again."""
    place, now = setup.workspace, f"{voice.now.astimezone(voice.zone):%H:%M}"
    key = "checklist-title-done" if setup.is_complete else "checklist-title"
    room = voice("checklist-room-ok", room=voice.title(place.staff_room_title)) if place.staff_room_id else None
    proof = voice("checklist-proof-ok", count=str(setup.evidence_count)) if setup.evidence_count else None
    words = stack(
        voice(key, workspace=voice.title(place.title), clock=now),
        *(_group(voice, each) for each in setup.groups),
        "" if setup.groups else voice("checklist-none"),
        voice("checklist-more", count=str(setup.unchecked)) if setup.unchecked else "",
        room or voice("checklist-room"),
        proof or voice("checklist-proof"),
        _hours(voice, setup.settings),
        _policy(voice, setup.settings),
        voice("checklist-clock", clock=now, zone=setup.settings.zone),
        voice("checklist-bots"),
    )
    keys = [button(voice.texts, Area.WORKSPACE, "check", place.id)]
    if not setup.is_confirmed:
        keys.append(button(voice.texts, Area.WORKSPACE, "hours", place.id))
    return Reply(words.cut(), (tuple(keys),))


def digest(voice: Voice, *, tickets: int, requests: int, reviews: int) -> Reply | None:
    """Return what waited for somebody who had not started the bot; None: nothing."""
    counts = {"tickets": tickets, "requests": requests, "reviews": reviews}
    if not any(counts.values()):
        return None
    return Reply(voice.words("digest", **{name: str(count) if count else None for name, count in counts.items()}))


def _group(voice: Voice, check: GroupCheck) -> str:
    title = voice.title(check.title)
    if not check.is_there:
        return voice("checklist-gone", group=title)
    missing = [
        voice(key, group=title)
        for key, is_fine in (
            ("checklist-read", check.can_read),
            ("checklist-send", check.can_send),
            ("checklist-media", check.can_send_media or not check.can_send),
        )
        if not is_fine
    ]
    return "\n".join(missing) or voice("checklist-read-ok", group=title)


def _hours(voice: Voice, settings: WorkspaceSettings) -> str:
    key = "checklist-hours-ok" if settings.hours_confirmed else "checklist-hours"
    return voice(key, **_shown(settings, "hours", "windows"))


def _policy(voice: Voice, settings: WorkspaceSettings) -> str:
    key = "checklist-policy-ok" if settings.policy_confirmed else "checklist-policy"
    return voice(key, **_shown(settings, "noreason", "quality", "damage"))


def _shown(settings: WorkspaceSettings, *names: str) -> dict[str, str]:
    """Return what settings are set to, by their keys."""
    found = {name: find_setting(name) for name in names}
    return {name: each.show(settings) for name, each in found.items() if not isinstance(each, Problem)}
