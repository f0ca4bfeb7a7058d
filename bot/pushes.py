"""What tracking services bring by themselves: only with their signature, and acknowledged only once it is stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.settings import Settings
from core.clock import Clock
from core.errors import StorageError, TraceError
from couriers import kuaidi100, seventeentrack
from couriers.traces import Trace

log = structlog.get_logger(__name__)
KUAIDI100_PATH = "/couriers/kuaidi100"
SEVENTEENTRACK_PATH = "/couriers/17track"
_TAKEN = {"result": True, "returnCode": "200", "message": "成功"}
_REFUSED = {"result": False, "returnCode": "500", "message": "refused"}


class Pushes:
    """The doors of the tracking services whose keys are set."""

    def __init__(self, settings: Settings, take_push: Callable[[Trace], Awaitable[None]], clock: Clock) -> None:
        self._settings, self._take_push, self._clock = settings, take_push, clock

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Open the doors."""
        if self._settings.kuaidi100_customer:
            router.add_post(KUAIDI100_PATH, self._on_kuaidi100)
        if self._settings.seventeentrack_key.get_secret_value():
            router.add_post(SEVENTEENTRACK_PATH, self._on_seventeentrack)

    async def _on_kuaidi100(self, request: web.Request) -> web.Response:
        form = await request.post()
        salt = kuaidi100.push_salt(self._settings.kuaidi100_key.get_secret_value())
        param, signature = str(form.get("param", "")), str(form.get("sign", ""))
        try:
            await self._take(kuaidi100.read_push(param, signature, salt=salt, now=self._clock()))
        except TraceError as error:
            log.warning("push refused", source=kuaidi100.SOURCE, reason=str(error))
            return web.json_response(_REFUSED, status=401 if error.why == "key" else 400)
        except StorageError as error:
            log.error("storage away", reason=str(error))
            return web.json_response(_REFUSED, status=503)
        return web.json_response(_TAKEN)

    async def _on_seventeentrack(self, request: web.Request) -> web.Response:
        key = self._settings.seventeentrack_key.get_secret_value()
        signature = request.headers.get("sign", "")
        try:
            body = await request.read()
            await self._take(seventeentrack.read_push(body, signature, key=key, now=self._clock()))
        except TraceError as error:
            log.warning("push refused", source=seventeentrack.SOURCE, reason=str(error))
            return web.Response(status=401 if error.why == "key" else 400)
        except StorageError as error:
            log.error("storage away", reason=str(error))
            return web.Response(status=503)
        return web.Response()

    async def _take(self, trace: Trace | None) -> None:
        if trace is not None:
            await self._take_push(trace)
