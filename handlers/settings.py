"""``/settings``: the panel and what is typed behind it."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import CommunityId, ConcernId, UserId
from handlers.asking import Asks, InPrivate, Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.offices import is_allowed, own_workspace
from triage.buttons import Area, Press
from triage.doors.change_settings import ChangeSettings
from triage.doors.trial import ReviewTrial
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from triage.words import groups as group_words
from triage.words import settings as settings_words
from triage.words.voice import Reply
from workspaces.models import Mode
from workspaces.problems import Problem
from workspaces.rights import Action
from workspaces.rule_values import POLICY
from workspaces.setting_kinds import Setting
from workspaces.setting_values import SETTINGS, find_setting

_OF_OWNER = ("opinion", "admins", "zone", "language")
"""What admins may not set even where the owner lets them set the rest."""


async def on_settings(message: Message, arguments: str, tools: Tools, change_settings: ChangeSettings) -> None:
    """Show the panel, one setting, or set what was typed: ``/settings 冷却 30``."""
    workspace = own_workspace(tools, message, Action.CHANGE_SETTINGS)
    name, _, typed = arguments.partition(" ")
    if not name:
        await say(tools, place_of(message), _panel(tools, workspace), "settings", workspace)
        return
    setting = _setting(name, workspace, person(message).id)
    voice, by = tools.voice(workspace), UserId(person(message).id)
    if not typed.strip():
        reply = settings_words.one(voice, workspace.workspace, workspace.settings, setting)
    else:
        reply = settings_words.changed(voice, *await change_settings(workspace, name, typed, by=by))
    await say(tools, place_of(message), reply, "settings", workspace)


async def on_panel(query: CallbackQuery, press: Press, tools: Tools) -> None:
    """Go to one setting, to the groups, or back."""
    workspace = own_workspace(tools, query, Action.CHANGE_SETTINGS)
    voice = tools.voice(workspace)
    if press.action == "one":
        setting = _setting(press.extra, workspace, query.from_user.id)
        reply = settings_words.one(voice, workspace.workspace, workspace.settings, setting)
    elif press.action in ("back", "page"):
        reply = _panel(tools, workspace, press.extra if press.action == "page" else "")
    else:
        mine = [known.community for known in tools.watch.communities.values() if known.workspace is workspace]
        mine.sort(key=lambda community: community.id)
        offset = int(press.extra) if press.extra.isdigit() else 0
        reply = settings_words.groups(voice, workspace.workspace, mine, offset=offset)
    await rewrite(tools, pressed_place(query), reply, "settings", workspace)
    await answer(query)


async def on_group(query: CallbackQuery, press: Press, tools: Tools) -> None:
    """Show how one community runs."""
    community = tools.watch.community(CommunityId(press.id))
    if community is None or not is_allowed(community.workspace, UserId(query.from_user.id), Action.CHANGE_SETTINGS):
        raise SayableError("alert-old")
    reply = settings_words.group(tools.voice(community.workspace), community.community, community.sensitivity)
    await rewrite(tools, pressed_place(query), reply, "settings", community.workspace)
    await answer(query)


async def on_choice(query: CallbackQuery, press: Press, tools: Tools, change_settings: ChangeSettings) -> None:
    """A quick choice of a setting."""
    workspace, (key, _, number) = own_workspace(tools, query, Action.CHANGE_SETTINGS), press.extra.partition(".")
    setting = _setting(key, workspace, query.from_user.id)
    if workspace.workspace.id != press.id or not number.isdigit() or int(number) >= len(setting.choices):
        raise SayableError("alert-old")
    async with tools.database.transaction():
        await change_settings(workspace, key, setting.choices[int(number)], by=UserId(query.from_user.id))
        reply = settings_words.one(tools.voice(workspace), workspace.workspace, workspace.settings, setting)
        await rewrite(tools, pressed_place(query), reply, "settings", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_mode(query: CallbackQuery, press: Press, tools: Tools, change_settings: ChangeSettings) -> None:
    """How a community runs."""
    if press.extra not in set(Mode):
        raise SayableError("alert-old")
    by, mode = UserId(query.from_user.id), Mode(press.extra)
    async with tools.database.transaction():
        community = await change_settings.set_mode(CommunityId(press.id), mode, by=by)
        voice = tools.voice(community.workspace)
        reply = group_words.mode_set(voice, community.community.title, mode)
        keys = settings_words.group(voice, community.community, community.sensitivity).keyboard
        await rewrite(tools, pressed_place(query), Reply(reply.words, keys), "settings", community.workspace)
    await answer(query, alerts.alert(voice, "done"))


async def on_level(query: CallbackQuery, press: Press, tools: Tools, change_settings: ChangeSettings) -> None:
    """How readily a community is answered."""
    by = UserId(query.from_user.id)
    async with tools.database.transaction():
        community = await change_settings.set_sensitivity(CommunityId(press.id), press.extra, by=by)
        reply = settings_words.group(tools.voice(community.workspace), community.community, community.sensitivity)
        await rewrite(tools, pressed_place(query), reply, "settings", community.workspace)
    await answer(query, alerts.alert(tools.voice(community.workspace), "done"))


async def on_trial(query: CallbackQuery, press: Press, tools: Tools, review_trial: ReviewTrial) -> None:
    """Show a page of what the bot would have said."""
    number = int(press.extra) if press.extra.isdigit() else 0
    community, reply = await review_trial(CommunityId(press.id), number, by=UserId(query.from_user.id))
    await rewrite(tools, pressed_place(query), reply, "trial", community.workspace)
    await answer(query)


async def on_mark(query: CallbackQuery, press: Press, tools: Tools, review_trial: ReviewTrial) -> None:
    """「对」 or 「不对」 under a page: marked, and on to the next."""
    by, number = UserId(query.from_user.id), int(press.extra) if press.extra.isdigit() else 0
    async with tools.database.transaction():
        community_id = await review_trial.mark(ConcernId(press.id), is_right=press.action == "right", by=by)
    community, reply = await review_trial(community_id, number + 1, by=by)
    await rewrite(tools, pressed_place(query), reply, "trial", community.workspace)
    await answer(query, alerts.alert(tools.voice(community.workspace), "done"))


def _panel(tools: Tools, workspace: WorkspaceWatch, page: str = "") -> Reply:
    if page not in {each.page for each in SETTINGS}:
        raise SayableError("alert-old")
    return settings_words.panel(tools.voice(workspace), workspace.workspace, workspace.settings, page)


def _setting(name: str, workspace: WorkspaceWatch, user_id: int) -> Setting:
    """Return the setting meant, if this person may change it."""
    setting = find_setting(name)
    if isinstance(setting, Problem):
        raise setting.error()
    is_of_owner = setting.key in _OF_OWNER or setting.page == POLICY
    if is_of_owner and not is_allowed(workspace, UserId(user_id), Action.CHANGE_WORKSPACE):
        raise SayableError("alert-staff-only")
    return setting


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_settings, InPrivate(), Asks("settings", "设置"))
    router.callback_query.register(on_panel, Pressed(Area.SETTING, "one", "page", "back", "groups"))
    router.callback_query.register(on_group, Pressed(Area.SETTING, "group"))
    router.callback_query.register(on_choice, Pressed(Area.SETTING, "set"))
    router.callback_query.register(on_trial, Pressed(Area.SETTING, "trial"))
    router.callback_query.register(on_mark, Pressed(Area.SETTING, "right", "wrong"))
    router.callback_query.register(on_mode, Pressed(Area.SETTING, "mode"))
    router.callback_query.register(on_level, Pressed(Area.SETTING, "level"))
    return router
