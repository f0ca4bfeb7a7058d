"""The live logistics card: made from a sample's number, drawn anew while the sample moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.errors import SayableError, TraceError
from core.files import Files, Stores
from core.fonts import has_chinese_font
from core.ids import ChatId
from couriers.traces import Event, ParcelState, Trace
from couriers.tracing import TraceParcel, Trackers
from evidence.models import EvidenceKind
from evidence.redactions import RedactionRow
from evidence.shelf import PUBLISH, EvidenceRow, evidence_from
from tests.storage.test_case_parcels import NUMBER, Service
from tests.storage.world import ADMIN, SPRAY, World, build_world, local
from triage.library.adding import AddWords
from triage.library.live import AddLive, Draw, RefreshLive
from triage.mail import Place

pytestmark = pytest.mark.skipif(
    not has_chinese_font(), reason="no font with Chinese: apt-get install fonts-wqy-microhei"
)


class Bench:
    """A world, a tracking service, and what is made of both."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.service = world, Service(world.clock)
        self.trace_parcel = TraceParcel(world.database, world.clock, Trackers(domestic=self.service))
        self.draw = Draw(world.tools, Stores(Files(folder / "files"), Files(folder / "originals")))

    def moves(self, *stations: tuple[str, str], state: ParcelState = ParcelState.MOVING) -> None:
        """Let the sample have been seen at these places, oldest first."""
        events = tuple(Event(local(at), f"到达{place}", place) for at, place in reversed(stations))
        self.service.trace_now = Trace(NUMBER, "yto", state, events, self.world.clock.now, "快递100")

    async def types(self, line: str) -> None:
        add = AddWords(self.world.tools, AddLive(self.world.tools, self.trace_parcel, self.draw))
        await add(self.world.mine, Place(ChatId(ADMIN)), line, by=ADMIN)

    async def refresh(self) -> None:
        await RefreshLive(self.world.tools, self.trace_parcel, self.draw)()

    async def item(self) -> Any:
        [row] = await self.world.rows(EvidenceRow)
        return evidence_from(row)

    async def publish(self) -> None:
        change = Change()
        change.amend(PUBLISH, the_evidence=(await self.item()).id, at=self.world.clock.now)
        await self.world.keep(change)


SEOUL, SHANGHAI = ("11-18 19:02", "首尔"), ("11-20 10:00", "上海")


async def bench(database: Database, folder: Path) -> Bench:
    made = Bench(await build_world(database, now="11-22 10:05"), folder)
    made.moves(SEOUL, SHANGHAI)
    return made


async def test_a_number_without_a_file_becomes_a_draft_with_the_route_drawn(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    await desk.types(f"物流 防晒喷雾 圆通 {NUMBER}")
    item = await desk.item()
    assert (item.kind, item.product_id, item.state.value) == (EvidenceKind.LOGISTICS, SPRAY, "draft")
    assert item.note == "同批样品,11-18 首尔 → 11-20 上海,运输中,单号已打码(快递100 11-22 查)"
    assert [file.mime for file in item.files] == ["image/png"]
    assert NUMBER not in item.note
    [redaction] = await desk.world.rows(RedactionRow)
    assert redaction["evidence_id"] == item.id


async def test_what_staff_wrote_beside_it_stays(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    await desk.types(f"物流 防晒喷雾 单号 {NUMBER} 同批样品,首尔直邮")
    assert (await desk.item()).note == "同批样品,首尔直邮"


async def test_it_is_drawn_anew_when_the_sample_moved(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    await desk.types(f"物流 防晒喷雾 {NUMBER}")
    await desk.publish()
    before = await desk.item()
    desk.world.clock.forward(hours=6)
    desk.moves(SEOUL, SHANGHAI, ("11-22 15:00", "杭州"))
    await desk.refresh()
    after = await desk.item()
    assert after.files != before.files
    assert "11-22 杭州" in after.note
    assert after.id == before.id


async def test_a_sample_that_stands_still_is_not_drawn_again(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    await desk.types(f"物流 防晒喷雾 {NUMBER}")
    await desk.publish()
    before = await desk.item()
    desk.world.clock.forward(hours=6)
    desk.moves(SEOUL, SHANGHAI)
    await desk.refresh()
    assert await desk.item() == before
    assert len(desk.service.asked) == 2


async def test_a_draft_is_not_looked_at_and_an_arrived_sample_no_more(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    desk.moves(SEOUL, SHANGHAI, state=ParcelState.DELIVERED)
    await desk.types(f"物流 防晒喷雾 {NUMBER}")
    await desk.publish()
    desk.world.clock.forward(days=2)
    await desk.refresh()
    assert len(desk.service.asked) == 1


async def test_a_service_that_is_away_costs_nothing_but_time(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    await desk.types(f"物流 防晒喷雾 {NUMBER}")
    await desk.publish()
    before = await desk.item()
    desk.service.refusal = TraceError("away")
    desk.world.clock.forward(hours=6)
    await desk.refresh()
    assert await desk.item() == before


@pytest.mark.parametrize(
    ("line", "refusal", "key"),
    [
        ("物流 防晒喷雾 432123456789012", None, "live-which-courier"),
        (f"物流 防晒喷雾 {NUMBER}", TraceError("unknown"), "live-no-route"),
        ("物流 防晒喷雾 首尔直邮", None, "problem-file-needed"),
        (f"质检 防晒喷雾 {NUMBER}", None, "problem-file-needed"),
    ],
)
async def test_what_does_not_work_is_said_and_nothing_is_stored(
    database: Database, tmp_path: Path, line: str, refusal: TraceError | None, key: str
) -> None:
    desk = await bench(database, tmp_path)
    desk.service.refusal = refusal
    with pytest.raises(SayableError) as refused:
        await desk.types(line)
    assert refused.value.key == key
    assert await desk.world.rows(EvidenceRow) == []


async def test_without_a_service_it_says_how_to_set_one(database: Database, tmp_path: Path) -> None:
    desk = await bench(database, tmp_path)
    desk.trace_parcel = replace(desk.trace_parcel, trackers=Trackers())
    with pytest.raises(SayableError) as refused:
        await desk.types(f"物流 防晒喷雾 {NUMBER}")
    assert "YOUJU_KUAIDI100_KEY" in refused.value.variables["how"]
