"""Compensation: recorded with its reason and who said yes. Beyond a role's limit the owner decides. Nothing is paid."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.change import Change
from core.errors import SayableError
from core.ids import TicketId, UserId
from core.texts import Words
from tickets.compensations import DECIDE_COMPENSATION, Compensation, add_compensation, find_compensation
from tickets.policy import may_compensate
from tickets.repository import ticket_by_id
from triage.buttons import Area, button
from triage.desk.cases import Cases
from triage.desk.views import TicketView, view_of
from triage.mail import About, Place
from triage.tools import Tools
from triage.words.receipts import number_of
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.models import Role

MOST_FEN = 1_000_000
_TYPED = re.compile(r"[¥￥]?\s*(\d{1,7})(?:\.(\d{1,2}))?\s*(?:元|块)?(?:钱)?[\s,，:：]+(\S.*)", re.DOTALL)
_REVIEWS = re.compile(r"好评|差评|评价|追评|评论|晒单|删评|改评|撤诉|撤销?投诉|不投诉|别投诉")


def read_sum(typed: str) -> tuple[int, str]:
    """Return sum (in fen) and reason of 「5 快递晚到」.

    Raises:
        SayableError: not of that form, too much, or tied to a review or complaint.
    """
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if found is None:
        raise SayableError("money-form")
    fen = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    if fen == 0:
        raise SayableError("money-form")
    if fen > MOST_FEN:
        raise SayableError("money-too-much", limit=str(MOST_FEN // 100))
    if _REVIEWS.search(found[3]):
        raise SayableError("money-no-reviews")
    return fen, found[3].strip()


@dataclass(frozen=True, slots=True)
class Compensate:
    """Record a sum; whoever's limit it goes beyond only asks the owner."""

    tools: Tools
    cases: Cases

    async def __call__(self, ticket_id: TicketId, typed: str, *, by: UserId, place: Place) -> None:
        """Record 「金额 原因」 for a ticket, or ask the owner.

        Raises:
            SayableError: not theirs, or not to be recorded like this.
        """
        amount_fen, reason = read_sum(typed)
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            role, values = view.require_staff(by), view.workspace.settings.policy
            may_alone = may_compensate(role.value, amount_fen, values)
            asked = (self.tools.new_id(), view.ticket.workspace_id, ticket_id, amount_fen, reason, by, now)
            item = Compensation(*asked, "approved", by, now) if may_alone else Compensation(*asked, "waiting")
            add_compensation(change, item)
            voice = self.tools.voice(view.workspace)
            facts = {"number": number_of(view.ticket), "amount": voice.money(amount_fen), "reason": reason}
            self._note(change, view, item, by, "compensation.recorded" if may_alone else "compensation.asked")
            about = About("money", view.ticket.workspace_id, None, ticket_id)
            if may_alone:
                self.tools.mail.to_chat(change, place, Reply(voice.words("money-recorded", **facts)), about)
            else:
                limit = values.admin_limit_fen if role is Role.ADMIN else values.liaison_limit_fen
                told = voice.words("money-waits", **facts, limit=voice.money(limit))
                self.tools.mail.to_chat(change, place, Reply(told), about)
                self._ask_owner(change, view, item, facts, by)
            await transaction.write(change)

    async def decide(self, compensation_id: int, *, by: UserId, approved: bool, place: Place) -> None:
        """The owner's tap.

        Raises:
            SayableError: gone, decided already, or not the owner.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            item = await find_compensation(transaction.connection, compensation_id)
            if item is None or item.state != "waiting":
                raise SayableError("alert-old")
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, item.ticket_id))
            if view.workspace.workspace.owner_id != by:
                raise SayableError("alert-staff-only")
            state = "approved" if approved else "refused"
            change.amend(DECIDE_COMPENSATION, the_compensation=item.id, new_state=state, who=by, at=now)
            voice = self.tools.voice(view.workspace)
            amount = voice.money(item.amount_fen)
            words = voice.words(f"money-{state}", number=number_of(view.ticket), amount=amount)
            self._note(change, view, item, by, f"compensation.{state}")
            about = About("money", item.workspace_id, None, item.ticket_id)
            self.tools.mail.edit(change, place, Reply(words), about)
            if item.asked_by != by:
                self.tools.mail.to_person(change, view.workspace, item.asked_by, Reply(words), about)
            await transaction.write(change)

    def _ask_owner(
        self, change: Change, view: TicketView, item: Compensation, facts: dict[str, str | None], by: UserId
    ) -> None:
        workspace = view.workspace
        voice, asker = self.tools.voice(workspace), workspace.staff.get(by)
        words: Words = voice.words("money-owner", **facts, name=voice.called("" if asker is None else asker.name))
        keys = tuple(button(voice.texts, Area.MONEY, action, item.id) for action in ("approve", "refuse"))
        about = About("staff-money", item.workspace_id, None, item.ticket_id)
        owner = workspace.workspace.owner_id
        if owner in workspace.reachable:
            self.tools.mail.to_person(change, workspace, owner, Reply(words, (keys,)), about)
        else:
            self.tools.mail.to_staff(change, workspace, Reply(words, (keys,)), about, [owner])

    def _note(self, change: Change, view: TicketView, item: Compensation, by: UserId, action: str) -> None:
        voice, now = self.tools.voice(view.workspace), self.tools.clock()
        text = f"{voice.money(item.amount_fen)} {voice(f'money-state-{item.state}')} {item.reason}"
        self.cases.line(change, item.ticket_id, "money", text=text, actor_id=by)
        subject = f"ticket:{view.ticket.number or item.ticket_id}"
        note(
            change, self.tools.new_id(), item.workspace_id, by, action, subject, now,
            amount_fen=item.amount_fen, reason=item.reason,
        )  # fmt: skip
