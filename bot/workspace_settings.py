"""``python -m bot settings show | set``: a workspace's settings at the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import schema
from bot.settings import Settings
from core.clock import system_clock
from core.database import Database
from core.errors import SayableError, SetupError
from core.ids import IdMaker
from core.texts import build_texts
from core.writer import Writer
from triage.doors.change_settings import ChangeSettings
from triage.mail import Mail
from triage.memory import Loader
from triage.tools import Tools
from triage.watch import Watch, WorkspaceWatch
from triage.words import alerts
from workspaces.setting_values import SETTINGS

Result = TypeVar("Result")


def show_settings(settings: Settings, wanted: str) -> str:
    """Return the settings of a workspace, one a line; ``wanted``: its number, its owner's, or its title."""

    async def show(_tools: Tools, workspace: WorkspaceWatch) -> str:
        return "\n".join(f"{setting.key} {setting.show(workspace.settings)}" for setting in SETTINGS)

    return asyncio.run(with_workspace(settings, wanted, show))


def set_setting(settings: Settings, wanted: str, key: str, value: str) -> str:
    """Set one value; a running bot takes it over within seconds. Return what it was and is.

    Raises:
        SetupError: no such workspace, setting or value.
    """

    async def change(tools: Tools, workspace: WorkspaceWatch) -> str:
        try:
            setting, before, after = await ChangeSettings(tools)(workspace, key, value, by=None)
        except SayableError as error:
            raise SetupError(alerts.sorry(tools.voice(), error).text) from error
        return f"{setting.key}: {before} -> {after}"

    return asyncio.run(with_workspace(settings, wanted, change))


async def with_workspace(
    settings: Settings, wanted: str, work: Callable[[Tools, WorkspaceWatch], Awaitable[Result]]
) -> Result:
    """Do something in a workspace, beside a bot that may be running."""
    await schema.demand_newest(settings.database)
    database = Database(settings.database)
    try:
        tools = _tools(settings, database)
        await tools.loader.load_all()
        return await work(tools, _find(tools, wanted))
    finally:
        await database.dispose()


def _find(tools: Tools, wanted: str) -> WorkspaceWatch:
    known = list(tools.watch.workspaces.values())
    found = [
        each for each in known if wanted in (str(each.workspace.id), str(each.workspace.owner_id), each.workspace.title)
    ]
    if len(found) == 1:
        return found[0]
    names = "\n".join(f"{each.workspace.id} {each.workspace.title}" for each in known[:20]) or "(none)"
    what = "several workspaces are" if found else "no workspace is"
    raise SetupError(f"{what} called {wanted!r}; there are:\n{names}")


def _tools(settings: Settings, database: Database) -> Tools:
    new_id, watch, clock = IdMaker(system_clock), Watch(), system_clock
    return Tools(
        database=database,
        writer=Writer(database),
        watch=watch,
        loader=Loader(database, watch, clock, zone=settings.timezone, language=settings.language),
        mail=Mail(new_id, clock),
        new_id=new_id,
        clock=clock,
        texts=build_texts(settings.language),
        zone=ZoneInfo(settings.timezone),
        new_token=lambda: "",
    )
