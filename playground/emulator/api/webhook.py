"""Delivery of updates to the bot's own address, one after the other, again and again until it is taken."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp

from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.faults import Faults
from playground.emulator.api.updating import SetWebhook, demand_known
from playground.emulator.world import World
from playground.emulator.world.feed import Json
from playground.emulator.world.wire import stamp

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last delivery did not succeed."""

    at: datetime
    reason: str


class Webhook:
    """The bot's webhook: none, or an address on loopback. Updates go out in order; a failed one holds up the rest."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._task: asyncio.Task[None] | None = None
        self._setting: SetWebhook | None = None
        self.failure: Failure | None = None
        self.attempts = 0
        """How often a delivery was tried, ever."""

    @property
    def is_set(self) -> bool:
        """Whether updates go to a webhook (and not to getUpdates)."""
        return self._setting is not None

    async def set(self, given: SetWebhook) -> None:
        """Set the address, or with an empty ``url`` remove it."""
        demand_known(given.allowed_updates)
        if given.url:
            _demand_address(given)
        await self.stop()
        self._world.updates.allow(given.allowed_updates)
        if given.drop_pending_updates:
            self._world.updates.clear()
        self._setting = given if given.url else None
        self.failure = None
        self._world.updates.pulse.beat()
        self.start()

    def start(self) -> None:
        """Begin delivering, if there is an address."""
        if self._setting is not None:
            self._task = asyncio.create_task(self._deliver(self._setting), name="emulator webhook")

    async def stop(self) -> None:
        """Stop delivering; the address stays."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def info(self) -> Json:
        """Return a WebhookInfo."""
        result: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._world.updates)}
        if self._setting is not None:
            result |= {"url": self._setting.url, "max_connections": self._setting.max_connections}
            if self.failure is not None:
                result |= {"last_error_date": stamp(self.failure.at), "last_error_message": self.failure.reason}
        allowed = self._world.updates.allowed_updates
        return result if allowed is None else result | {"allowed_updates": allowed}

    async def _deliver(self, setting: SetWebhook) -> None:
        headers = {"Content-Type": "application/json"}
        if setting.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = setting.secret_token
        updates, pause = self._world.updates, FIRST_PAUSE
        async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(total=30)) as session:
            while True:
                if self._faults.outage_kind is not None:
                    await self._faults.pulse.next(None)
                    continue
                waiting = updates.first(1)
                if not waiting:
                    await updates.pulse.next(None)
                    continue
                reason = await self._post(session, setting.url, waiting[0].body)
                if reason is None:
                    updates.confirm(waiting[0].update_id + 1)
                    pause = FIRST_PAUSE
                else:
                    self.failure = Failure(self._world.clock(), reason)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)

    async def _post(self, session: aiohttp.ClientSession, url: str, body: bytes) -> str | None:
        self.attempts += 1
        try:
            async with session.post(url, data=body, allow_redirects=False) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError:
            return "Connection refused"


def _demand_address(given: SetWebhook) -> None:
    parts = urlsplit(given.url)
    if not _is_loopback(parts.hostname or ""):
        raise ViolationError("bad webhook: the emulator delivers on loopback only (strict emulator)")
    if parts.scheme not in ("http", "https"):
        raise ApiError("bad webhook: An HTTPS URL must be provided for webhook")
    if given.secret_token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.secret_token):
        raise ViolationError("secret token contains unallowed characters")
    if not 1 <= given.max_connections <= 100:
        raise ViolationError("max_connections must be between 1 and 100 (strict emulator)")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
