"""快递100 against a server that checks what it is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import web

from core.errors import TraceError
from couriers.kuaidi100 import Account, Kuaidi100, push_salt, read_push, sign
from couriers.traces import ParcelState
from tests.unit.couriers.vendors import KUAIDI_WAY, NOW, Hands, Kuaidi, serving


@asynccontextmanager
async def asking(vendor: Kuaidi, *, key: str = "KEY", seconds: float = 5.0) -> AsyncIterator[Kuaidi100]:
    routes = (web.post("/poll/query.do", vendor.query), web.post("/poll", vendor.subscribe))
    async with serving(*routes) as url:
        client = Kuaidi100(Account("CUSTOMER", key, url), Hands(), seconds=seconds)
        try:
            yield client
        finally:
            await client.close()


async def test_a_parcel_is_traced_newest_first_in_utc() -> None:
    vendor = Kuaidi()
    async with asking(vendor) as client:
        trace = await client.trace("SF1400022223333", "sf", phone="5678")
    assert vendor.asked == [{"com": "shunfeng", "num": "SF1400022223333", "phone": "5678", "resultv2": "4"}]
    assert trace.state is ParcelState.MOVING
    assert [event.at.day for event in trace.events] == [21, 20, 18]
    assert trace.events[0].at == datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    assert trace.events[2].text == "【首尔】已揽收"
    assert trace.events[1].place == ""
    assert (trace.asked_at, trace.source) == (NOW, "快递100")


async def test_no_question_goes_out_without_the_phone_that_the_courier_wants() -> None:
    vendor = Kuaidi()
    async with asking(vendor) as client:
        with pytest.raises(TraceError) as refused:
            await client.trace("SF1400022223333", "sf")
    assert (refused.value.why, vendor.asked) == ("phone", [])


async def test_a_wrong_key_is_said_to_be_one() -> None:
    async with asking(Kuaidi(), key="WRONG") as client:
        with pytest.raises(TraceError) as refused:
            await client.trace("YT8812345678901", "yto")
    assert refused.value.why == "key"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("400", "number"),
        ("408", "phone"),
        ("500", "unknown"),
        ("501", "away"),
        ("502", "busy"),
        ("601", "key"),
        ("9", "answer"),
    ],
)
async def test_a_refusal_says_why(code: str, why: str) -> None:
    vendor = Kuaidi(answer={"result": False, "returnCode": code, "message": "…"})
    async with asking(vendor) as client:
        with pytest.raises(TraceError) as refused:
            await client.trace("YT8812345678901", "yto")
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("0", ParcelState.MOVING),
        ("1", ParcelState.COLLECTED),
        ("3", ParcelState.DELIVERED),
        ("5", ParcelState.DELIVERING),
        ("10", ParcelState.CUSTOMS),
        ("13", ParcelState.CUSTOMS_HELD),
        ("14", ParcelState.REFUSED),
        ("101", ParcelState.ORDERED),
        ("302", ParcelState.DELIVERED),
        ("501", ParcelState.TO_COLLECT),
        ("1001", ParcelState.MOVING),
        ("777", ParcelState.UNKNOWN),
        ("", ParcelState.UNKNOWN),
    ],
)
async def test_states_are_mapped_by_code_and_never_by_their_first_digit(state: str, expected: ParcelState) -> None:
    async with asking(Kuaidi(answer={**KUAIDI_WAY, "state": state})) as client:
        assert (await client.trace("YT8812345678901", "yto")).state is expected


@pytest.mark.parametrize(
    ("answer", "status", "why"),
    [
        (b"<html>busy</html>", 200, "answer"),
        (b"[]", 200, "answer"),
        (b" " * 1_500_000, 200, "answer"),
        (b"", 503, "away"),
        (b"", 429, "busy"),
        (b"", 302, "answer"),
    ],
)
async def test_what_is_no_answer_is_none(answer: bytes, status: int, why: str) -> None:
    async with asking(Kuaidi(answer=answer, status=status)) as client:
        with pytest.raises(TraceError) as refused:
            await client.trace("YT8812345678901", "yto")
    assert refused.value.why == why


async def test_the_deadline_holds_however_slowly_the_vendor_drips() -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.05)

    async with serving(web.post("/poll/query.do", drip)) as url:
        client = Kuaidi100(Account("CUSTOMER", "KEY", url), Hands(), seconds=0.3)
        with pytest.raises(TraceError) as refused:
            await client.trace("YT8812345678901", "yto")
        await client.close()
    assert refused.value.why == "away"


async def test_subscribing_twice_is_subscribing() -> None:
    vendor = Kuaidi()
    async with asking(vendor) as client:
        for _ in range(2):
            await client.subscribe("YT8812345678901", "yto", callback_url="https://bot.example/k")
    assert vendor.subscribed[0]["company"] == "yuantong"
    assert vendor.subscribed[0]["parameters"]["salt"] == push_salt("KEY")


def push(status: str = "polling") -> str:
    return json.dumps({"status": status, "message": "", "lastResult": KUAIDI_WAY}, ensure_ascii=False)


def test_a_signed_push_is_read() -> None:
    trace = read_push(push(), sign(push(), "SALT").lower(), salt="SALT", now=NOW)
    assert trace is not None
    assert (trace.number, trace.courier) == ("SF1400022223333", "sf")


def test_a_push_with_another_signature_is_refused() -> None:
    with pytest.raises(TraceError):
        read_push(push(), sign(push(), "OTHER"), salt="SALT", now=NOW)


def test_a_watch_that_ended_brings_nothing() -> None:
    assert read_push(push("abort"), sign(push("abort"), "SALT"), salt="SALT", now=NOW) is None
