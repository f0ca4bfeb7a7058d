"""Words of staff on their way to members: drafted, confirmed by a tap, delivered, and the delivery told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, TicketId, UserId
from core.texts import stack
from mailbox.models import Outgoing
from mailbox.outbox import was_told
from mailbox.sender import Fate
from tickets.lifecycle import Action, move
from tickets.models import Ticket, TicketState, WaitingOn
from tickets.promises import find_promise
from tickets.relays import SETTLE_RELAY, Relay, add_relay, find_relay
from tickets.repository import MARK_ANSWERED, list_tickets, ticket_by_id
from triage.desk.cases import Cases
from triage.desk.views import TicketView, view_of
from triage.mail import About, Place, in_topic
from triage.tools import Tools
from triage.words import relays as relay_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.changes import started_at

RELAY = "relay"
"""The purpose of a human's words to a member."""

MOST_WORDS = 1500
MOST_AT_ONCE = 30
_FRESH = timedelta(hours=4)  # who has spoken so lately knows what an answer is about
_WAITS = {"wait:member": WaitingOn.MEMBER, "wait:merchant": WaitingOn.MERCHANT}


@dataclass(frozen=True, slots=True)
class RelayWords:
    """Staff write, see what will be said and where, and send it by a tap."""

    tools: Tools
    cases: Cases

    async def draft(
        self, ticket_ids: Sequence[TicketId], text: str, *, by: UserId, place: Place, then: str = ""
    ) -> None:
        """Keep a draft and show it before anything is said; ``then``: ``wait:member`` goes with it.

        Raises:
            SayableError: not theirs to answer, or too long.
        """
        if len(text) > MOST_WORDS:
            raise SayableError("relay-too-long", count=str(len(text)), limit=str(MOST_WORDS))
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            views = [await self._view(transaction.connection, each, by) for each in ticket_ids[:MOST_AT_ONCE]]
            workspace = views[0].workspace
            due_at = find_promise(text, now, workspace.zone)
            relay = Relay(
                self.tools.new_id(),
                workspace.workspace.id,
                tuple(view.ticket.id for view in views),
                by,
                text,
                place.chat_id,
                now,
                then,
                due_at,
            )
            add_relay(change, relay)
            where = await self._where(transaction.connection, views[0])
            voice = self.tools.voice(workspace)
            state = voice.label("waiting", _WAITS[then]) if then in _WAITS else None
            reply = relay_words.preview(voice, relay, [view.ticket for view in views], where, state=state)
            self.tools.mail.to_chat(change, place, reply, About("relay-preview", workspace.workspace.id))
            await transaction.write(change)

    async def send(self, relay_id: int, *, by: UserId, place: Place) -> None:
        """Say it, once; two who press have one winner.

        Raises:
            SayableError: gone, sent or dropped already, or not theirs.
            ConflictError: the other one was first.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            relay = await self._draft(transaction.connection, relay_id)
            change.amend(SETTLE_RELAY, the_relay=relay.id, new_state="sent", at=now)
            for ticket_id in relay.ticket_ids:
                view = await self._view(transaction.connection, ticket_id, by)
                await self._say(transaction.connection, change, view, relay)
                self._then(change, view, relay, by)
                subject = f"ticket:{view.ticket.number or view.ticket.id}"
                note(change, self.tools.new_id(), relay.workspace_id, by, "ticket.answer", subject, now)
            self._reword(change, relay, place, "relay-sending")
            await transaction.write(change)

    async def drop(self, relay_id: int, *, by: UserId, place: Place) -> None:
        """Do not say it.

        Raises:
            SayableError: gone, or sent already.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            relay = await self._draft(transaction.connection, relay_id)
            await self._view(transaction.connection, relay.ticket_ids[0], by)
            change.amend(SETTLE_RELAY, the_relay=relay.id, new_state="dropped", at=self.tools.clock())
            self._reword(change, relay, place, "relay-dropped")
            await transaction.write(change)

    async def in_thread(self, relay_id: int, ticket_id: TicketId, *, by: UserId) -> None:
        """Say in the thread what a member who blocked the bot did not get.

        Raises:
            SayableError: gone, or not theirs.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            relay = await find_relay(transaction.connection, relay_id)
            if relay is None:
                raise SayableError("alert-old")
            view = await self._view(transaction.connection, ticket_id, by)
            await self._say(transaction.connection, change, view, relay, only_thread=True)
            await transaction.write(change)

    async def waiting_with(self, view: TicketView) -> list[Ticket]:
        """Return the open tickets that wait for the same shop as ``view``'s, its own among them."""
        workspace, shop = view.workspace, shop_of(view)
        async with self.tools.database.read() as connection:
            page, _ = await list_tickets(connection, workspace.workspace.id, states=[TicketState.WAITING], limit=200)
        alike = [
            item
            for item in page
            if item.waiting_on is view.ticket.waiting_on
            and item.responsible_id == view.ticket.responsible_id
            and shop_of(replace(view, ticket=item)) == shop
        ]
        return alike[:MOST_AT_ONCE]

    async def settled(self, message: Outgoing, fate: Fate) -> None:
        """Tell who wrote it what became of it; only words that arrived keep a promise."""
        if message.dedupe_key is None or message.ticket_id is None:
            return
        _, relay_id, _, way = message.dedupe_key.split(":")
        change = Change()
        async with self.tools.database.transaction() as transaction:
            relay = await find_relay(transaction.connection, int(relay_id))
            ticket = await ticket_by_id(transaction.connection, TicketId(message.ticket_id))
            if relay is None or ticket is None:
                return
            view = view_of(self.tools.watch, ticket)
            if fate is Fate.SENT:
                self._arrived(change, view, relay)
            told = f"sent-{way}" if fate is Fate.SENT else "blocked" if way == "private" and view.thread else "lost"
            self.cases.line(change, ticket.id, "delivered" if fate is Fate.SENT else "undelivered")
            reply = relay_words.receipt(self.tools.voice(view.workspace), ticket, told, relay.id)
            about = About("relay-receipt", relay.workspace_id, None, ticket.id)
            place = in_topic(view.workspace, Place(relay.chat_id), ticket.id)
            self.tools.mail.to_chat(change, place, reply, about)
            await transaction.write(change)

    def _arrived(self, change: Change, view: TicketView, relay: Relay) -> None:
        """The promise is kept; a time named in these very words is the next one, with its follow-up."""
        ticket, now = view.ticket, self.tools.clock()
        if relay.due_at is None or not ticket.is_open or relay.due_at <= now:
            change.amend(MARK_ANSWERED, the_ticket=ticket.id, at=now, first_at=now)
            return
        first = ticket.first_human_at or now
        promised = replace(ticket, promised_at=relay.due_at, answered_at=None, first_human_at=first, changed_at=now)
        self.cases.save(change, view.workspace, ticket, promised, replan=True, last_message_at=now)

    async def _say(
        self, connection: AsyncConnection, change: Change, view: TicketView, relay: Relay, *, only_thread: bool = False
    ) -> None:
        ticket, voice = view.ticket, self.tools.voice(view.workspace)
        where = "thread" if only_thread else await self._where(connection, view)
        private, thread = Place(ChatId(ticket.member_id)), view.thread
        place = private if where == "private" else thread
        self.cases.line(change, ticket.id, "staff", text=relay.text, actor_id=relay.author_id)
        if place is None:
            reply = relay_words.receipt(voice, ticket, "lost", relay.id)
            self.tools.mail.to_chat(change, Place(relay.chat_id), reply, About("relay-receipt", relay.workspace_id))
            return
        is_private = place.chat_id > 0
        is_first = is_private and not await was_told(connection, place.chat_id, ticket.id)
        reply = relay_words.to_member(
            voice, view.case, relay.text, is_private=is_private, is_first=is_first, is_asked=self._is_asked(ticket)
        )
        key = f"{RELAY}:{relay.id}:{ticket.id}:{'private' if is_private else 'thread'}"
        about = About(RELAY, ticket.workspace_id, None, ticket.id, key)
        held = None if view.community is None or is_private else view.community.community.held_until(self.tools.clock())
        self.tools.mail.to_chat(change, place, reply, about, not_before=held)

    def _is_asked(self, ticket: Ticket) -> bool:
        return ticket.last_word_at is not None and self.tools.clock() - ticket.last_word_at < _FRESH

    def _then(self, change: Change, view: TicketView, relay: Relay, by: UserId) -> None:
        on, ticket = _WAITS.get(relay.then), view.ticket
        if on is None or not ticket.is_open:
            return
        role, now = view.workspace.role_of(by), self.tools.clock()
        moved = move(ticket, Action.WAIT, by_role=role, by_id=by, now=now, on=on, to=by)
        self.cases.save(change, view.workspace, ticket, moved, replan=True)
        self.cases.line(change, ticket.id, "wait", actor_id=by, text=on.value)

    async def _where(self, connection: AsyncConnection, view: TicketView) -> str:
        if await started_at(connection, view.ticket.member_id) is not None:
            return "private"
        return "nowhere" if view.thread is None or view.thread.chat_id > 0 else "thread"

    async def _view(self, connection: AsyncConnection, ticket_id: TicketId, by: UserId) -> TicketView:
        view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
        view.require_staff(by)
        return view

    async def _draft(self, connection: AsyncConnection, relay_id: int) -> Relay:
        relay = await find_relay(connection, relay_id)
        if relay is None or relay.state != "draft":
            raise SayableError("alert-old")
        return relay

    def _reword(self, change: Change, relay: Relay, place: Place, key: str) -> None:
        known = self.tools.watch.workspaces.get(relay.workspace_id)
        voice = self.tools.voice(known)
        about = About("relay-preview", relay.workspace_id)
        self.tools.mail.edit(change, place, Reply(stack(relay.text, voice(key))), about)


def shop_of(view: TicketView) -> str:
    """Return the shop of a ticket's product; empty: not known."""
    product = None if view.ticket.product_id is None else view.workspace.products.get(view.ticket.product_id)
    return "" if product is None else product.shop
