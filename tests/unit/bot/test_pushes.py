"""The doors of the tracking services: who may come in, and when they are told that it is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.pushes import KUAIDI100_PATH, SEVENTEENTRACK_PATH, Pushes
from bot.settings import Settings
from core.clock import system_clock
from core.errors import StorageError
from couriers.kuaidi100 import push_salt, sign
from couriers.traces import Trace
from tests.unit.couriers.test_seventeentrack import pushed
from tests.unit.couriers.vendors import KUAIDI_WAY

SETTINGS = Settings(kuaidi100_customer="C", kuaidi100_key=SecretStr("KEY"), seventeentrack_key=SecretStr("TOKEN"))
PARAM = json.dumps({"status": "polling", "lastResult": KUAIDI_WAY}, ensure_ascii=False)


@dataclass
class Keeper:
    """Takes what is brought, unless the database is away."""

    is_away: bool = False
    taken: list[Trace] = field(default_factory=list)

    async def __call__(self, trace: Trace) -> None:
        if self.is_away:
            raise StorageError("away")
        self.taken.append(trace)


@asynccontextmanager
async def open_doors(keeper: Keeper, settings: Settings = SETTINGS) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    application = web.Application()
    Pushes(settings, keeper, system_clock).add_to(application.router)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as http:
        yield http, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_signed_push_of_kuaidi100_is_kept_and_acknowledged_in_its_words() -> None:
    keeper = Keeper()
    form = {"param": PARAM, "sign": sign(PARAM, push_salt("KEY"))}
    async with open_doors(keeper) as (http, url), http.post(url + KUAIDI100_PATH, data=form) as answer:
        assert (answer.status, (await answer.json())["result"]) == (200, True)
    assert [trace.number for trace in keeper.taken] == ["SF1400022223333"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"param": PARAM, "sign": sign(PARAM, "OTHER")}, 401),
        ({"param": PARAM}, 401),
        ({"param": "{", "sign": sign("{", push_salt("KEY"))}, 400),
    ],
)
async def test_a_push_of_kuaidi100_that_is_not_ours_is_refused(form: dict[str, str], status: int) -> None:
    keeper = Keeper()
    async with open_doors(keeper) as (http, url), http.post(url + KUAIDI100_PATH, data=form) as answer:
        assert answer.status == status
    assert keeper.taken == []


async def test_a_signed_push_of_17track_is_kept() -> None:
    keeper = Keeper()
    body, signature = pushed()
    headers = {"sign": signature}
    async with (
        open_doors(keeper) as (http, url),
        http.post(url + SEVENTEENTRACK_PATH, data=body, headers=headers) as answer,
    ):
        assert answer.status == 200
    assert len(keeper.taken) == 1


async def test_a_push_of_17track_that_is_not_ours_is_refused() -> None:
    keeper = Keeper()
    body, _ = pushed()
    headers = {"sign": hashlib.sha256(b"x").hexdigest()}
    async with (
        open_doors(keeper) as (http, url),
        http.post(url + SEVENTEENTRACK_PATH, data=body, headers=headers) as answer,
    ):
        assert answer.status == 401
    assert keeper.taken == []


async def test_nothing_is_acknowledged_that_is_not_stored() -> None:
    keeper = Keeper(is_away=True)
    form = {"param": PARAM, "sign": sign(PARAM, push_salt("KEY"))}
    async with open_doors(keeper) as (http, url), http.post(url + KUAIDI100_PATH, data=form) as answer:
        assert answer.status == 503


async def test_without_keys_there_is_no_door() -> None:
    async with open_doors(Keeper(), Settings()) as (http, url), http.post(url + KUAIDI100_PATH, data={}) as answer:
        assert answer.status == 404
