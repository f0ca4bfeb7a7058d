"""Who may open a workspace: anyone, listed people, or those whom the operator approves with a tap."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, UserId
from mailbox.models import Urgency
from triage.doors.operators import OperatorAlert
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import groups as group_words
from workspaces.doors import (
    DECIDE_ACCOUNT,
    AccountRow,
    Arrival,
    Group,
    Waiting,
    account_of,
    add_arrival,
    arrivals_of,
)


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Says who may open a workspace; ``open_to`` is the operator's setting: anyone, approved, or ids."""

    tools: Tools
    open_to: str
    operators: OperatorAlert

    @property
    def asks(self) -> bool:
        """Whether the operator is asked about each person."""
        return self.open_to == "approved"

    async def may_open(self, connection: AsyncConnection, user_id: UserId) -> bool:
        """Whether somebody may open a workspace now."""
        if self.open_to == "anyone" or user_id in self.operators.operators:
            return True
        if not self.asks:
            return str(user_id) in self.open_to.replace(",", " ").split()
        account = await account_of(connection, user_id)
        return account is not None and bool(account["is_approved"])

    async def ask(self, change: Change, connection: AsyncConnection, group: Group, user_id: UserId, name: str) -> None:
        """Let the group wait, and ask the operators about its owner once."""
        now, new_id = self.tools.clock(), self.tools.new_id
        add_arrival(change, Arrival(new_id(), group, user_id, name, Waiting.APPROVAL, is_settled=False))
        if await account_of(connection, user_id) is not None:
            return
        change.add(AccountRow, user_id=user_id, name=name[:255], asked_at=now)
        reply = group_words.ask_operator(self.tools.voice(), user_id=user_id, name=name, group=group.title)
        for operator in self.operators.reachable:
            self.tools.mail.to_chat(
                change, Place(ChatId(operator)), reply, About("account", None), urgency=Urgency.STAFF
            )

    async def decide(
        self, change: Change, connection: AsyncConnection, user_id: UserId, *, by: UserId, approved: bool
    ) -> tuple[str, list[Arrival]]:
        """Write the operator's word; return the person's name and the groups that waited for it.

        Raises:
            SayableError: not an operator, or decided before.
        """
        account = await account_of(connection, user_id)
        if by not in self.operators.operators:
            raise SayableError("alert-staff-only")
        if account is None or account["is_approved"] is not None:
            raise SayableError("alert-old")
        at = self.tools.clock()
        change.amend(DECIDE_ACCOUNT, the_user=user_id, approved=approved, by=by, at=at)
        waiting = await arrivals_of(connection, user_id, Waiting.APPROVAL) if approved else []
        return account["name"], waiting
