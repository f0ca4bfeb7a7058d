"""``/language``: the language of the private chat; and a community's, from the settings panel."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.ids import CommunityId, UserId
from handlers.asking import Asks, InPrivate, Pressed, answer, is_private, person, place_of, pressed_place, rewrite, say
from handlers.start import usual_workspace
from triage.buttons import Area, Press
from triage.doors.menu import KeepMenus
from triage.doors.menu_table import keys_for
from triage.doors.speaking import ChooseLanguage
from triage.tools import Tools
from triage.words import alerts
from triage.words import languages as language_words
from triage.words import settings as settings_words
from triage.words.voice import Reply


async def on_language(message: Message, tools: Tools) -> None:
    """Ask which language is wanted."""
    voice = tools.voice(to=UserId(person(message).id))
    await say(tools, place_of(message), language_words.choose(voice), "language")


async def on_chosen(
    query: CallbackQuery, press: Press, tools: Tools, choose_language: ChooseLanguage, keep_menus: KeepMenus
) -> None:
    """A language was chosen for the private chat."""
    by, workspace = UserId(query.from_user.id), usual_workspace(tools, query.from_user.id)
    await choose_language.of_person(by, query.from_user.full_name, press.extra)
    if is_private(query):
        voice = tools.voice(workspace, to=by)  # known once it is committed
        words = voice.words("language-set", language=language_words.name_of(voice, press.extra))
        keys = () if workspace is None else keys_for(workspace.role_of(by), voice.texts)
        await say(tools, pressed_place(query).plain, Reply(words, keys=keys), "language", workspace)
    await answer(query, alerts.alert(tools.voice(to=by), "done"))
    await keep_menus.of_person(by)


async def on_community(query: CallbackQuery, press: Press, tools: Tools, choose_language: ChooseLanguage) -> None:
    """A language was chosen for a community."""
    by = UserId(query.from_user.id)
    async with tools.database.transaction():
        community = await choose_language.of_community(CommunityId(press.id), press.extra, by=by)
        voice = tools.voice(community.workspace, to=by)
        reply = settings_words.group(voice, community.community, community.sensitivity)
        await rewrite(tools, pressed_place(query), reply, "settings", community.workspace)
    await answer(query, alerts.alert(tools.voice(community.workspace, to=by), "done"))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_language, InPrivate(), Asks("language", "语言", "語言", "Language"))
    router.callback_query.register(on_chosen, Pressed(Area.SETTING, "speak"))
    router.callback_query.register(on_community, Pressed(Area.SETTING, "tongue"))
    return router
