"""What follows from how a message ended: remembered, told to staff, or planned anew."""

from __future__ import annotations

from dataclasses import dataclass

from core.change import Change
from core.ids import ChatId, FollowUpId, TicketId, UserId
from mailbox.models import Delivery, Outgoing
from mailbox.outbox import is_owed
from mailbox.sender import Fate
from tickets.agenda import REVIVE_FOLLOW_UP, told_with
from tickets.lifecycle import Action, move
from tickets.models import TicketKind
from tickets.repository import ticket_by_id
from tickets.schedule import next_window
from triage.desk.cases import Cases
from triage.desk.moves import FOLLOWING
from triage.desk.relaying import RELAY, RelayWords
from triage.doors.membership import MeetPerson
from triage.learning.withdrawing import WITHDRAW, WithdrawAnswers
from triage.mail import About, heads
from triage.memory import remember_ours
from triage.repository import PIN, STATEMENT, VOID_ANSWER, find_concern
from triage.tools import Tools
from triage.words import notices


@dataclass(frozen=True, slots=True)
class AfterDelivery:
    """Called by the Sender for every message that is settled."""

    tools: Tools
    meet_person: MeetPerson

    async def __call__(self, message: Outgoing, fate: Fate, delivery: Delivery) -> None:
        """Remember our messages; say what staff must know; plan again what came too late."""
        await self._told(message, fate)
        if fate is Fate.SENT:
            known = self.tools.watch.communities.get(message.chat_id)
            if known is not None:
                remember_ours(known, delivery.message_ids, message.concern_id, message.ticket_id)
        elif fate is Fate.CHAT_GONE and message.purpose != PIN:  # a pin is refused without a word lost
            await self._chat_gone(message)
        elif message.purpose == WITHDRAW:
            await self._withdrawn(message, fate)
        elif fate is Fate.QUESTION_GONE and message.concern_id is not None:
            await self._question_gone(message)
        elif fate is Fate.ANSWERED and message.purpose == "promise":
            await self._human_was_first(message)
        elif fate is Fate.TOO_LATE and message.purpose == FOLLOWING:
            await self._plan_again(message)

    async def _told(self, message: Outgoing, fate: Fate) -> None:
        """What was never said is forgotten; who wrote a human's words is told what came of them."""
        if fate is not Fate.SENT and (message.concern_id is not None or message.purpose == STATEMENT):
            await self._forget_answer(message)
        if message.purpose == RELAY:
            await RelayWords(self.tools, Cases(self.tools)).settled(message, fate)

    async def _withdrawn(self, message: Outgoing, fate: Fate) -> None:
        if fate is Fate.REFUSED and message.method == "deleteMessage":
            await WithdrawAnswers(self.tools, Cases(self.tools)).strike_instead(message)

    async def _human_was_first(self, message: Outgoing) -> None:
        """A human answered while the promise waited: nothing was promised, so nothing is due."""
        change, cases = Change(), Cases(self.tools)
        async with self.tools.database.transaction() as transaction:
            ticket = await ticket_by_id(transaction.connection, TicketId(message.ticket_id or 0))
            workspace = None if ticket is None else self.tools.watch.workspaces.get(ticket.workspace_id)
            if ticket is None or workspace is None or ticket.kind is not TicketKind.DOUBT or not ticket.is_open:
                return
            moved = move(ticket, Action.EXPLAIN, by_role=None, now=self.tools.clock())
            cases.save(change, workspace, ticket, moved, replan=True)
            cases.line(change, ticket.id, "answer")
            await transaction.write(change)

    async def _forget_answer(self, message: Outgoing) -> None:
        """What was never said answers nobody: the next one who asks is not pointed to it."""
        known = self.tools.watch.communities.get(message.chat_id)
        if known is not None:
            known.answers = [answer for answer in known.answers if answer.outgoing_id != message.id]
        change = Change()
        change.amend(VOID_ANSWER, the_outgoing=message.id)
        await self.tools.writer.commit(change)

    async def _chat_gone(self, message: Outgoing) -> None:
        """A person blocked the bot, or it lost its voice in a group: never tried again, and the owner knows."""
        if message.chat_id > 0:
            await self.meet_person(UserId(message.chat_id), "", is_blocked=True)
            return
        known = self.tools.watch.communities.get(ChatId(message.chat_id))
        if known is None:
            return
        workspace, day = known.workspace, self.tools.clock().date()
        notice = notices.lost_rights(self.tools.voice(workspace), known.community.title)
        change, owner = Change(), workspace.workspace.owner_id
        key = f"lost-rights:{message.chat_id}:{day}:{owner}"
        about = About("staff-lost-rights", workspace.workspace.id, dedupe_key=key)
        async with self.tools.database.transaction() as transaction:
            if not await is_owed(transaction.connection, key):
                self.tools.mail.to_person(change, workspace, owner, notice, about)
                await transaction.write(change)

    async def _question_gone(self, message: Outgoing) -> None:
        """The message to answer was deleted: nothing was said, and staff see a line."""
        async with self.tools.database.read() as connection:
            concern = None if message.concern_id is None else await find_concern(connection, message.concern_id)
        workspace = None if concern is None else self.tools.watch.workspaces.get(concern.workspace_id)
        if concern is None or workspace is None:
            return
        change, notice = Change(), notices.message_gone(self.tools.voice(workspace), concern.words)
        about = About("staff-gone", workspace.workspace.id, None, message.ticket_id)
        self.tools.mail.to_staff(change, workspace, notice, about, [workspace.responsible, *heads(workspace)])
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _plan_again(self, message: Outgoing) -> None:
        """The contact window closed before the message went out: its follow-up is due in the next one."""
        if message.ticket_id is None or message.dedupe_key is None:
            return
        follow_up_id = FollowUpId(int(message.dedupe_key.split(":")[1]))
        async with self.tools.database.transaction() as transaction:
            ticket = await ticket_by_id(transaction.connection, TicketId(message.ticket_id))
            workspace = None if ticket is None else self.tools.watch.workspaces.get(ticket.workspace_id)
            if ticket is None or workspace is None or not ticket.may_contact:
                return
            timetable, change = workspace.timetable, Change()
            due_at = next_window(self.tools.clock(), timetable.windows, timetable.zone)
            for follow_up in await told_with(transaction.connection, follow_up_id, ticket):
                # Its next step was planned when it fired, so it only says again what was not heard.
                details = {**follow_up.details, "again": True}
                change.amend(REVIVE_FOLLOW_UP, the_follow_up=follow_up.id, new_due_at=due_at, new_details=details)
            await transaction.write(change)
