"""Where a group belongs: claim, release, staff room, silence, and the buttons about them."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import ChatId, CommunityId, UserId, WorkspaceId
from handlers.asking import Asks, InGroup, Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.membership import group_of
from handlers.offices import own_workspace
from triage.buttons import Area, Press
from triage.doors.arrivals import PlaceArrival
from triage.doors.claiming import ClaimGroup, ReleaseCommunity
from triage.doors.membership import ChatPeople
from triage.doors.menu import KeepMenus
from triage.doors.rooms import KeepQuiet, SetStaffRoom, quiet_span
from triage.doors.setup import CheckSetup
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import alerts
from triage.words import groups as group_words
from triage.words.voice import Reply
from workspaces.rights import Action, may


async def on_claim(
    message: Message,
    arguments: str,
    tools: Tools,
    people: ChatPeople,
    claim_group: ClaimGroup,
    check_setup: CheckSetup,
    keep_menus: KeepMenus,
) -> None:
    """``/claim CODE``: the group goes to the administrator whose code it is; without a code, how to get one."""
    if not arguments:
        reply = group_words.claim_how(tools.voice(), tools.watch.bot_username)
        await say(tools, place_of(message, replying=True), reply, "claim-how")
        return
    claim, admins = await claim_group.find(arguments), await people.admins(ChatId(message.chat.id))
    place = await claim_group(claim, group_of(message.chat), admins)
    if place is not None:
        await check_setup.send(tools.watch.workspaces[place], claim.user_id)
        await keep_menus.of_person(claim.user_id)


async def on_release(message: Message, tools: Tools, release_community: ReleaseCommunity) -> None:
    """``/release``: ask the owner for the second tap."""
    user = person(message)
    known = release_community.of_owner(ChatId(message.chat.id), UserId(user.id))
    reply = group_words.confirm_release(tools.voice(known.workspace), known.community)
    await say(tools, place_of(message, replying=True), reply, "release-ask")


async def on_release_button(
    query: CallbackQuery, press: Press, tools: Tools, release_community: ReleaseCommunity
) -> None:
    """The second tap, or 「先不」."""
    community = tools.watch.community(CommunityId(press.id))
    if community is None:
        raise SayableError("alert-old")
    workspace, by = community.workspace, UserId(query.from_user.id)
    release_community.of_owner(community.community.chat_id, by)
    kept = Reply(tools.voice(workspace).words("release-kept"))
    if press.action == "keep":
        await rewrite(tools, pressed_place(query), kept, "release-kept", workspace)
    else:
        await release_community(community.community.id, by=by)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_staffroom(message: Message, tools: Tools, set_staff_room: SetStaffRoom, keep_menus: KeepMenus) -> None:
    """``/staffroom``: this group is the staff room, or no longer."""
    workspace = own_workspace(tools, message, Action.CHANGE_WORKSPACE)
    is_room = await set_staff_room(workspace, group_of(message.chat), by=UserId(person(message).id))
    voice = tools.voice(workspace)
    key = "room-set" if is_room else "room-off"
    reply = group_words.plain(voice, key, workspace=voice.title(workspace.workspace.title))
    await say(tools, place_of(message, replying=True), reply, "room", workspace)
    await keep_menus.of_group(workspace, ChatId(message.chat.id))


async def on_quiet(message: Message, arguments: str, tools: Tools, keep_quiet: KeepQuiet) -> None:
    """``/quiet 2h``."""
    community, by = _of_staff(message, tools)
    until = await keep_quiet(community, quiet_span(arguments), by=by)
    if until is not None:
        reply = group_words.quiet(tools.voice(community.workspace), until)
        await say(tools, place_of(message, replying=True), reply, "quiet", community.workspace)


async def on_resume(message: Message, tools: Tools, keep_quiet: KeepQuiet) -> None:
    """``/resume``."""
    community, by = _of_staff(message, tools)
    was_quiet = community.community.is_quiet(tools.clock())
    await keep_quiet(community, None, by=by)
    reply = group_words.plain(tools.voice(community.workspace), "resumed" if was_quiet else "resumed-already")
    await say(tools, place_of(message, replying=True), reply, "resume", community.workspace)


async def on_arrival(
    query: CallbackQuery,
    press: Press,
    tools: Tools,
    people: ChatPeople,
    place_arrival: PlaceArrival,
    check_setup: CheckSetup,
    keep_menus: KeepMenus,
) -> None:
    """Who added the bot says where the group belongs."""
    by = UserId(query.from_user.id)
    arrival = await place_arrival.waiting(press.id, by=by)
    wanted = WorkspaceId(int(press.extra)) if press.action == "here" else None
    place = await place_arrival(arrival, wanted, await people.admins(arrival.group.chat_id))
    known = None if place is None else tools.watch.workspaces[place]
    if known is not None:
        voice = tools.voice(known)
        names = {"group": voice.title(arrival.group.title), "workspace": voice.title(known.workspace.title)}
        await rewrite(tools, pressed_place(query), group_words.plain(voice, "arrival-joined", **names), "joined", known)
        await check_setup.send(known, by)
    await answer(query, alerts.alert(tools.voice(known), "done"))
    await keep_menus.of_person(by)


async def _by_staff(message: Message, tools: Tools) -> bool:
    """Members are refused elsewhere, with an audit line; where there is no community, whoever it is."""
    known = tools.watch.communities.get(ChatId(message.chat.id))
    if known is None or message.sender_chat is not None:
        return True
    return message.from_user is not None and message.from_user.id in known.workspace.staff


def _of_staff(message: Message, tools: Tools) -> tuple[CommunityWatch, UserId | None]:
    """Return the community and who speaks; anonymous administrators count as staff here (None).

    Raises:
        SayableError: no community of ours, or not staff.
    """
    known = tools.watch.communities.get(ChatId(message.chat.id))
    if known is None:
        raise SayableError("refuse-no-workspace")
    if message.sender_chat is not None and message.sender_chat.id == message.chat.id:
        return known, None
    user_id = UserId(person(message).id)
    if not may(known.workspace.role_of(user_id), Action.KEEP_QUIET):
        raise alerts.not_for_members()
    return known, user_id


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    group = InGroup()
    router.message.register(on_claim, group, Asks("claim"))
    router.message.register(on_release, group, _by_staff, Asks("release"))
    router.message.register(on_staffroom, group, _by_staff, Asks("staffroom"))
    router.message.register(on_quiet, group, _by_staff, Asks("quiet"))
    router.message.register(on_resume, group, _by_staff, Asks("resume"))
    router.callback_query.register(on_release_button, Pressed(Area.GROUP, "release", "keep"))
    router.callback_query.register(on_arrival, Pressed(Area.GROUP, "here", "own"))
    return router
