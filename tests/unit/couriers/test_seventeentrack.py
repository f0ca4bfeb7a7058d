"""17TRACK against a server that behaves as documented."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from core.errors import TraceError
from couriers.seventeentrack import SeventeenTrack, Token, read_push
from couriers.traces import ParcelState
from tests.unit.couriers.vendors import NOW, Hands, Seventeen, serving

NUMBER = "EE123456785KR"


def info(status: str = "InTransit", fine: str = "InTransit_Other") -> dict[str, Any]:
    events = [
        {"time_utc": "2026-11-18T10:02:11Z", "description": "Posting/Collection", "location": "SEOUL"},
        {"time_iso": "2026-11-20T10:00:00+08:00", "description": "Arrival", "location": "SHANGHAI"},
        {"description": "no time"},
    ]
    return {"latest_status": {"status": status, "sub_status": fine}, "tracking": {"providers": [{"events": events}]}}


@asynccontextmanager
async def asking(vendor: Seventeen, *, key: str = "TOKEN") -> AsyncIterator[SeventeenTrack]:
    async with serving(web.post("/track/v2.2/{method}", vendor.handle)) as url:
        client = SeventeenTrack(Token(key, f"{url}/track/v2.2"), Hands(), seconds=5)
        try:
            yield client
        finally:
            await client.close()


async def test_a_new_number_is_registered_and_known_the_next_time() -> None:
    vendor = Seventeen(info={NUMBER: info()})
    async with asking(vendor) as client:
        with pytest.raises(TraceError) as first:
            await client.trace(NUMBER, "post")
        trace = await client.trace(NUMBER, "post")
    assert (first.value.why, vendor.registered) == ("unknown", {NUMBER})
    assert trace.state is ParcelState.MOVING
    assert [event.place for event in trace.events] == ["SHANGHAI", "SEOUL"]
    assert trace.events[0].at == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "fine", "expected"),
    [
        ("Delivered", "Delivered_Other", ParcelState.DELIVERED),
        ("Exception", "Exception_Returning", ParcelState.RETURNING),
        ("Exception", "Exception_Lost", ParcelState.TROUBLE),
        ("InTransit", "InTransit_CustomsProcessing", ParcelState.CUSTOMS),
        ("OutForDelivery", None, ParcelState.DELIVERING),
        ("SomethingNew", "", ParcelState.UNKNOWN),
    ],
)
async def test_states_are_mapped(status: str, fine: Any, expected: ParcelState) -> None:
    async with asking(Seventeen(registered={NUMBER}, info={NUMBER: info(status, fine)})) as client:
        assert (await client.trace(NUMBER, "post")).state is expected


@pytest.mark.parametrize(("status", "why"), [(429, "busy"), (503, "away"), (404, "answer")])
async def test_no_answer_says_why(status: int, why: str) -> None:
    async with asking(Seventeen(status=status)) as client:
        with pytest.raises(TraceError) as refused:
            await client.trace(NUMBER, "post")
    assert refused.value.why == why


async def test_a_wrong_key_is_said_to_be_one() -> None:
    async with asking(Seventeen(), key="OTHER") as client:
        with pytest.raises(TraceError) as refused:
            await client.trace(NUMBER, "post")
    assert refused.value.why == "key"


async def test_what_is_not_found_yet_is_unknown() -> None:
    async with asking(Seventeen(registered={NUMBER}, info={NUMBER: info("NotFound")})) as client:
        with pytest.raises(TraceError) as refused:
            await client.trace(NUMBER, "post")
    assert refused.value.why == "unknown"


def pushed(event: str = "TRACKING_UPDATED") -> tuple[bytes, str]:
    body = json.dumps({"event": event, "data": {"number": NUMBER, "track_info": info()}}).encode()
    return body, hashlib.sha256(body + b"/TOKEN").hexdigest()


def test_a_signed_push_is_read() -> None:
    body, signature = pushed()
    trace = read_push(body, signature, key="TOKEN", now=NOW)
    assert trace is not None
    assert trace.number == NUMBER


def test_a_push_with_another_signature_is_refused() -> None:
    body, _ = pushed()
    with pytest.raises(TraceError):
        read_push(body, "0" * 64, key="TOKEN", now=NOW)


def test_a_watch_that_ended_brings_nothing() -> None:
    body, signature = pushed("TRACKING_STOPPED")
    assert read_push(body, signature, key="TOKEN", now=NOW) is None
