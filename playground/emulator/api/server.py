"""The HTTP side of the emulator: routes, tokens, faults, answers, and the record of calls."""

from __future__ import annotations

import asyncio
import hmac
import time
from typing import Any

import msgspec
from aiohttp import web

from playground.emulator.api import METHODS
from playground.emulator.api.calls import Call, Calls
from playground.emulator.api.errors import ApiError, FloodError
from playground.emulator.api.faults import Fault, Faults
from playground.emulator.api.limits import FloodControl
from playground.emulator.api.office import Office
from playground.emulator.api.parameters import Request, fill, read
from playground.emulator.api.polling import Polling
from playground.emulator.api.updating import DeleteWebhook, SetWebhook
from playground.emulator.api.webhook import Webhook
from playground.emulator.world import World
from playground.emulator.world.feed import Json
from playground.emulator.world.pulse import Pulse

MAX_BODY_BYTES = 60 * 1024 * 1024


class DroppedError(Exception):
    """The connection is to be closed without an answer."""


class Server:
    """Answers HTTP requests as api.telegram.org would."""

    def __init__(self, world: World, token: str, *, limits: bool) -> None:
        self.world = world
        self.token = token
        self.calls = Calls()
        self.faults = Faults(world.updates)
        self.webhook = Webhook(world, self.faults)
        self.polling = Polling(world.updates, self.faults)
        self._limits = FloodControl() if limits else None
        self.activity = Pulse()
        """Beats when a call arrives and when it is answered; polls do not count."""

    def application(self) -> web.Application:
        """Return the aiohttp application with both routes."""
        application = web.Application(client_max_size=MAX_BODY_BYTES)
        application.router.add_route("*", "/bot{token}/{method}", self._on_call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._on_download)
        return application

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        try:
            await self._demand_service()
            return await self._answer(request)
        except DroppedError:
            return _hang_up(request)

    async def _on_download(self, request: web.Request) -> web.StreamResponse:
        try:
            await self._demand_service()
            fault = self.faults.take("download", None)
            if fault is not None:
                await _suffer(fault)
            data = self.world.media.download(request.match_info["path"])
            if not self._is_token(request) or data is None:
                return _error(ApiError("Not Found", code=404))
            return web.Response(body=data, content_type="application/octet-stream")
        except ApiError as error:
            return _error(error)
        except DroppedError:
            return _hang_up(request)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if not self._is_token(request):
            return _error(ApiError("Unauthorized", code=401))
        if method == "getUpdates":
            return await self._poll(request)
        self.activity.beat()
        began, received, code = time.perf_counter(), Request({}, {}), 200
        result: Any = None
        refusal: ApiError | None = None
        try:
            received = await read(request)
            result = await self._serve(method, received)
        except ApiError as error:
            code, refusal = error.code, error
        except DroppedError:
            code = 0
        self._note(method, received, code, result, refusal, time.perf_counter() - began)
        if code == 0:
            raise DroppedError
        return _error(refusal) if refusal else _json(b'{"ok":true,"result":%b}' % msgspec.json.encode(result))

    async def _serve(self, method: str, received: Request) -> Any:
        chat_id = _chat_id(received.values)
        fault = self.faults.take(method, chat_id)
        if fault is not None and not fault.after_effect:
            await _suffer(fault)
        if self._limits is not None:
            self._limits.admit(method, chat_id, _weight(received.values))
        result = await self._run(method, received)
        if fault is not None and fault.after_effect:
            await _suffer(fault)
        return result

    async def _run(self, method: str, received: Request) -> Any:
        if method == "setWebhook":
            await self.webhook.set(fill(received, SetWebhook))
            self.polling.interrupt()
            return True
        if method == "deleteWebhook":
            given = fill(received, DeleteWebhook)
            await self.webhook.set(SetWebhook(url="", drop_pending_updates=given.drop_pending_updates))
            return True
        if method == "getWebhookInfo":
            return self.webhook.info()
        if method not in METHODS:
            raise ApiError("Not Found", code=404)
        office = Office(self.world, received)
        if received.files:
            await asyncio.to_thread(office.develop)
        return METHODS[method](office)

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        try:
            received = await read(request)
            fault = self.faults.take("getUpdates", None)
            if fault is not None and not fault.after_effect:
                await _suffer(fault)
            updates = await self.polling.next(received, webhook_is_set=lambda: self.webhook.is_set)
            if fault is not None and fault.after_effect:
                await _suffer(fault)
        except ApiError as error:
            if error.is_violation:
                self._note("getUpdates", Request({}, {}), error.code, None, error, 0.0)
            return _error(error)
        await self._demand_service()
        return _json(b'{"ok":true,"result":[%b]}' % b",".join(update.body for update in updates))

    def _note(
        self, method: str, received: Request, code: int, result: Any, refusal: ApiError | None, elapsed: float
    ) -> None:
        description = refusal.description if refusal else ""
        is_violation = refusal is not None and (refusal.is_violation or refusal.code == 404)
        moment = self.world.clock()
        self.calls.add(Call(method, received.for_record(), moment, code, result, description, elapsed, is_violation))
        self.activity.beat()
        self.world.feed.pulse.beat()  # conditions may look at the calls, too

    def _is_token(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.match_info["token"].encode(), self.token.encode())

    async def _demand_service(self) -> None:
        if self.faults.outage_kind is None:
            return
        while self.faults.outage_kind == "hanging":
            await self.faults.pulse.next(None)
        raise DroppedError


async def _suffer(fault: Fault) -> None:
    if fault.trouble == "slow":
        await asyncio.sleep(fault.seconds)
    elif fault.trouble == "drop":
        raise DroppedError
    elif fault.trouble == "flood":
        raise FloodError(int(fault.seconds))
    else:
        raise ApiError(fault.description, code=fault.code)


def _chat_id(values: Json) -> int | None:
    try:
        return int(values.get("chat_id", ""))
    except (TypeError, ValueError):
        return None


def _weight(values: Json) -> int:
    media = values.get("media", "")
    return max(1, media.count('"media"') if isinstance(media, str) else len(media))


def _json(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, status=status, content_type="application/json")


def _error(error: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return _json(msgspec.json.encode(body), error.code)


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
