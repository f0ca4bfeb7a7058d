"""Webhooks: the secret, order, retries, and what getUpdates says meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from playground.emulator import Emulator
from tests.unit.playground.village import RawBot, Village


class Receiver:
    """The bot's side of a webhook: keeps what comes, refuses as often as told."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[Any] = []
        self.secrets: list[str | None] = []
        self.refuse = 0

    async def on_update(self, request: web.Request) -> web.Response:
        """Take one update, or refuse it."""
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        self.got.append(await request.json())
        return web.Response()

    def texts(self) -> list[str]:
        """Return the texts that came."""
        return [update["message"]["text"] for update in self.got if "text" in update.get("message", {})]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A webhook's receiver on loopback."""
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.on_update)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def _until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  a receiver has no bell to ring
            await asyncio.sleep(0.01)


async def test_updates_arrive_in_order_with_the_secret(bot: RawBot, village: Village, receiver: Receiver) -> None:
    await bot("setWebhook", url=receiver.url, secret_token="s-3_cret", drop_pending_updates=True)
    for text in ("一", "二", "三"):
        village.world.say(village.group, village.member, text)
    await _until(lambda: len(receiver.got) == 3)
    assert receiver.texts() == ["一", "二", "三"]
    assert set(receiver.secrets) == {"s-3_cret"}
    assert (await bot("getWebhookInfo")).result["pending_update_count"] == 0


async def test_a_refused_update_is_repeated_and_holds_up_the_rest(
    bot: RawBot, village: Village, receiver: Receiver
) -> None:
    receiver.refuse = 2
    await bot("setWebhook", url=receiver.url, drop_pending_updates=True)
    village.world.say(village.group, village.member, "一")
    village.world.say(village.group, village.member, "二")
    await _until(lambda: receiver.refuse == 0)
    info = (await bot("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["url"] == receiver.url
    await _until(lambda: len(receiver.got) == 2)
    assert receiver.texts() == ["一", "二"]


async def test_a_dead_address_is_tried_again(
    bot: RawBot, village: Village, receiver: Receiver, telegram: Emulator
) -> None:
    await bot("setWebhook", url="http://127.0.0.1:9/hook", drop_pending_updates=True)
    village.world.say(village.group, village.member, "在吗")
    await _until(lambda: telegram.webhook.attempts >= 2)
    await bot("setWebhook", url=receiver.url)
    await _until(lambda: receiver.texts() == ["在吗"])


async def test_a_webhook_and_polling_exclude_each_other(bot: RawBot, receiver: Receiver) -> None:
    await bot.drain()
    poll = asyncio.create_task(bot("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await bot("setWebhook", url=receiver.url)
    assert (await asyncio.wait_for(poll, 2)).error == "Conflict: terminated by setWebhook request"
    assert "webhook is active" in (await bot("getUpdates")).error
    await bot("deleteWebhook")
    assert (await bot("getUpdates")).result == []
    assert (await bot("getWebhookInfo")).result["url"] == ""


async def test_an_update_can_be_posted_twice(
    bot: RawBot, village: Village, receiver: Receiver, telegram: Emulator
) -> None:
    await bot("setWebhook", url=receiver.url, drop_pending_updates=True)
    telegram.faults.duplicate()
    village.world.say(village.group, village.member, "一")
    await _until(lambda: receiver.texts() == ["一", "一"])
    assert receiver.got[0] == receiver.got[1]


async def test_nothing_is_posted_during_an_outage(
    bot: RawBot, village: Village, receiver: Receiver, telegram: Emulator
) -> None:
    await bot("setWebhook", url=receiver.url, drop_pending_updates=True)
    with telegram.faults.outage():
        village.world.say(village.group, village.member, "在吗")
        await asyncio.sleep(0.1)
        assert receiver.got == []
    await _until(lambda: receiver.texts() == ["在吗"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "https://example.com/hook"},
        {"url": "ftp://127.0.0.1/hook"},
        {"url": "http://127.0.0.1/hook", "secret_token": "mit Leerzeichen"},
        {"url": "http://127.0.0.1/hook", "max_connections": 0},
        {"url": "http://127.0.0.1/hook", "allowed_updates": ["mesage"]},
    ],
)
async def test_wrong_addresses_are_refused(bot: RawBot, wrong: dict[str, Any]) -> None:
    assert (await bot("setWebhook", **wrong)).status == 400
