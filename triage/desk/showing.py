"""Tickets as they are shown: cards and lists for staff, their own ones for members. Reading only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import TicketId, UserId
from core.texts import Words
from tickets.agenda import waiting_follow_ups
from tickets.attachments import attachments_of
from tickets.compensations import compensations_of
from tickets.form import Answers
from tickets.models import Ticket, TicketState
from tickets.repository import list_tickets, ticket_by_id, ticket_by_number, tickets_of_member, timeline
from tickets.threats import kept_messages, read_demand
from triage.desk.drafts import card_lines
from triage.desk.files import KeepFiles
from triage.desk.parcels import parcel_lines
from triage.desk.views import TicketView, view_of
from triage.mail import Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts, cards, lists
from triage.words import form as form_words
from triage.words import private as private_words
from triage.words import threats as threat_words
from triage.words.voice import Reply
from workspaces.rights import Action, may

_FILTERS = {"open": "open", "mine": "mine", "late": "overdue", "overdue": "overdue", "我的": "mine", "过点": "overdue"}


@dataclass(frozen=True, slots=True)
class ShowTickets:
    """Read tickets and put them into words."""

    tools: Tools

    async def find(self, ticket_id: TicketId, *, staff: UserId) -> TicketView:
        """Return a ticket that somebody of its workspace's staff may see.

        Raises:
            SayableError: gone, or not theirs.
        """
        async with self.tools.database.read() as connection:
            view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
        view.require_staff(staff)
        return view

    async def own(self, ticket_id: TicketId, *, member: UserId) -> TicketView:
        """Return a member's own ticket.

        Raises:
            SayableError: gone, or somebody else's.
        """
        async with self.tools.database.read() as connection:
            view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
        view.require_owner(member)
        return view

    async def by_number(self, workspace: WorkspaceWatch, typed: str, *, staff: UserId) -> TicketView:
        """Return the ticket with the number that somebody typed.

        Raises:
            SayableError: no number, or none of this workspace; the nearest ones are named.
        """
        voice, digits = self.tools.voice(workspace), typed.strip().lstrip("#＃")
        if not digits.isdecimal() or len(digits) > 9:
            raise alerts.unknown_number(voice, typed.strip())
        async with self.tools.database.read() as connection:
            ticket = await ticket_by_number(connection, workspace.workspace.id, int(digits))
            if ticket is None:
                page, _ = await list_tickets(connection, workspace.workspace.id, states=TicketState, limit=200)
                numbers = [item.number for item in page if item.number is not None]
                nearest = sorted(numbers, key=lambda number: abs(number - int(digits)))[:3]
                raise alerts.unknown_number(voice, digits, nearest)
        view = view_of(self.tools.watch, ticket)
        view.require_staff(staff)
        return view

    async def card(self, view: TicketView, viewer: UserId) -> Reply:
        """Return a ticket's card as this viewer may see it."""
        ticket, workspace = view.ticket, view.workspace
        async with self.tools.database.read() as connection:
            lines = await timeline(connection, ticket.id)
            due = await waiting_follow_ups(connection, ticket.id)
            earlier = await _earlier(connection, ticket)
            files = await attachments_of(connection, ticket.id)
            money = await compensations_of(connection, ticket.id)
            parcels = await parcel_lines(connection, self.tools.voice(workspace), ticket.id)
            rule = await card_lines(connection, self.tools, view)
            appeal = await self._appeal(connection, view)
        responsible = None if ticket.responsible_id is None else workspace.staff.get(ticket.responsible_id)
        voice = self.tools.voice(workspace)
        card = cards.Card(
            ticket=ticket,
            group=view.group,
            role=workspace.role_of(viewer),
            viewer_id=viewer,
            product=view.product,
            responsible="" if responsible is None else responsible.name,
            earlier_count=len(earlier),
            earlier=earlier,
            told=form_words.told(voice, Answers(files=tuple(files), facts=ticket.facts)),
            money=money,
            has_files=bool(files),
            parcels=parcels,
            events=[cards.Event(line["at"], line["event"], line["text"]) for line in lines],
            next_step=due[0] if due else None,
            rule=rule,
            appeal=appeal,
            may_take_dossier=appeal is not None and may(workspace.role_of(viewer), Action.SEE_DOSSIER),
        )
        return cards.ticket_card(self.tools.voice(workspace), card)

    async def _appeal(self, connection: AsyncConnection, view: TicketView) -> Words | None:
        """Return what an appeal to the platform has and lacks, if staff marked the case as a threat."""
        ticket = view.ticket
        if ticket.id not in view.workspace.marked:
            return None
        kept = await kept_messages(connection, ticket.id)
        said = [each.text for each in kept if each.author_id == ticket.member_id]
        demand = read_demand([ticket.words, *said], ticket.facts.order_number)
        return threat_words.appeal_lines(self.tools.voice(view.workspace), demand)

    async def files(self, view: TicketView, place: Place, keep_files: KeepFiles) -> None:
        """Send the files of a ticket to whoever asked for them."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            files = await attachments_of(transaction.connection, view.ticket.id)
            keep_files.show(change, view.workspace, place, view.ticket, files)
            await transaction.write(change)

    async def page(self, workspace: WorkspaceWatch, viewer: UserId, typed: str, *, offset: int = 0) -> Reply:
        """Return one page of tickets: ``open`` by default, ``mine``, ``late``, or those that hold the words typed.

        Who may see only what is assigned sees only that.
        """
        words = typed.strip()
        what = _FILTERS.get(words, "found") if words else "open"
        sees_all = may(workspace.role_of(viewer), Action.WORK_ON_ALL)
        now = self.tools.clock()
        async with self.tools.database.read() as connection:
            tickets, total = await list_tickets(
                connection,
                workspace.workspace.id,
                states=TicketState if what == "found" else (TicketState.OPEN, TicketState.WAITING),
                responsible_id=viewer if what == "mine" or not sees_all else None,
                late_at=now if what == "overdue" else None,
                words=words if what == "found" else "",
                offset=offset,
                limit=lists.PAGE,
            )
        return lists.tickets_list(
            self.tools.voice(workspace),
            tickets,
            offset=offset,
            total=total,
            what=what,
            query=words,
            shops=_several_of(workspace, tickets),
        )

    async def own_tickets(self, member: UserId) -> Reply:
        """Return the list of a member's own tickets, in all workspaces."""
        async with self.tools.database.read() as connection:
            tickets = await tickets_of_member(connection, member)
        return private_words.my_tickets(self.tools.voice(), list(self._cases(tickets)))

    async def open_own(self, member: UserId) -> list[TicketView]:
        """Return a member's own numbered tickets that are open, newest first, in all workspaces."""
        if not any(member in known.cases for known in self.tools.watch.workspaces.values()):
            return []
        async with self.tools.database.read() as connection:
            tickets = await tickets_of_member(connection, member)
        known = (item for item in tickets if item.is_open and item.workspace_id in self.tools.watch.workspaces)
        return [view_of(self.tools.watch, item) for item in known]

    def _cases(self, tickets: Iterable[Ticket]) -> Iterable[private_words.Case]:
        for ticket in tickets:
            if ticket.workspace_id in self.tools.watch.workspaces:
                yield view_of(self.tools.watch, ticket).case


async def _earlier(connection: AsyncConnection, ticket: Ticket) -> list[Ticket]:
    """Return a member's earlier cases in this workspace, newest first."""
    known = await tickets_of_member(connection, ticket.member_id, limit=50)
    return [item for item in known if item.workspace_id == ticket.workspace_id and item.id < ticket.id]


def _several_of(workspace: WorkspaceWatch, tickets: Iterable[Ticket]) -> list[tuple[str, Ticket]]:
    """Return the shops for which two or more of ``tickets`` wait, each with the first of them."""
    found: dict[tuple[object, ...], list[Ticket]] = {}
    for ticket in tickets:
        product = None if ticket.product_id is None else workspace.product(ticket.product_id)
        if ticket.waiting_on is not None and product is not None and product.shop:
            found.setdefault((product.shop, ticket.waiting_on, ticket.responsible_id), []).append(ticket)
    return [(str(key[0]), alike[0]) for key, alike in found.items() if len(alike) > 1]
