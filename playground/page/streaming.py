"""What happens, told to open pages as Server-Sent Events; a page that was away names the last Event it has."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from playground.page.shapes import event_shape, live
from playground.page.stage import Stage

KEEP_ALIVE_SECONDS = 15.0
RETRY_MILLISECONDS = 700


async def stream(request: web.Request, stage: Stage, closing: asyncio.Event) -> web.StreamResponse:
    """Send everything after the page's last Event, then what comes, until it leaves or the world ends."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    response.headers["X-Accel-Buffering"] = "no"
    await response.prepare(request)
    await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
    if request.query.get("boot") != stage.boot:
        await response.write(_packed("begin", {}))
        return response
    try:
        await _tell(response, stage, _number(request), closing)
    except (ConnectionResetError, ConnectionError):
        return response
    return response


async def _tell(response: web.StreamResponse, stage: Stage, number: int, closing: asyncio.Event) -> None:
    version = -1
    while not closing.is_set():
        events = stage.world.feed.since(number)
        if not events and version == stage.version:
            if not await stage.world.feed.pulse.next(KEEP_ALIVE_SECONDS):
                await response.write(b": still here\n\n")
            continue
        parts = []
        if events:
            number = events[-1].number
            parts.append(_packed("feed", [event_shape(event) for event in events], number))
        if version != stage.version:
            version = stage.version
            parts.append(_packed("live", live(stage)))
        await response.write(b"".join(parts))


def _number(request: web.Request) -> int:
    given = request.headers.get("Last-Event-ID") or request.query.get("since", "0")
    return int(given) if given.isdecimal() else 0


def _packed(name: str, data: Any, number: int | None = None) -> bytes:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()
