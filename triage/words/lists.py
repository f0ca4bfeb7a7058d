"""Lists with pages: tickets, products, evidence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.texts import stack
from evidence.models import Evidence
from mailbox.models import Button, Keyboard
from tickets.models import Ticket, TicketKind
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.cards import about, state_of
from triage.words.evidence import scope_name
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice
from workspaces.models import Product, ProductState

PAGE = 10


def tickets_list(
    voice: Voice, tickets: Sequence[Ticket], *, offset: int, total: int, what: str, query: str = ""
) -> Reply:
    """Return one page of /tickets; ``what``: open, mine, overdue or found (with ``query``); the buttons keep it."""
    shown = voice(f"tickets-{what}", words=voice.quote(query))
    if not tickets:
        return Reply(stack(voice("tickets-empty", what=shown), voice("tickets-usage")))
    head = voice("tickets-title", **_range(offset, len(tickets), total), what=shown)
    lines = (_ticket_line(voice, ticket) for ticket in tickets)
    numbers = [_open_button(voice, ticket) for ticket in tickets]
    pages = _pages(voice, what, offset, len(tickets), total)
    return Reply(stack(head, *lines, voice("tickets-usage")).cut(), in_rows(numbers, 5) + pages)


def products_list(voice: Voice, rows: Sequence[tuple[Product, int]], *, offset: int, total: int) -> Reply:
    """Return one page of /products: each product with the number of its valid proofs."""
    if not rows:
        return Reply(voice.words("products-empty"))
    head = voice("products-title", **_range(offset, len(rows), total))
    lines = (_product_line(voice, product, count) for product, count in rows)
    return Reply(stack(head, *lines).cut(), _pages(voice, "products", offset, len(rows), total))


def library_list(voice: Voice, rows: Sequence[tuple[Evidence, str]]) -> Reply:
    """List evidence with the name of its product (empty for other scopes)."""
    if not rows:
        return Reply(voice.words("library-empty"))
    lines = (_library_line(voice, f"{place}.", item, product) for place, (item, product) in enumerate(rows, start=1))
    return Reply(stack(voice("library-title", count=str(len(rows))), *lines).cut())


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


def _range(offset: int, count: int, total: int) -> dict[str, str]:
    return {"from": str(offset + 1), "to": str(offset + count), "total": str(total)}


def _pages(voice: Voice, what: str, offset: int, count: int, total: int) -> Keyboard:
    """Return 「上一页」「下一页」 where there are such pages; the id is the offset of the page."""
    buttons = []
    if offset > 0:
        buttons.append(button(voice.texts, Area.LIST, "back", max(0, offset - PAGE), what))
    if offset + count < total:
        buttons.append(button(voice.texts, Area.LIST, "next", offset + count, what))
    return (tuple(buttons),) if buttons else ()


def _library_line(voice: Voice, mark: str, item: Evidence, product: str) -> str:
    until = None if item.valid_until is None else item.valid_until.isoformat()
    key = "library-line" if until else "library-line-plain"
    kind, scope = voice.label("kind", item.kind), scope_name(voice, item, product)
    return voice(key, mark=mark, kind=kind, scope=scope, until=until)
