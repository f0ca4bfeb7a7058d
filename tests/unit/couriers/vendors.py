"""Stand-ins for the tracking services: real HTTP on loopback, strict about signatures and forms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

NOW = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)


class Hands:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


KUAIDI_WAY = {
    "message": "ok",
    "nu": "SF1400022223333",
    "ischeck": "0",
    "com": "shunfeng",
    "status": "200",
    "state": "0",
    "data": [
        {
            "time": "2026-11-21 08:30:00",
            "ftime": "2026-11-21 08:30:00",
            "context": "【上海】快件在派送途中",
            "location": "上海",
        },
        {
            "time": "2026-11-18 19:02:11",
            "ftime": "2026-11-18 19:02:11",
            "context": "【首尔】已揽收",
            "location": "首尔",
        },
        {
            "time": "2026-11-20 10:00:00",
            "ftime": "2026-11-20 10:00:00",
            "context": "【上海】清关完成",
            "location": None,
        },
    ],
}


@dataclass
class Kuaidi:
    """快递100 as documented: the signature is checked over the very string that came; refusals are HTTP 200 too."""

    customer: str = "CUSTOMER"
    key: str = "KEY"
    answer: Any = field(default_factory=lambda: dict(KUAIDI_WAY))
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    subscribed: list[dict[str, Any]] = field(default_factory=list)

    async def query(self, request: web.Request) -> web.Response:
        form = await request.post()
        param = str(form["param"])
        expected = hashlib.md5(f"{param}{self.key}{self.customer}".encode()).hexdigest().upper()
        if form["customer"] != self.customer or form["sign"] != expected:
            return web.json_response({"result": False, "returnCode": "503", "message": "验证签名失败"})
        self.asked.append(json.loads(param))
        if isinstance(self.answer, bytes):
            return web.Response(body=self.answer, status=self.status)
        return web.json_response(self.answer, status=self.status)

    async def subscribe(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.subscribed.append(json.loads(str(form["param"])))
        known = len(self.subscribed) > 1
        return web.json_response({"result": not known, "returnCode": "501" if known else "200", "message": "重复订阅"})


@dataclass
class Seventeen:
    """17TRACK as documented: a token in the header, arrays in, accepted and rejected out."""

    key: str = "TOKEN"
    registered: set[str] = field(default_factory=set)
    info: dict[str, Any] = field(default_factory=dict)
    status: int = 200

    async def handle(self, request: web.Request) -> web.Response:
        if request.headers.get("17token") != self.key:
            return web.json_response({"code": -18010002}, status=401)
        if self.status != 200:
            return web.Response(status=self.status)
        accepted, rejected = [], []
        for item in await request.json():
            number = item["number"]
            if request.match_info["method"] == "register":
                self.registered.add(number)
                accepted.append({"number": number, "origin": 1})
            elif number not in self.registered:
                rejected.append({"number": number, "error": {"code": -18019902, "message": "register first"}})
            else:
                accepted.append({"number": number, "track_info": self.info.get(number)})
        return web.json_response({"code": 0, "data": {"accepted": accepted, "rejected": rejected}})


@asynccontextmanager
async def serving(*routes: web.RouteDef) -> AsyncIterator[str]:
    """Serve on a free port; yield the address."""
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
