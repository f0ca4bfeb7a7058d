"""Parcels on cases: noticed, looked at while the case is open, and what staff hear of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.database import Database
from core.errors import SayableError, TraceError
from core.files import Files
from core.fonts import has_chinese_font
from core.ids import TicketId
from couriers.traces import Event, ParcelState, Trace
from couriers.tracing import TraceParcel, Trackers
from tests.storage.world import ADMIN, COMPLAINT, DOUDOU, LIAISON, STRANGER, World, build_world, local
from tickets.lifecycle import Action
from tickets.models import Outcome
from tickets.parcels import TicketParcelRow, parcels_of
from triage.desk.moves import Desk
from triage.desk.parcels import JudgeParcel, LookAtParcels, ShowRoute, Subscribe, TakePush
from triage.desk.showing import ShowTickets

NUMBER = "YT8812345678901"
WORDS = f"{COMPLAINT},单号 {NUMBER}"


@dataclass
class Service:
    """A tracking service that says what it is told to."""

    clock: object
    trace_now: Trace | None = None
    refusal: TraceError | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    async def trace(self, number: str, courier: str, phone: str = "") -> Trace:
        self.asked.append((number, courier, phone))
        if self.refusal is not None:
            raise self.refusal
        assert self.trace_now is not None
        return replace(self.trace_now, number=number, courier=courier)

    async def close(self) -> None:
        """It holds nothing open."""


@dataclass
class Bench:
    """A world with a tracking service, and hands to look with."""

    world: World
    service: Service

    @property
    def trace_parcel(self) -> TraceParcel:
        return TraceParcel(self.world.database, self.world.clock, Trackers(domestic=self.service))

    async def look(self) -> None:
        await LookAtParcels(self.world.tools, self.world.cases, self.trace_parcel)()

    def moves(self, at: datetime, state: ParcelState = ParcelState.MOVING, text: str = "到达上海") -> None:
        now = self.world.clock.now
        self.service.trace_now = Trace(NUMBER, "yto", state, (Event(at, text, "上海"),), now, "快递100")

    async def notes(self) -> list[str]:
        return await self.world.texts("parcel", LIAISON)

    async def card(self) -> str:
        show = ShowTickets(self.world.tools)
        ticket = (await self.world.tickets())[0]
        view = await show.find(ticket.id, staff=ADMIN)
        return (await show.card(view, ADMIN)).words.text


async def bench(database: Database, words: str = WORDS) -> Bench:
    world = await build_world(database)
    await world.says(DOUDOU, words)
    return Bench(world, Service(world.clock))


async def test_a_number_in_the_complaint_is_looked_at_with_the_next_tick(database: Database) -> None:
    desk = await bench(database)
    desk.moves(local("11-22 08:00"))
    await desk.look()
    assert desk.service.asked == [(NUMBER, "yto", "")]
    assert "快递:YT88****8901 圆通 · 运输中 · 08:00 上海(15:00 查)" in await desk.card()
    assert "快递:运输中:到达上海" in await desk.card()
    assert await desk.notes() == []


async def test_it_is_looked_at_again_after_six_hours_and_not_before(database: Database) -> None:
    desk = await bench(database)
    desk.moves(local("11-22 08:00"))
    await desk.look()
    desk.world.clock.forward(hours=5, minutes=59)
    await desk.look()
    assert len(desk.service.asked) == 1
    desk.world.clock.forward(minutes=1)
    await desk.look()
    assert len(desk.service.asked) == 2


async def test_staff_hear_once_that_a_parcel_stalls_and_which_cause_that_speaks_for(database: Database) -> None:
    desk = await bench(database, f"收到喷头就是漏的,我要退款,单号 {NUMBER}")
    desk.moves(local("11-19 10:00"))
    for _ in range(3):
        await desk.look()
        desk.world.clock.forward(hours=6)
    notes = await desk.notes()
    assert len(notes) == 1
    assert "已经 3 天没有新记录。" in notes[0]
    assert "看着像「快递停滞」" in notes[0]


async def test_a_parcel_that_moved_and_stalls_again_is_told_again(database: Database) -> None:
    desk = await bench(database)
    for seen, now in (("11-19 10:00", "11-22 15:00"), ("11-22 20:00", "11-22 21:00"), ("11-22 20:00", "11-25 09:00")):
        desk.world.clock.at(now)
        desk.moves(local(seen))
        await desk.look()
    assert len(await desk.notes()) == 2


async def test_staff_hear_that_it_arrived_and_nothing_more_is_asked(database: Database) -> None:
    desk = await bench(database)
    desk.moves(local("11-22 14:00"), ParcelState.DELIVERED, "已签收,签收人:王小明")
    await desk.look()
    desk.world.clock.forward(days=3)
    await desk.look()
    assert len(desk.service.asked) == 1
    [note] = await desk.notes()
    assert "已签收" in note
    assert "王小明" not in note


async def test_a_closed_case_is_looked_at_no_more(database: Database) -> None:
    desk = await bench(database)
    [ticket] = await desk.world.tickets()
    moves = Desk(desk.world.tools, desk.world.cases)
    await moves.by_staff(ticket.id, Action.RESOLVE, by=ADMIN, outcome=Outcome.RESHIPMENT)
    await desk.look()
    assert desk.service.asked == []


async def test_a_number_named_twice_is_one_parcel(database: Database) -> None:
    desk = await bench(database)
    desk.world.clock.forward(minutes=40)
    await desk.world.says(DOUDOU, f"还是没动,快递单号 {NUMBER},到底有没有人管")
    desk.moves(local("11-22 08:00"))
    for _ in range(2):
        await desk.look()
    [ticket] = await desk.world.tickets()
    async with database.read() as connection:
        assert len(await parcels_of(connection, ticket.id)) == 1
    assert len(await desk.world.rows(TicketParcelRow)) == 1


async def test_the_last_four_digits_reach_the_courier_that_wants_them(database: Database) -> None:
    desk = await bench(database, f"{COMPLAINT},单号 SF1400022223333,手机后四位 5678")
    desk.moves(local("11-22 08:00"))
    await desk.look()
    assert desk.service.asked == [("SF1400022223333", "sf", "5678")]


async def test_digits_that_come_later_are_used_at_once(database: Database) -> None:
    desk = await bench(database, f"{COMPLAINT},单号 SF1400022223333")
    desk.service.refusal = TraceError("phone")
    await desk.look()
    assert "这家要收件手机后四位" in await desk.card()
    desk.world.clock.forward(minutes=40)
    await desk.world.says(DOUDOU, f"{COMPLAINT},尾号 5678")
    desk.service.refusal = None
    desk.moves(local("11-22 08:00"))
    await desk.look()
    assert desk.service.asked[-1] == ("SF1400022223333", "sf", "5678")


async def test_where_several_couriers_fit_staff_choose(database: Database) -> None:
    desk = await bench(database, f"{COMPLAINT},单号 432123456789012")
    desk.moves(local("11-22 08:00"))
    await desk.look()
    assert desk.service.asked == []
    assert "申通或韵达" in await desk.card()
    [row] = await desk.world.rows(TicketParcelRow)
    judge = JudgeParcel(desk.world.tools, desk.world.cases)
    with pytest.raises(SayableError):
        await judge.choose_courier(row["id"], "yunda", by=STRANGER)
    await judge.choose_courier(row["id"], "yunda", by=ADMIN)
    await desk.look()
    assert desk.service.asked == [("432123456789012", "yunda", "")]


async def test_staff_take_over_the_cause_and_members_cannot(database: Database) -> None:
    desk = await bench(database)
    [ticket] = await desk.world.tickets()
    judge = JudgeParcel(desk.world.tools, desk.world.cases)
    with pytest.raises(SayableError):
        await judge.take_cause(ticket.id, "courier.lost", by=DOUDOU)
    await judge.take_cause(ticket.id, "courier.lost", by=ADMIN)
    [ticket] = await desk.world.tickets()
    assert ticket.cause == "courier.lost"


async def show(desk: Bench, files: Path, ticket_id: TicketId | None = None) -> tuple[str, int]:
    view = await ShowTickets(desk.world.tools).find(ticket_id or (await desk.world.tickets())[0].id, staff=ADMIN)
    reply = await ShowRoute(desk.world.tools, desk.trace_parcel, Files(files))(view)
    return reply.words.text, len(reply.pictures)


@pytest.mark.skipif(not has_chinese_font(), reason="no font with Chinese: apt-get install fonts-wqy-microhei")
async def test_the_route_is_a_picture_for_staff(database: Database, tmp_path: Path) -> None:
    desk = await bench(database)
    desk.moves(local("11-22 08:00"))
    text, pictures = await show(desk, tmp_path)
    assert ("只给值班的人看" in text, pictures) == (True, 1)


async def test_without_an_answer_it_says_why_and_how_to_mend_it(database: Database, tmp_path: Path) -> None:
    desk = await bench(database)
    desk.service.refusal = TraceError("key")
    text, pictures = await show(desk, tmp_path)
    assert ("请运营者核对" in text, pictures) == (True, 0)


async def test_without_a_service_it_says_how_to_set_one(database: Database, tmp_path: Path) -> None:
    desk = await bench(database)
    view = await ShowTickets(desk.world.tools).find((await desk.world.tickets())[0].id, staff=ADMIN)
    unset = TraceParcel(database, desk.world.clock, Trackers())
    reply = await ShowRoute(desk.world.tools, unset, Files(tmp_path))(view)
    assert "YOUJU_KUAIDI100_KEY" in reply.words.text
    await LookAtParcels(desk.world.tools, desk.world.cases, unset)()


async def test_a_case_without_a_number_says_so(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, COMPLAINT)
    text, _ = await show(desk, tmp_path)
    assert "还没有快递单号" in text


async def test_an_answer_that_does_not_come_is_asked_for_later(database: Database) -> None:
    desk = await bench(database)
    desk.service.refusal = TraceError("away")
    await desk.look()
    desk.world.clock.forward(hours=2, minutes=59)
    await desk.look()
    assert len(desk.service.asked) == 1
    desk.world.clock.forward(minutes=1)
    desk.service.refusal = None
    desk.moves(desk.world.clock.now - timedelta(hours=1))
    await desk.look()
    assert len(desk.service.asked) == 2


@dataclass
class Bell:
    """A service that can be asked to ring."""

    refusal: TraceError | None = None
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)

    async def subscribe(self, number: str, courier: str, *, callback_url: str, phone: str = "") -> None:
        self.asked.append((number, courier, callback_url, phone))
        if self.refusal is not None:
            raise self.refusal


@pytest.mark.parametrize("refusal", [None, TraceError("key")])
async def test_where_it_can_reach_us_the_service_is_asked_once_to_ring(
    database: Database, refusal: TraceError | None
) -> None:
    desk, bell = await bench(database), Bell(refusal)
    desk.moves(local("11-22 08:00"))
    subscribe = Subscribe(bell, "https://bot.example/couriers/kuaidi100")
    look = LookAtParcels(desk.world.tools, desk.world.cases, desk.trace_parcel, subscribe)
    for _ in range(3):
        await look()
        desk.world.clock.forward(hours=6)
    assert bell.asked == [(NUMBER, "yto", "https://bot.example/couriers/kuaidi100", "")]


async def test_news_that_come_by_themselves_reach_the_case_at_once(database: Database) -> None:
    desk = await bench(database)
    desk.moves(local("11-22 08:00"))
    await desk.look()
    desk.world.clock.forward(minutes=20)
    now = desk.world.clock.now
    news = Trace(NUMBER, "yto", ParcelState.DELIVERED, (Event(now, "已签收"),), now, "快递100")
    await TakePush(desk.world.tools)(news)
    await desk.look()
    assert len(desk.service.asked) == 1
    assert len(await desk.notes()) == 1
