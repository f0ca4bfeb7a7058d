"""Every handler gets what it asks for: a mistake here would show only when somebody presses that button."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiogram import Bot, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.filters import Filter

from bot.messenger import TelegramMessenger
from bot.parts import Pace, Parts
from bot.settings import Settings
from bot.telegram import TelegramApi
from core.database import Database
from core.files import Files, Stores
from evidence.machine.reader import PictureReader
from handlers import build_routers
from handlers.asking import Asks
from tests.storage.world import Hands, build_tools, local
from triage.doors.menu_table import COMMANDS

GIVEN_BY_AIOGRAM = {"bot", "bots", "state", "raw_state", "dispatcher", "event_from_user", "event_chat", "event_update"}
GIVEN_BY_FILTERS = {"Asks": {"arguments"}, "Pressed": {"press"}, "RepliesToCard": {"meant"}}


@pytest.fixture(scope="module")
def workflow_data(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names that the joined bot hands to its handlers."""
    folder = tmp_path_factory.mktemp("bot")

    async def join() -> set[str]:
        bot, clock = (
            Bot("42:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi", session=AiohttpSession()),
            Hands(local("11-22 15:00")),
        )
        database = Database(f"sqlite+aiosqlite:///{folder / 'youju.db'}")
        api, stores = TelegramApi(bot), Stores(Files(folder), Files(folder / "originals"))
        messenger = TelegramMessenger(api, stores.files, {}, stores.originals, lambda _chat_id: False)
        parts = Parts(build_tools(database, clock), Settings(), bot, api, stores, messenger, PictureReader(), Pace())
        await database.dispose()
        await bot.session.close()
        return set(parts.worker._dispatcher.workflow_data)

    return asyncio.run(join())


def handlers() -> Iterator[tuple[str, Callable[..., Any], list[Any]]]:
    """Yield each handler with its filters."""

    def walk(router: Router) -> Iterator[tuple[str, Callable[..., Any], list[Any]]]:
        for observer in router.observers.values():
            for handler in observer.handlers:
                callback = handler.callback
                filters = [part.callback for part in handler.filters or []]
                yield f"{callback.__module__}.{callback.__name__}", callback, filters
        for child in router.sub_routers:
            yield from walk(child)

    for router in build_routers():
        yield from walk(router)


ALL = list(handlers())


@pytest.mark.parametrize(("name", "callback", "filters"), ALL, ids=[name for name, _, _ in ALL])
def test_every_parameter_of_a_handler_is_provided(
    workflow_data: set[str], name: str, callback: Callable[..., Any], filters: list[Any]
) -> None:
    by_filters: set[str] = set()
    for one in filters:
        by_filters |= GIVEN_BY_FILTERS.get(type(one).__name__, set())
    given = workflow_data | GIVEN_BY_AIOGRAM | by_filters
    asked = list(inspect.signature(callback).parameters.values())[1:]
    missing = {parameter.name for parameter in asked if parameter.default is parameter.empty} - given
    assert not missing, f"{name} asks for {', '.join(sorted(missing))}"


def test_the_table_of_commands_names_what_handlers_answer_and_nothing_else() -> None:
    answered = {one._command[1:]: set(one._words) for _, _, filters in ALL for one in filters if isinstance(one, Asks)}
    assert set(answered) - {command.name for command in COMMANDS} == {"claim"}  # only who has a code may use it
    typed = {word for _, _, filters in ALL for one in filters if isinstance(one, Asks) for word in one._words}
    assert {command.word for command in COMMANDS if command.word} - typed == {"求证"}  # a question, to the detector
    assert {command.name for command in COMMANDS} - set(answered) == {"proof"}


@pytest.mark.parametrize(("name", "callback", "filters"), ALL, ids=[name for name, _, _ in ALL])
def test_filters_and_handlers_are_async_and_get_what_they_ask_for(
    workflow_data: set[str], name: str, callback: Callable[..., Any], filters: list[Any]
) -> None:
    assert inspect.iscoroutinefunction(callback), name
    given = workflow_data | GIVEN_BY_AIOGRAM | {"press", "arguments", "meant"}
    for one in filters:
        called = one.__call__ if isinstance(one, Filter) else one
        if isinstance(one, Filter) and type(one).__module__.startswith("aiogram"):
            continue
        assert inspect.iscoroutinefunction(called), f"{name}: {one}"
        asked = list(inspect.signature(called).parameters.values())[1:]
        assert {parameter.name for parameter in asked if parameter.default is parameter.empty} <= given


def test_what_is_handed_over_is_asked_for_by_somebody(workflow_data: set[str]) -> None:
    asked = {"tools"}
    for _, callback, filters in ALL:
        asked |= set(inspect.signature(callback).parameters)
        for one in filters:
            called = one.__call__ if isinstance(one, Filter) else one
            asked |= set(inspect.signature(called).parameters)
    assert workflow_data <= asked


def test_routers_are_fresh_each_time() -> None:
    first, second = build_routers(), build_routers()
    assert not {id(router) for router in first} & {id(router) for router in second}
