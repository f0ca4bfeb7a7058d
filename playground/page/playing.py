"""A fresh world: emulator and bot together, the opening played, and the story on its way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from core.database import Database
from core.texts import build_texts
from playground.emulator import Chat
from playground.page.cast import fill_up
from playground.page.stage import Stage
from playground.page.stepping import LOST, Narrator, SteppedScene, StoryLine
from playground.running import Running, run_together
from playground.story import BEGINNING, set_scene
from playground.story_cases import play_cases
from playground.story_days import play_days
from playground.story_doubts import play_doubts
from playground.story_opening import play_opening
from playground.thought_parts import Mind
from playground.thoughts import Thoughts


@asynccontextmanager
async def open_stage(data_dir: Path | None = None) -> AsyncIterator[Stage]:
    """Run a fresh world with the story in it until the block ends.

    Raises:
        TimeoutError: the bot was not ready in time.
    """
    async with run_together(BEGINNING, data_dir=data_dir) as running:
        database = Database(running.app.settings.database)
        stage = _build(running, database)
        task = asyncio.create_task(_play(stage), name="story")
        try:
            await _first_of(task, stage.opened)
            stage.changed()
            yield stage
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await database.dispose()


async def _first_of(task: asyncio.Task[None], event: asyncio.Event) -> None:
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


def _build(running: Running, database: Database) -> Stage:
    texts = build_texts(running.app.settings.language)
    zone = ZoneInfo(running.app.settings.timezone)

    def name_of(user_id: int) -> str:
        user = running.world.users.get(user_id)
        return user.name if user else str(user_id)

    mind = Mind(database, running.clock, texts, zone, name_of)
    story = StoryLine(running.clock, lambda: None)
    group = Chat(0, "group")  # until the scene is set
    stage = Stage(running, group, [], story, Thoughts(running.world, mind))
    story.changed = stage.changed
    return stage


async def _play(stage: Stage) -> None:
    """Play the opening, then the story step by step as visitors ask for it."""
    bare = set_scene(stage.running, Narrator(stage.world, stage.story))
    stage.group, stage.people = bare.group, list(bare.people.values())
    scene = SteppedScene(bare.running, bare.teller, bare.owner, bare.group, bare.people, line=stage.story)
    try:
        # The opening's pictures were checked by hand, so that the page is there at once; a visitor's are read.
        stage.running.app.picture_reader.is_wanted = False
        await play_opening(scene)
        stage.running.app.picture_reader.is_wanted = stage.running.app.settings.ocr == "auto"
        await scene.settled()
        await fill_up(stage, scene)
        stage.story.begin()
        stage.opened.set()
        for act in (play_doubts, play_cases, play_days):
            await act(scene)
        await scene.settled()
    except LOST as error:
        stage.story.deviations.append(repr(error))
        stage.story.end("lost")
    else:
        stage.story.end("over")
