"""The page's server: files, state, acts, pictures. It listens on loopback only, and to its own page only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from core.errors import YoujuError
from core.files import Files
from playground.emulator import ActingError
from playground.emulator.world.media import Document
from playground.page import uploads
from playground.page.acting import ACTS
from playground.page.own_files import OwnFiles
from playground.page.shapes import page_of, whole
from playground.page.stage import Stage
from playground.page.streaming import stream

STATIC = Path(__file__).parent / "static"
MOST_BODY_BYTES = 128 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BUILT_WITHIN_SECONDS = 20.0
_SAFE_TO_SHOW = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class House:
    """Holds the world that is played now; ``restart`` asks for a fresh one."""

    stage: Stage | None = None
    stands: asyncio.Event = field(default_factory=asyncio.Event)
    restart: asyncio.Event = field(default_factory=asyncio.Event)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def open_stage(self) -> Stage:
        """The stage, if it stands.

        Raises:
            HTTPServiceUnavailable: it is being built.
        """
        if self.stage is None:
            raise web.HTTPServiceUnavailable(text='{"error":"正在布置,请稍候"}', content_type="application/json")
        return self.stage


HOUSE = web.AppKey("house", House)


def build_application(house: House) -> web.Application:
    """Return the application of the page."""
    application = web.Application(client_max_size=MOST_BODY_BYTES, middlewares=[_guard])
    application[HOUSE] = house
    add = application.router
    own = OwnFiles(STATIC)
    add.add_get("/", own.answer)
    add.add_get("/favicon.ico", own.answer)
    add.add_get("/static/{path:.+}", own.answer)
    add.add_get("/api/state", _on_state)
    add.add_get("/api/events", _on_events)
    add.add_get("/api/messages", _on_messages)
    add.add_get("/api/thoughts", _on_thoughts)
    add.add_post("/api/upload", _on_upload)
    add.add_post("/api/restart", _on_restart)
    add.add_post("/api/{act}", _on_act)
    add.add_get("/files/{file_id}", _on_file)
    add.add_get("/proof/{sha256}", _on_proof)
    return application


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer only our own page, and say in every answer what a browser may do with it."""
    if not _is_ours(request):
        raise web.HTTPForbidden(text="only this machine, only this page")
    try:
        response = await handler(request)
    except (ActingError, YoujuError) as error:
        response = _refused(str(error), 409)
    except TimeoutError:
        response = _refused("有据没有在 5 秒内回应这个按钮", 504)
    except (KeyError, LookupError, ValueError, TypeError):
        response = _refused("没有这样东西,刷新一下再试", 400)
    if not response.prepared:
        response.headers.update({name: text for name, text in HEADERS.items() if name not in response.headers})
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _is_ours(request: web.Request) -> bool:
    """Whether the browser was led here by our own address, not by another site that points at this machine."""
    host = request.host.rsplit(":", 1)[0]
    if host not in ("127.0.0.1", "localhost", "[::1]"):
        return False
    origin = request.headers.get("Origin")
    if request.method == "POST":
        return origin in (None, f"http://{request.host}") and request.headers.get("X-Playground") == "1"
    return origin in (None, f"http://{request.host}")


def _refused(why: str, status: int) -> web.Response:
    return web.json_response({"error": why}, status=status, dumps=_dump)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json(value: Any) -> web.Response:
    return web.json_response(value, dumps=_dump)


async def _on_state(request: web.Request) -> web.Response:
    house = request.app[HOUSE]
    with suppress(TimeoutError):
        await asyncio.wait_for(house.stands.wait(), BUILT_WITHIN_SECONDS)
    return _json(whole(house.open_stage))


async def _on_events(request: web.Request) -> web.StreamResponse:
    house = request.app[HOUSE]
    return await stream(request, house.open_stage, house.closing)


async def _on_messages(request: web.Request) -> web.Response:
    chat = request.app[HOUSE].open_stage.world.chats[int(request.query["chat"])]
    before = int(request.query["before"])
    messages = page_of(chat, before)
    first = messages[0]["message_id"] if messages else before
    return _json({"messages": messages, "has_more": any(key < first for key in chat.messages)})


async def _on_thoughts(request: web.Request) -> web.Response:
    stage = request.app[HOUSE].open_stage
    if "message" not in request.query:
        return _json(await stage.thoughts.overall())
    message = stage.message(int(request.query["chat"]), int(request.query["message"]))
    return _json(await stage.thoughts.about(message))


async def _on_upload(request: web.Request) -> web.Response:
    stage = request.app[HOUSE].open_stage
    fields, files = await uploads.read_form(await request.multipart())
    return _json(await uploads.send(stage, fields, files))


async def _on_act(request: web.Request) -> web.Response:
    stage, act = request.app[HOUSE].open_stage, ACTS[request.match_info["act"]]
    return _json(await act(stage, await request.json()))


async def _on_restart(request: web.Request) -> web.Response:
    request.app[HOUSE].restart.set()
    return _json({})


async def _on_file(request: web.Request) -> web.Response:
    file = request.app[HOUSE].open_stage.world.media.size(request.match_info["file_id"])
    if file is None:
        raise web.HTTPNotFound
    kept = {"Cache-Control": "private, max-age=86400, immutable"}
    if not isinstance(file, Document):
        return web.Response(body=file.data, content_type="image/jpeg", headers=kept)
    # Whatever a visitor sent is handed back as bytes to save, never as something to run here.
    attached = {"Content-Disposition": "attachment", "Content-Security-Policy": "sandbox; default-src 'none'"}
    return web.Response(body=file.data, content_type="application/octet-stream", headers=kept | attached)


async def _on_proof(request: web.Request) -> web.Response:
    stage = request.app[HOUSE].open_stage
    files = Files(stage.running.data_dir / "files")
    name = request.match_info["sha256"]
    if not await asyncio.to_thread(files.has, name):
        raise web.HTTPNotFound
    data = await asyncio.to_thread(files.read, name)
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    assert kind in _SAFE_TO_SHOW
    return web.Response(body=data, content_type=kind, headers={"Cache-Control": "private, max-age=86400, immutable"})
