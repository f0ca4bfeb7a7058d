"""``/staff``: who works here; invites, roles, removal, handing over."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.ids import UserId
from handlers.asking import Asks, InPrivate, Pressed, answer, place_of, pressed_place, rewrite, say
from handlers.offices import own_workspace
from triage.buttons import Area, Press
from triage.doors.menu import KeepMenus
from triage.doors.staffing import InviteStaff, ManageStaff
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from triage.words import people as people_words
from triage.words.voice import Reply
from workspaces.models import Role
from workspaces.rights import Action


async def on_staff(message: Message, tools: Tools, manage_staff: ManageStaff) -> None:
    """List who works here."""
    workspace = own_workspace(tools, message, Action.MANAGE_STAFF)
    await say(tools, place_of(message), manage_staff.list(workspace), "staff", workspace)


async def on_invite(query: CallbackQuery, press: Press, tools: Tools, invite_staff: InviteStaff) -> None:
    """A one-time link for a role."""
    workspace = own_workspace(tools, query, Action.MANAGE_STAFF)
    reply = await invite_staff(workspace, Role(press.action), by=UserId(query.from_user.id))
    await say(tools, pressed_place(query).plain, reply, "invite", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_person(query: CallbackQuery, press: Press, tools: Tools, manage_staff: ManageStaff) -> None:
    """Show one of the staff, or ask for the second tap; 「返回」 shows the list."""
    workspace = own_workspace(tools, query, Action.MANAGE_STAFF)
    reply = await _shown(press, tools, workspace, manage_staff)
    await rewrite(tools, pressed_place(query), reply, "staff", workspace)
    await answer(query)


async def _shown(press: Press, tools: Tools, workspace: WorkspaceWatch, manage_staff: ManageStaff) -> Reply:
    if press.action == "list":
        return manage_staff.list(workspace)
    voice, person = tools.voice(workspace), manage_staff.person(workspace, UserId(press.id))
    if press.action == "hand":
        return people_words.confirm_hand_over(voice, workspace.workspace.title, person)
    tickets = await manage_staff.tickets_of(workspace, person.user_id)
    show = people_words.confirm_remove if press.action == "remove" else people_words.person_card
    return show(voice, person, tickets)


async def on_change(
    query: CallbackQuery, press: Press, tools: Tools, manage_staff: ManageStaff, keep_menus: KeepMenus
) -> None:
    """A role is given, somebody removed, or asked to take over."""
    user_id, by = UserId(press.id), UserId(query.from_user.id)
    workspace = own_workspace(tools, query, Action.HAND_OVER if press.action == "sure_hand" else Action.MANAGE_STAFF)
    async with tools.database.transaction():
        if press.action == "sure_remove":
            reply = await manage_staff.remove(workspace, user_id, by=by)
        elif press.action == "sure_hand":
            reply = await manage_staff.offer(workspace, user_id, by=by)
        else:
            reply = await manage_staff.set_role(workspace, user_id, Role(press.action.removeprefix("role_")), by=by)
        await rewrite(tools, pressed_place(query), reply, "staff", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))
    await keep_menus.of_person(user_id)
    await keep_menus.in_groups(workspace, user_id)  # who was removed is staff of it no longer


async def on_take_over(
    query: CallbackQuery, press: Press, tools: Tools, manage_staff: ManageStaff, keep_menus: KeepMenus
) -> None:
    """The other tap: somebody takes the workspace over, or declines."""
    before = {known.workspace.id: known.workspace.owner_id for known in tools.watch.workspaces.values()}
    by = UserId(query.from_user.id)
    reply = await manage_staff.take_over(press.id, by=by, accepts=press.action == "accept")
    await say(tools, pressed_place(query).plain, reply, "hand-over")
    await answer(query, alerts.alert(tools.voice(), "done"))
    for known in tools.watch.staff_workspaces(by):
        await keep_menus.of_person(before.get(known.workspace.id, by))
    await keep_menus.of_person(by)


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_staff, InPrivate(), Asks("staff", "人员"))
    router.callback_query.register(on_invite, Pressed(Area.STAFF, "admin", "liaison"))
    router.callback_query.register(on_person, Pressed(Area.STAFF, "person", "list", "remove", "hand"))
    router.callback_query.register(
        on_change, Pressed(Area.STAFF, "role_admin", "role_liaison", "sure_remove", "sure_hand")
    )
    router.callback_query.register(on_take_over, Pressed(Area.STAFF, "accept", "decline"))
    return router
