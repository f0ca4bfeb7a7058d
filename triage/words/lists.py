"""Lists with pages: tickets and products. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.texts import stack
from mailbox.models import Button, Keyboard
from tickets.models import Ticket, TicketKind
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.cards import about, state_of
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice
from workspaces.models import Product, ProductState

PAGE = 10


def tickets_list(
    voice: Voice,
    tickets: Sequence[Ticket],
    *,
    offset: int,
    total: int,
    what: str,
    query: str = "",
    shops: Sequence[tuple[str, Ticket]] = (),
) -> Reply:
    """Return one page of /tickets; ``what``: open, mine, overdue or found (with ``query``); the buttons keep it.

    ``shops``: for which several cases wait, each with one of them: one answer may go to all.
    """
    shown = voice(f"tickets-{what}", words=voice.quote(query))
    if not tickets:
        return Reply(stack(voice("tickets-empty", what=shown), voice("tickets-usage")))
    head = voice("tickets-title", **range_of(offset, len(tickets), total), what=shown)
    lines = (_ticket_line(voice, ticket) for ticket in tickets)
    numbers = [_open_button(voice, ticket) for ticket in tickets]
    numbers += [_shop_button(voice, shop, ticket) for shop, ticket in shops]
    pages = pages_of(voice, what, offset, len(tickets), total)
    return Reply(stack(head, *lines, voice("tickets-usage")).cut(), in_rows(numbers, 5) + pages)


def products_list(voice: Voice, rows: Sequence[tuple[Product, int]], *, offset: int, total: int) -> Reply:
    """Return one page of /products: each product with the number of its valid proofs."""
    if not rows:
        return Reply(voice.words("products-empty"))
    head = voice("products-title", **range_of(offset, len(rows), total))
    lines = (_product_line(voice, product, count) for product, count in rows)
    return Reply(stack(head, *lines).cut(), pages_of(voice, "products", offset, len(rows), total))


def _shop_button(voice: Voice, shop: str, ticket: Ticket) -> Button:
    label = voice("button-shop", shop=voice.title(shop) or None) or voice("button-shop-none")
    return Button(label, encode(Press(Area.TICKET, "shop", ticket.id)))


def _open_button(voice: Voice, ticket: Ticket) -> Button:
    label = voice("button-number", number=number_of(ticket)) or voice("button-t-card")
    return Button(label, encode(Press(Area.TICKET, "card", ticket.id)))


def _ticket_line(voice: Voice, ticket: Ticket) -> str:
    is_late = ticket.is_open and ticket.promised_at is not None and ticket.promised_at < voice.now
    line = voice(
        "tickets-line-doubt" if ticket.kind is TicketKind.DOUBT else "tickets-line",
        number=number_of(ticket),
        state=state_of(voice, ticket),
        member=voice.called(ticket.member_name),
        summary=about(voice, ticket),
        length=voice.span_length(voice.now - ticket.opened_at),
    )
    return line + voice("tickets-late") if is_late else line


def _product_line(voice: Voice, product: Product, count: int) -> str:
    key = "products-line" if product.brand else "products-line-plain"
    line = voice(key, name=voice.title(product.name), brand=product.brand, count=str(count))
    return line + voice("products-draft") if product.state is ProductState.DRAFT else line


def range_of(offset: int, count: int, total: int) -> dict[str, str]:
    """Return which of how many are shown."""
    return {"from": str(offset + 1), "to": str(offset + count), "total": str(total)}


def pages_of(voice: Voice, what: str, offset: int, count: int, total: int) -> Keyboard:
    """Return 「上一页」「下一页」 where there are such pages; the id is the offset of the page."""
    buttons = []
    if offset > 0:
        buttons.append(button(voice.texts, Area.LIST, "back", max(0, offset - PAGE), what))
    if offset + count < total:
        buttons.append(button(voice.texts, Area.LIST, "next", offset + count, what))
    return (tuple(buttons),) if buttons else ()
