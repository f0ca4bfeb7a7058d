"""The live logistics card: a sample parcel's route, drawn from what the tracking service says, and kept fresh.

``/evidence 物流 防晒喷雾 SF1400022223333`` without a file makes one. It is a draft like any other, until
staff publish it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from core.change import Change
from core.errors import ConflictError, SayableError, SetupError, TraceError
from core.files import Stores
from core.ids import UserId
from couriers.card import draw_card
from couriers.companies import BY_CODE
from couriers.judging import LOOK_AFTER_REFUSAL, next_look
from couriers.numbers import Parcel, find_parcels, mask
from couriers.traces import Trace
from couriers.tracing import TraceParcel
from evidence.live import DRAWN, LiveRoute, add_live, due_live
from evidence.models import Evidence, EvidenceFile, EvidenceKind
from evidence.pictures import check_file
from evidence.register import QuickAdd, QuickAddProblem
from evidence.shelf import revise_evidence
from triage.desk.noticing import phone_tail
from triage.library.drafting import draft_of, keep_draft
from triage.mail import Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import parcels as words
from workspaces.repository import TOUCH

log = structlog.get_logger(__name__)
_AT_ONCE = 5


def live_parcel(problem: QuickAddProblem) -> Parcel | None:
    """Return the sample parcel that a line without a file names; None: it is no live item."""
    is_route = problem.key == "problem-file-needed" and problem.kind is EvidenceKind.LOGISTICS
    if not is_route or problem.draft is None:
        return None
    found = find_parcels(f"单号 {problem.draft.note}")
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws the card of a route and keeps its bytes: it goes the way of an upload, and holds nothing private."""

    tools: Tools
    stores: Stores

    async def __call__(self, workspace: WorkspaceWatch, trace: Trace, title: str) -> EvidenceFile:
        """Return the card as a checked file.

        Raises:
            SetupError: no font with Chinese on this machine.
        """
        labels = words.card_labels(self.tools.voice(workspace), trace, title=title, sample=True)
        data = await asyncio.to_thread(draw_card, trace, labels, workspace.zone)
        checked = await asyncio.to_thread(check_file, data, "route.png", "image/png")
        for store in (self.stores.originals, self.stores.files):
            await asyncio.to_thread(store.put, checked.data)
        return checked.file


@dataclass(frozen=True, slots=True)
class AddLive:
    """A live item is made from a tracking number."""

    tools: Tools
    trace_parcel: TraceParcel
    draw: Draw

    async def __call__(self, workspace: WorkspaceWatch, place: Place, problem: QuickAddProblem, *, by: UserId) -> bool:
        """Make one if the line names a parcel; whether it does.

        Raises:
            SayableError: there is no route, and why; nothing is stored.
        """
        parcel = live_parcel(problem)
        if parcel is None or problem.draft is None:
            return False
        await self._add(workspace, place, problem.draft, parcel, by)
        return True

    async def _add(self, workspace: WorkspaceWatch, place: Place, add: QuickAdd, parcel: Parcel, by: UserId) -> None:
        """Ask for the route, draw it, and show the draft."""
        voice = self.tools.voice(workspace)
        if len(parcel.couriers) != 1:
            named = words.couriers_named(voice, parcel.couriers) or ""
            raise SayableError("live-which-courier", number=mask(parcel.number), couriers=named)
        tail = phone_tail(add.note)
        try:
            trace = await self.trace_parcel(parcel.number, parcel.couriers[0], tail)
        except TraceError as error:
            raise SayableError("live-no-route", **words.refusal_of(voice, parcel.number, error)) from error
        own_note = words.without_parcel(add.note, parcel.number)
        title = BY_CODE[parcel.couriers[0]].name if add.product is None else voice.title(add.product.name)
        try:
            file = await self.draw(workspace, trace, voice("live-title", name=title))
        except SetupError as error:
            raise SayableError("live-no-font") from error
        item = draft_of(
            self.tools, workspace, replace(add, note=own_note or words.live_note(voice, trace)), by, (file,)
        )
        change = Change()
        route = LiveRoute(parcel.number, parcel.couriers[0], tail, bool(own_note), trace.last_seen_at)
        add_live(change, item.id, route, _again_at(trace, self.tools.clock()))
        await keep_draft(self.tools, change, workspace, item, place)


@dataclass(frozen=True, slots=True)
class RefreshLive:
    """The tick: published live items are drawn anew when their parcel moved; what was posted stays as it was."""

    tools: Tools
    trace_parcel: TraceParcel
    draw: Draw

    async def __call__(self) -> None:
        """Look at the items that are due, a few at a time."""
        if not self.trace_parcel.can_ask_anybody:
            return
        async with self.tools.database.read() as connection:
            due = await due_live(connection, self.tools.clock(), _AT_ONCE)
        for item, route in due:
            workspace = self.tools.watch.workspaces.get(item.workspace_id)
            if workspace is not None:
                await self._refresh(workspace, item, route)

    async def _refresh(self, workspace: WorkspaceWatch, item: Evidence, route: LiveRoute) -> None:
        now, change = self.tools.clock(), Change()
        try:
            trace = await self.trace_parcel(route.number, route.courier, route.phone_tail)
        except TraceError as error:
            log.info("live item not refreshed", evidence_id=item.id, why=error.why)
            change.amend(DRAWN, the_evidence=item.id, again_at=now + LOOK_AFTER_REFUSAL, new_seen_at=route.seen_at)
        else:
            if trace.last_seen_at != route.seen_at:
                await self._redraw(change, workspace, item, route, trace)
            change.amend(DRAWN, the_evidence=item.id, again_at=_again_at(trace, now), new_seen_at=trace.last_seen_at)
        try:
            async with self.tools.database.transaction() as transaction:
                await transaction.write(change)
                transaction.then.append(lambda: self.tools.loader.load_workspace(item.workspace_id))
        except ConflictError:
            log.info("live item edited meanwhile, drawn with the next look", evidence_id=item.id)

    async def _redraw(
        self, change: Change, workspace: WorkspaceWatch, item: Evidence, route: LiveRoute, trace: Trace
    ) -> None:
        voice = self.tools.voice(workspace)
        product = None if item.product_id is None else workspace.products.get(item.product_id)
        title = BY_CODE[route.courier].name if product is None else voice.title(product.name)
        file = await self.draw(workspace, trace, voice("live-title", name=title))
        note = item.note if route.has_own_note else words.live_note(voice, trace)
        revise_evidence(change, replace(item, files=(file,), note=note), as_read=item.version)
        change.amend(TOUCH, the_workspace=item.workspace_id, at=self.tools.clock())


def _again_at(trace: Trace, now: datetime) -> datetime | None:
    wait = next_look(trace)
    return None if wait is None else now + wait
