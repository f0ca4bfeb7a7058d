"""Opening the after-sales form: for a new case, for one that is there, or by a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from core.change import Change
from core.errors import SayableError
from core.ids import CommunityId, TicketId, UserId
from tickets.form import (
    Form,
    begin,
    begin_for,
)
from tickets.links import PREFIX, USE_LINK, add_link, find_link
from tickets.repository import ticket_by_id
from triage.desk.views import view_of
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.watch import CommunityWatch


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Opens forms: for a new case, for one that is there, by a link, or one that was left half-way."""

    tools: Tools

    async def link(self, ticket_id: TicketId, *, by: UserId) -> str:
        """Return a link into the form of a ticket, made for one person: good once, for a day."""
        change, token = Change(), PREFIX + self.tools.new_token()
        add_link(change, token, by, ticket_id, self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        return f"https://t.me/{self.tools.watch.bot_username}?start={token}"

    async def follow(self, token: str, *, by: UserId) -> TicketId:
        """Use a link up; return the ticket it is for.

        Raises:
            SayableError: forged, somebody else's, used or too old.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            row = await find_link(transaction.connection, token)
            if row is None or row["user_id"] != by:
                raise SayableError("form-link-wrong")
            if row["used_at"] is not None or row["expires_at"] < now:
                raise SayableError("form-link-used" if row["used_at"] else "form-link-old")
            change.amend(USE_LINK, the_hash=row["token_hash"], at=now)
            await transaction.write(change)
        return TicketId(row["ticket_id"])

    async def for_ticket(self, ticket_id: TicketId, *, by: UserId) -> Form:
        """Return the form that completes a ticket.

        Raises:
            SayableError: gone, or somebody else's.
        """
        async with self.tools.database.read() as connection:
            view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
        view.require_owner(by)
        return begin_for(view.ticket, self.tools.clock())

    async def groups_of(self, member_id: UserId) -> list[CommunityWatch]:
        """Return the communities in which somebody had a concern, the latest first, at most five."""
        query = select(ConcernRow.c.community_id).where(ConcernRow.c.member_id == member_id)
        async with self.tools.database.read() as connection:
            newest = (await connection.execute(query.order_by(ConcernRow.c.id.desc()).limit(50))).scalars().all()
        known = (self.tools.watch.community(CommunityId(each)) for each in dict.fromkeys(newest))
        return [community for community in known if community is not None][:5]

    def fresh(self, groups: Sequence[CommunityWatch]) -> Form:
        """Return a form for a new case in one of ``groups``."""
        ids = tuple(group.community.id for group in groups)
        return begin(self.tools.clock(), community_id=ids[0] if len(ids) == 1 else None, groups=ids)
