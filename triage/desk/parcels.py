"""Parcels on cases: noticed in what a member says, looked at while the case is open, shown to staff."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError, SetupError, TraceError
from core.files import Files
from core.ids import TicketId, UserId
from couriers import repository
from couriers.card import draw_card
from couriers.companies import BY_CODE
from couriers.judging import LOOK_AFTER_REFUSAL, next_look
from couriers.traces import ParcelState, Subscriber, Trace
from couriers.tracing import TraceParcel
from evidence.models import EvidenceFile
from tickets.models import Ticket
from tickets.parcels import (
    CHOOSE_COURIER,
    FORGET_PARCEL,
    LOOK_NOW,
    SEEN,
    CaseParcel,
    due_parcels,
    parcel_by_id,
    parcels_of,
)
from tickets.repository import save_ticket, ticket_by_id
from triage.desk.cases import Cases
from triage.desk.views import TicketView, view_of
from triage.mail import About
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import parcels as words
from triage.words.voice import Reply, Voice
from workspaces.audit import note

log = structlog.get_logger(__name__)
_AT_ONCE = 10
_WORTH_A_WORD = frozenset(
    {
        ParcelState.TROUBLE,
        ParcelState.CUSTOMS_HELD,
        ParcelState.DELIVERED,
        ParcelState.RETURNING,
        ParcelState.RETURNED,
        ParcelState.REFUSED,
    }
)
"""What staff hear at once; that a parcel moves on stands in the timeline alone."""


async def parcel_lines(connection: AsyncConnection, voice: Voice, ticket_id: TicketId) -> list[str]:
    """Return one line for each parcel of a case, from what is known; nothing is asked."""
    lines = []
    for parcel in await parcels_of(connection, ticket_id):
        row = await repository.read_parcel(connection, parcel.number)
        trace = None if row is None else repository.trace_from(row)
        lines.append(words.parcel_line(voice, parcel, trace, "" if row is None else row["why"]))
    return lines


@dataclass(frozen=True, slots=True)
class LookAtParcels:
    """The tick: ask about the parcels that are due, and write down what moved."""

    tools: Tools
    cases: Cases
    trace_parcel: TraceParcel
    subscribe: Subscribe | None = None  # where tracking services can reach us

    async def __call__(self) -> None:
        """Look at what is due, a few at a time; without a service nothing is asked."""
        if not self.trace_parcel.can_ask_anybody:
            return
        async with self.tools.database.read() as connection:
            due = await due_parcels(connection, self.tools.clock(), _AT_ONCE)
        for parcel, ticket in due:
            await self._look(parcel, ticket)

    async def _look(self, parcel: CaseParcel, ticket: Ticket) -> None:
        view = view_of(self.tools.watch, ticket)
        change = Change()
        if not ticket.is_open or not parcel.courier:
            _seen(change, parcel, None, again_at=None)
        else:
            await self._ask(change, parcel, view)
        await self.tools.writer.commit(change)

    async def _ask(self, change: Change, parcel: CaseParcel, view: TicketView) -> None:
        now = self.tools.clock()
        try:
            trace = await self.trace_parcel(parcel.number, parcel.courier, parcel.phone_tail)
        except TraceError as error:
            waits = error.why not in ("phone", "number", "unset")
            _seen(change, parcel, None, again_at=now + LOOK_AFTER_REFUSAL if waits else None)
            return
        async with self.tools.database.read() as connection:
            known = await parcels_of(connection, parcel.ticket_id)
        if parcel.id not in {one.id for one in known}:
            change.amend(FORGET_PARCEL, the_parcel=parcel.id)  # named twice: the first row goes on
            return
        self._write(change, parcel, view, trace)
        if self.subscribe is not None and parcel.seen_at is None and not trace.state.is_over:
            await self.subscribe(parcel)

    def _write(self, change: Change, parcel: CaseParcel, view: TicketView, trace: Trace) -> None:
        now, voice = self.tools.clock(), self.tools.voice(view.workspace)
        has_moved = trace.last_seen_at is not None and trace.last_seen_at != parcel.seen_at
        if has_moved:
            self.cases.line(change, view.ticket.id, "parcel", text=words.event_text(voice, trace))
        newly_stalled = trace.is_stalled(now) and (parcel.stalled_said_at is None or has_moved)
        if newly_stalled or (trace.state is not parcel.seen_state and trace.state in _WORTH_A_WORD):
            self._tell(change, view, words.note(voice, view.ticket, trace))
        wait = next_look(trace)
        stalled_at = now if newly_stalled else None if has_moved else parcel.stalled_said_at
        _seen(change, parcel, trace, again_at=None if wait is None else now + wait, stalled_said_at=stalled_at)

    def _tell(self, change: Change, view: TicketView, reply: Reply) -> None:
        workspace = view.workspace
        about = About("parcel", workspace.workspace.id, None, view.ticket.id)
        self.tools.mail.to_staff(change, workspace, reply, about, [view.ticket.responsible_id or workspace.responsible])


def _seen(
    change: Change,
    parcel: CaseParcel,
    trace: Trace | None,
    *,
    again_at: datetime | None,
    stalled_said_at: datetime | None = None,
) -> None:
    change.amend(
        SEEN,
        the_parcel=parcel.id,
        again_at=again_at,
        new_state=(parcel.seen_state if trace is None else trace.state).value,
        new_seen_at=parcel.seen_at if trace is None else trace.last_seen_at or parcel.seen_at,
        new_stalled_said_at=parcel.stalled_said_at if trace is None else stalled_said_at,
    )


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Ask 快递100 to tell of each change; what it refuses is looked at as before."""

    subscriber: Subscriber
    callback_url: str

    async def __call__(self, parcel: CaseParcel) -> None:
        """Subscribe to one parcel, best effort."""
        try:
            await self.subscriber.subscribe(
                parcel.number, parcel.courier, callback_url=self.callback_url, phone=parcel.phone_tail
            )
        except TraceError as error:
            log.info("no push", why=error.why, ticket_id=parcel.ticket_id)


