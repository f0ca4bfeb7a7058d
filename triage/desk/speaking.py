"""Several may wait for the same proof until the same time: one speaks for all, so that nobody hears it twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import TicketId
from tickets.models import FollowUp, FollowUpKind, Ticket
from tickets.repository import waiting_for_proof


@dataclass(frozen=True, slots=True)
class Speaks:
    """To whom a ticket that waits for proof speaks: the desk, the thread of its community."""

    to_desk: bool = False
    in_thread: bool = False


async def who_speaks(connection: AsyncConnection, due: Iterable[tuple[FollowUp, Ticket]]) -> dict[TicketId, Speaks]:
    """Return who speaks among those who wait for what is due: who asked first, and first in each community.

    Whoever asked first may have withdrawn or gone another way since; the promise to the others stands.
    """
    products = {ticket.product_id for item, ticket in due if item.kind is FollowUpKind.EVIDENCE_PROMISE}
    heard: set[object] = set()
    speaking = {}
    for ticket in await waiting_for_proof(connection, products) if products else []:
        desk = (ticket.product_id, ticket.promised_at)
        thread = (*desk, ticket.community_id)
        speaking[ticket.id] = Speaks(desk not in heard, thread not in heard)
        heard |= {desk, thread}
    return speaking
