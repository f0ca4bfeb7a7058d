"""A parcel is asked about within the provider's rules, whoever asks and whatever happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from core.database import Database
from core.errors import TraceError
from couriers import repository
from couriers.traces import Event, ParcelState, Trace
from couriers.tracing import FRESH_FOR, TraceParcel, Trackers
from tests.storage.world import Hands, local

NUMBER = "YT8812345678901"
AT = local("11-22 10:00")


@dataclass
class Service:
    """A tracking service that counts."""

    clock: Hands
    refusal: BaseException | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    async def trace(self, number: str, courier: str, phone: str = "") -> Trace:
        self.asked.append((number, courier, phone))
        if self.refusal is not None:
            raise self.refusal
        events = (Event(self.clock() - timedelta(hours=1), "到达上海", "上海"),)
        return Trace(number, courier, ParcelState.MOVING, events, self.clock(), "快递100")

    async def close(self) -> None:
        """It holds nothing open."""


async def test_an_answer_is_fresh_for_35_minutes(database: Database) -> None:
    clock = Hands(AT)
    service = Service(clock)
    where = TraceParcel(database, clock, Trackers(domestic=service))
    first = await where(NUMBER, "yto")
    clock.now += FRESH_FOR - timedelta(seconds=1)
    assert await where(NUMBER, "yto") == first
    clock.now += timedelta(seconds=1)
    assert (await where(NUMBER, "yto")).asked_at == clock.now
    assert service.asked == [(NUMBER, "yto", "")] * 2


async def test_a_refusal_is_not_asked_again_at_once(database: Database) -> None:
    clock = Hands(AT)
    service = Service(clock, refusal=TraceError("unknown"))
    where = TraceParcel(database, clock, Trackers(domestic=service))
    for _ in range(2):
        with pytest.raises(TraceError) as refused:
            await where(NUMBER, "yto")
        assert refused.value.why == "unknown"
    assert len(service.asked) == 1


async def test_what_was_known_stays_when_the_service_is_away(database: Database) -> None:
    clock = Hands(AT)
    service = Service(clock)
    where = TraceParcel(database, clock, Trackers(domestic=service))
    first = await where(NUMBER, "yto")
    clock.now += timedelta(hours=1)
    service.refusal = TraceError("away")
    with pytest.raises(TraceError):
        await where(NUMBER, "yto")
    assert await where(NUMBER, "yto") == first


async def test_the_question_is_written_down_before_it_goes_out(database: Database) -> None:
    clock = Hands(AT)
    killed = Service(clock, refusal=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        await TraceParcel(database, clock, Trackers(domestic=killed))(NUMBER, "yto")
    service = Service(clock)
    with pytest.raises(TraceError) as refused:
        await TraceParcel(database, clock, Trackers(domestic=service))(NUMBER, "yto")
    assert (refused.value.why, service.asked) == ("busy", [])


async def test_an_older_push_does_not_undo_a_newer_one(database: Database) -> None:
    clock = Hands(AT)
    newer = await Service(clock).trace(NUMBER, "yto")
    older = replace(newer, events=(Event(AT - timedelta(days=1), "已揽收"),), state=ParcelState.COLLECTED)
    async with database.transaction() as transaction:
        assert await repository.save_trace(transaction.connection, newer)
        assert not await repository.save_trace(transaction.connection, older)
        row = await repository.read_parcel(transaction.connection, NUMBER)
    assert repository.trace_from(row) == newer


async def test_without_a_key_it_says_so(database: Database) -> None:
    where = TraceParcel(database, Hands(AT), Trackers())
    assert not where.can_ask("yto")
    with pytest.raises(TraceError) as refused:
        await where(NUMBER, "yto")
    assert refused.value.why == "unset"