@dataclass(frozen=True, slots=True)
class TakePush:
    """A tracking service brings news by itself: kept, and the cases that it is about look at it with the next tick."""

    tools: Tools

    async def __call__(self, trace: Trace) -> None:
        """Keep ``trace``; one that is older than what is known changes nothing."""
        change = Change()
        change.amend(LOOK_NOW, the_number=trace.number, at=self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            if await repository.save_trace(transaction.connection, trace):
                await transaction.write(change)


@dataclass(frozen=True, slots=True)
class ShowRoute:
    """Staff look at the way of a case's parcel: the route as a picture."""

    tools: Tools
    trace_parcel: TraceParcel
    files: Files

    async def __call__(self, view: TicketView) -> Reply:
        """Return the newest parcel's route as a picture, or why there is none and how that is mended."""
        voice = self.tools.voice(view.workspace)
        async with self.tools.database.read() as connection:
            parcels = await parcels_of(connection, view.ticket.id)
        parcel = parcels[-1] if parcels else None
        if parcel is None:
            return words.no_route(voice, None)
        if not parcel.courier:
            return words.ask_courier(voice, parcel)
        try:
            trace = await self.trace_parcel(parcel.number, parcel.courier, parcel.phone_tail)
        except TraceError as error:
            return words.no_route(voice, parcel, error)
        try:
            picture = await self._draw(view.workspace, trace, view.product or BY_CODE[parcel.courier].name)
        except SetupError:  # no font with Chinese on this machine: the same in words
            return words.route_in_words(voice, view.ticket, trace)
        return replace(words.route(voice, view.ticket, trace), pictures=(picture,))

    async def _draw(self, workspace: WorkspaceWatch, trace: Trace, title: str) -> EvidenceFile:
        labels = words.card_labels(self.tools.voice(workspace), trace, title=title, sample=False)
        data = await asyncio.to_thread(draw_card, trace, labels, workspace.zone)
        return EvidenceFile(await asyncio.to_thread(self.files.put, data), "image/png", len(data))


@dataclass(frozen=True, slots=True)
class JudgeParcel:
    """Staff say who carries a parcel, or take over the cause that its route speaks for."""

    tools: Tools
    cases: Cases

    async def choose_courier(self, parcel_id: int, courier: str, *, by: UserId) -> TicketView:
        """Note who carries a parcel; it is looked at with the next tick.

        Raises:
            SayableError: gone, or not theirs.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            parcel = await parcel_by_id(transaction.connection, parcel_id)
            if parcel is None or courier not in BY_CODE:
                raise SayableError("alert-old")
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, parcel.ticket_id))
            view.require_staff(by)
            change.amend(CHOOSE_COURIER, the_parcel=parcel.id, new_couriers=courier, again_at=now)
            await transaction.write(change)
        return view

    async def take_cause(self, ticket_id: TicketId, cause: str, *, by: UserId) -> TicketView:
        """Change a ticket's cause.

        Raises:
            SayableError: not theirs, closed, or no cause.
            ConflictError: somebody changed the ticket meanwhile.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            view.require_staff(by)
            if not view.ticket.is_open or not cause.startswith(("courier.", "seller.", "member.")):
                raise SayableError("alert-old")
            saved = save_ticket(change, view.ticket, replace(view.ticket, cause=cause, changed_at=now))
            label = self.tools.voice(view.workspace).label("cause", cause)
            self.cases.line(change, ticket_id, "cause", text=label, actor_id=by)
            subject = f"ticket:{saved.number or saved.id}"
            note(change, self.tools.new_id(), view.workspace.workspace.id, by, "ticket.cause", subject, now, to=cause)
            await transaction.write(change)
        return replace(view, ticket=saved)
