"""What the rules say of a case, and drafts that go to its member after a second tap."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import TicketId, UserId
from core.texts import Words
from tickets.attachments import AttachmentRow, FileKind
from tickets.lifecycle import Action, move
from tickets.models import TicketKind, TicketState, WaitingOn
from tickets.policy import CaseFacts, Ruling, rule
from tickets.repository import TimelineRow, ticket_by_id
from triage.desk.cases import Cases
from triage.desk.relaying import RelayWords
from triage.desk.views import TicketView, view_of
from triage.mail import Place
from triage.tools import Tools
from triage.words import policy as policy_words
from workspaces.settings import PolicyValues

RULE, ASK = "rule", "ask"
_SHOWN = (FileKind.PHOTO.value, FileKind.VIDEO.value)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules say of a case now, from which facts and values; ``merchant_said``: outside the rules."""

    ruling: Ruling
    facts: CaseFacts
    values: PolicyValues
    merchant_said: str


async def rule_case(connection: AsyncConnection, tools: Tools, view: TicketView) -> Ruled:
    """Return what the rules say of a ticket at this moment."""
    ticket, workspace, product = view.ticket, view.workspace, view.workspace.product(view.ticket.product_id)
    counted = (AttachmentRow.c.ticket_id == ticket.id, AttachmentRow.c.actor_id == ticket.member_id)
    photos = select(func.count()).where(*counted, AttachmentRow.c.kind.in_(_SHOWN))
    query = select(TimelineRow.c.event, TimelineRow.c.text).where(
        TimelineRow.c.ticket_id == ticket.id, TimelineRow.c.event.in_(("wait", "second", "merchant"))
    )
    events = [(row.event, row.text) for row in await connection.execute(query.order_by(TimelineRow.c.id))]
    facts = CaseFacts(
        claimed_at=ticket.opened_at,
        cause=ticket.cause,
        wants=ticket.wants,
        is_product_known=product is not None or bool(ticket.facts.product_name),
        category="" if product is None else product.category,
        price_fen=_price(view),
        received_on=ticket.facts.received_on,
        photo_count=(await connection.execute(photos)).scalar_one(),
        dispatch_hours=None if product is None else product.dispatch_hours,
        complained_twice=any(event == "second" for event, _ in events),
        merchant_asks=sum((event, text) == ("wait", WaitingOn.MERCHANT.value) for event, text in events),
    )
    said = [text for event, text in events if event == "merchant"]
    values = workspace.settings.policy
    return Ruled(rule(facts, values, tools.clock(), workspace.zone), facts, values, said[-1] if said else "")


async def card_lines(connection: AsyncConnection, tools: Tools, view: TicketView) -> Words:
    """Return 「适用规则」 for the card of a case; a doubt has none."""
    if view.ticket.kind is TicketKind.DOUBT:
        return Words("")
    ruled = await rule_case(connection, tools, view)
    return policy_words.card_lines(tools.voice(view.workspace), ruled.ruling, ruled.facts, ruled.values)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Write the draft that the rules give, or the neutral question; it is sent as any other words of staff."""

    tools: Tools
    cases: Cases
    relay_words: RelayWords

    async def show(self, ticket_id: TicketId, kind: str, *, by: UserId, place: Place) -> str:
        """Show a draft, which goes out with a second tap; return its text.

        Raises:
            SayableError: not theirs, or not in hand any more.
        """
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            view.require_staff(by)
            if not view.ticket.is_open or view.ticket.number is None:
                raise SayableError("refuse-draft-closed")
            text = await self._text(transaction.connection, view, kind)
            await self.relay_words.draft([ticket_id], text, by=by, place=place)
        return text

    async def _text(self, connection: AsyncConnection, view: TicketView, kind: str) -> str:
        voice = self.tools.voice(view.workspace, to=view.ticket.member_id)
        if kind == ASK:
            return voice("draft-ask-wish")
        ruled = await rule_case(connection, self.tools, view)
        said = ruled.merchant_said
        return policy_words.draft(voice, view.ticket, ruled.ruling, ruled.facts, ruled.values, merchant_said=said)

    async def merchant_said(self, ticket_id: TicketId, text: str, *, by: UserId) -> TicketView:
        """Keep the merchant's free answer, quoted; a case that waited for it is open again.

        Raises:
            SayableError: not theirs, closed, or nothing was said.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            role, ticket = view.require_staff(by), view.ticket
            if not text.strip():
                raise SayableError("refuse-merchant-empty")
            if not ticket.is_open:
                raise SayableError("refuse-draft-closed")
            self.cases.line(change, ticket.id, "merchant", actor_id=by, text=text.strip())
            if ticket.state is TicketState.WAITING and ticket.waiting_on is WaitingOn.MERCHANT:
                moved = move(ticket, Action.ANSWERED, by_role=role, by_id=by, now=now, to=by)
                self.cases.save(change, view.workspace, ticket, moved, replan=True)
            await transaction.write(change)
        return view


def _price(view: TicketView) -> int | None:
    """Return what the product was promoted for where the case began."""
    promotions = () if view.community is None else view.community.promotions
    found = (each.price_fen for each in promotions if each.product_id == view.ticket.product_id)
    return next((price for price in found if price is not None), None)
