"""The running bot asks a model over HTTP, and answers or leaves it to staff."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from playground.running import run_together
from tests.flow.village import START, Village
from workspaces.settings import WorkspaceSettings, read_settings

VERDICT = {"kind": "doubt", "confidence": 0.95, "reason": "问真伪"}


@pytest.fixture
async def model_url() -> AsyncIterator[str]:
    """A model that agrees with whoever doubts."""

    async def complete(request: web.Request) -> web.Response:
        text = (await request.json())["messages"][-1]["content"]
        verdict = VERDICT if "正品" in text else {**VERDICT, "kind": "none"}
        return web.json_response({"choices": [{"message": {"content": json.dumps(verdict)}}]})

    application = web.Application()
    application.router.add_post("/chat/completions", complete)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def with_consent(stored: dict[str, Any], **operator: Any) -> WorkspaceSettings:
    return replace(read_settings(stored, **operator), second_opinion=True)


async def test_the_model_s_word_is_acted_on_or_left_to_staff(
    model_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("triage.situations.may_speak", lambda _finding, _level: False)
    monkeypatch.setattr("triage.memory.read_settings", with_consent)
    model: dict[str, Any] = {"llm_url": model_url, "llm_key": SecretStr("secret"), "llm_model": "small"}
    async with run_together(START, data_dir=tmp_path, **model) as running:
        world = running.world
        owner, member, other = world.add_user("掌柜"), world.add_user("阿安"), world.add_user("波波")
        world.start(owner)
        village = Village(running, owner, member, other, world.private(owner))
        village.group = await village.open_group("防晒福利群")
        await village.prepare()
        doubt = world.say(village.group, member, "这个喷雾是正品吗")
        await village.answered(doubt, "品牌方授权这家店")
        await village.heard("第二意见也这么看", by=owner)
        world.say(village.group, other, "这个肯定是假货吧")
        await village.heard("第二意见也不这么看", by=owner)
        await village.telegram.settled()
        assert len(world.messages(village.group, by=world.bot)) == 2
        assert running.telegram.violations == []
