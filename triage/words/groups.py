"""What is said when groups come and go: greetings, questions where a group belongs, claims, silence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.ids import CommunityId, UserId, WorkspaceId
from core.texts import stack
from mailbox.models import Button
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Mode
from workspaces.setting_values import MODES


def greeting(voice: Voice, bot_username: str, *, owner_started: bool) -> Reply:
    """Introduce the bot to a community, once; an owner who never started it is shown the way."""
    keys = [_link(voice, "button-start", bot_username, "hello")]
    words = voice.words("greeting")
    if not owner_started:
        keys.append(_link(voice, "button-setup", bot_username, "setup"))
        words = stack(words, voice("greeting-owner"))
    return Reply(words, (tuple(keys),))


def refused(voice: Voice, key: str, bot_username: str, **variables: str) -> Reply:
    """Say once why the bot does not work here, with the button to claim the group."""
    return Reply(voice.words(key, **variables), ((_link(voice, "button-claim", bot_username, "claim"),),))


def plain(voice: Voice, key: str, **variables: str | None) -> Reply:
    """Say a sentence without buttons."""
    return Reply(voice.words(key, **variables))


def which_workspace(voice: Voice, arrival_id: int, group: str, workspaces: Sequence[tuple[WorkspaceId, str]]) -> Reply:
    """Ask who added the bot where the group belongs: to one of the workspaces, or to one of their own."""
    keys = [
        Button(voice.title(title) or str(known), encode(Press(Area.GROUP, "here", arrival_id, str(known))))
        for known, title in workspaces[:5]
    ]
    keys.append(Button(voice("arrival-own"), encode(Press(Area.GROUP, "own", arrival_id))))
    return Reply(voice.words("arrival-which", group=voice.title(group)), in_rows(keys, 2))


def ask_operator(voice: Voice, *, user_id: UserId, name: str, group: str) -> Reply:
    """Ask the operator whether somebody may open a workspace."""
    words = voice.words("operator-account", name=voice.called(name), user=str(user_id), group=voice.title(group))
    return Reply(words, (tuple(button(voice.texts, Area.ACCOUNT, each, user_id) for each in ("approve", "refuse")),))


def ask_mode(voice: Voice, community: Community) -> Reply:
    """Ask the owner once how a new community is to run."""
    words = voice.words("mode-ask", group=voice.title(community.title), mode=voice.label("mode", community.mode))
    return Reply(words, (mode_keys(voice, community.id),))


def mode_keys(voice: Voice, community_id: CommunityId) -> tuple[Button, ...]:
    """Return a button for each mode of a community."""
    return tuple(
        Button(voice.label("mode", mode), encode(Press(Area.SETTING, "mode", community_id, mode.value)))
        for mode in MODES
    )


def mode_set(voice: Voice, group: str, mode: Mode) -> Reply:
    """Say how a community runs now."""
    return plain(voice, "mode-set", group=voice.title(group), mode=voice.label("mode", mode))


def claim_code(voice: Voice, code: str, minutes: int) -> Reply:
    """Give somebody a claim code in private."""
    return plain(voice, "claim-code", code=code, minutes=str(minutes))


def claim_how(voice: Voice, bot_username: str) -> Reply:
    """Say how a group is claimed, with the button that leads to the code."""
    return Reply(voice.words("claim-how"), ((_link(voice, "button-claim", bot_username, "claim"),),))


def confirm_release(voice: Voice, community: Community) -> Reply:
    """Ask the owner for the second tap."""
    keys = tuple(button(voice.texts, Area.GROUP, each, community.id) for each in ("release", "keep"))
    return Reply(voice.words("release-confirm", group=voice.title(community.title)), (keys,))


def released(voice: Voice, group: str, bot_username: str) -> Reply:
    """Say in the group that it is no longer watched, and how it can be again."""
    return Reply(
        voice.words("released", group=voice.title(group)), ((_link(voice, "button-claim", bot_username, "claim"),),)
    )


def quiet(voice: Voice, until: datetime) -> Reply:
    """Say until when there is silence."""
    return plain(voice, "quiet-on", until=voice.due(until))


def _link(voice: Voice, key: str, bot_username: str, argument: str) -> Button:
    return Button(voice(key), url=f"https://t.me/{bot_username}?start={argument}")
