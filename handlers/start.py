"""``/start`` with its links, the checklist, which workspace is meant, and the operator's word about new owners."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.change import Change
from core.errors import SayableError
from core.ids import UserId, WorkspaceId
from handlers.asking import Asks, InPrivate, Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.offices import is_allowed
from triage.buttons import Area, Press
from triage.doors.arrivals import PlaceArrival
from triage.doors.change_settings import ChangeSettings
from triage.doors.claiming import GiveClaimCode
from triage.doors.membership import ChatPeople, MeetPerson
from triage.doors.menu import KeepMenus
from triage.doors.opening import Doorkeeper
from triage.doors.setup import CheckSetup
from triage.doors.staffing import PREFIX, InviteStaff
from triage.mail import About
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from triage.words import groups as group_words
from triage.words.voice import Reply
from workspaces.changes import CHOOSE_WORKSPACE
from workspaces.doors import CLAIM_FOR
from workspaces.repository import TOUCH
from workspaces.rights import Action


async def on_claim_link(
    message: Message, tools: Tools, meet_person: MeetPerson, give_claim_code: GiveClaimCode
) -> None:
    """The link of 「认领这个群」: a one-time code."""
    user = person(message)
    async with tools.database.transaction():
        await meet_person(UserId(user.id), user.full_name)
        code = await give_claim_code(UserId(user.id), user.full_name)
        reply = group_words.claim_code(tools.voice(), code, int(CLAIM_FOR.total_seconds() // 60))
        await say(tools, place_of(message), reply, "claim-code")


async def _is_claim_link(_message: Message, arguments: str) -> bool:
    return arguments == "claim"


async def on_invite_link(
    message: Message,
    arguments: str,
    tools: Tools,
    meet_person: MeetPerson,
    invite_staff: InviteStaff,
    keep_menus: KeepMenus,
) -> None:
    """The link of an invite."""
    user = person(message)
    await meet_person(UserId(user.id), user.full_name)
    async with tools.database.transaction():
        reply = await invite_staff.accept(arguments, UserId(user.id), user.full_name)
        await say(tools, place_of(message), reply, "welcome")
        await _greet(message, tools, tools.watch.staff_workspaces(UserId(user.id))[-1])
    await keep_menus.of_person(UserId(user.id))


async def _is_invite_link(_message: Message, arguments: str) -> bool:
    return arguments.startswith(PREFIX)


async def on_start(
    message: Message, tools: Tools, meet_person: MeetPerson, check_setup: CheckSetup, keep_menus: KeepMenus
) -> None:
    """Say what the bot is and what this person can do; the owner sees what is missing, and what has waited."""
    user = person(message)
    workspace = usual_workspace(tools, user.id)
    is_owner = workspace is not None and workspace.workspace.owner_id == user.id
    checklist = await check_setup(workspace) if workspace is not None and is_owner else None
    async with tools.database.transaction():
        is_new = await meet_person(UserId(user.id), user.full_name)
        await _greet(message, tools, workspace)
        waiting = await check_setup.waiting(workspace) if workspace is not None and is_new else None
        for reply, purpose in ((checklist, "checklist"), (waiting, "digest")):
            if reply is not None:
                await say(tools, place_of(message), reply, purpose, workspace)
    if is_new and workspace is not None:
        await keep_menus.of_person(UserId(user.id))


async def _greet(message: Message, tools: Tools, workspace: WorkspaceWatch | None) -> None:
    role = None if workspace is None else workspace.role_of(UserId(person(message).id))
    title = "" if workspace is None else workspace.workspace.title
    await say(tools, place_of(message), alerts.start(tools.voice(workspace), role, workspace=title), "start")


async def on_check(
    query: CallbackQuery, press: Press, tools: Tools, check_setup: CheckSetup, change_settings: ChangeSettings
) -> None:
    """「再查一遍」, and 「就按这个」 about hours, windows and rules."""
    workspace = _workspace(tools, press, query)
    if not is_allowed(workspace, UserId(query.from_user.id), Action.CHANGE_WORKSPACE):
        raise SayableError("alert-staff-only")
    if press.action == "hours":
        await change_settings.confirm(workspace, by=UserId(query.from_user.id))
    await rewrite(tools, pressed_place(query), await check_setup(workspace), "checklist", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_use(query: CallbackQuery, press: Press, tools: Tools) -> None:
    """Of several workspaces this one is meant from now on."""
    workspace, by, change = _workspace(tools, press, query), UserId(query.from_user.id), Change()
    change.amend(CHOOSE_WORKSPACE, the_user=by, chosen=workspace.workspace.id)
    voice, title = tools.voice(workspace), workspace.workspace.title
    async with tools.database.transaction() as transaction:
        for known in tools.watch.staff_workspaces(by):
            change.amend(TOUCH, the_workspace=known.workspace.id, at=tools.clock())
        await transaction.write(change)
        reply = group_words.plain(voice, "workspace-chosen-plain", workspace=voice.title(title))
        await rewrite(tools, pressed_place(query), reply, "workspace", workspace)
    for known in tools.watch.staff_workspaces(by):
        (known.chosen_by.add if known is workspace else known.chosen_by.discard)(by)
    await answer(query, alerts.alert(voice, "done"))


async def on_account(
    query: CallbackQuery,
    press: Press,
    tools: Tools,
    people: ChatPeople,
    doorkeeper: Doorkeeper,
    place_arrival: PlaceArrival,
    keep_menus: KeepMenus,
) -> None:
    """The operator lets somebody open a workspace, or not; groups that waited begin to work."""
    by, user_id, approved = UserId(query.from_user.id), UserId(press.id), press.action == "approve"
    async with tools.database.transaction() as transaction:
        change = Change()
        name, arrivals = await doorkeeper.decide(change, transaction.connection, user_id, by=by, approved=approved)
        await transaction.write(change)
        voice, key = tools.voice(), "account-approved" if approved else "account-refused"
        reply = group_words.plain(voice, key, name=voice.called(name), count=str(len(arrivals)))
        await rewrite_plain(tools, query, reply)
    await answer(query, alerts.alert(voice, "done"))
    for arrival in arrivals:
        await place_arrival(arrival, None, await people.admins(arrival.group.chat_id))
    await keep_menus.of_person(user_id)


async def rewrite_plain(tools: Tools, query: CallbackQuery, reply: Reply) -> None:
    """Reword the message of a button that belongs to no workspace."""
    change = Change()
    tools.mail.edit(change, pressed_place(query), reply, About("account"))
    async with tools.database.transaction() as transaction:
        await transaction.write(change)


def usual_workspace(tools: Tools, user_id: int) -> WorkspaceWatch | None:
    """Return the workspace that a person has chosen, else the own one, else the first in which that person is staff."""
    mine = tools.watch.staff_workspaces(UserId(user_id))
    return min(
        mine, key=lambda known: (user_id not in known.chosen_by, known.workspace.owner_id != user_id), default=None
    )


def _workspace(tools: Tools, press: Press, query: CallbackQuery) -> WorkspaceWatch:
    known = tools.watch.workspaces.get(WorkspaceId(press.id))
    if known is None or query.from_user.id not in known.staff:
        raise SayableError("alert-old")
    return known


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    private, start = InPrivate(), Asks("start")
    router.message.register(on_claim_link, private, start, _is_claim_link)
    router.message.register(on_invite_link, private, start, _is_invite_link)
    router.message.register(on_start, private, start)
    router.callback_query.register(on_check, Pressed(Area.WORKSPACE, "check", "hours"))
    router.callback_query.register(on_use, Pressed(Area.WORKSPACE, "use"))
    router.callback_query.register(on_account, Pressed(Area.ACCOUNT, "approve", "refuse"))
    return router
