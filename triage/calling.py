"""A member in a case asks for a human: staff are called, and the bot keeps silent towards that member."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.change import Change
from core.ids import ChatId, ConcernId, UserId
from detection.finding import Kind
from tickets.models import Ticket, TicketKind
from tickets.repository import ticket_by_id
from triage.decision import Why
from triage.desk.cases import Cases, same_case
from triage.mail import About, Place, heads
from triage.reading import Reader
from triage.repository import HUMAN_CALLED, Concern, add_concern
from triage.situations import WORDS_KEPT
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import CommunityWatch
from triage.words import notices, receipts
from triage.words.voice import Reply
from workspaces.models import Mode


@dataclass(frozen=True, slots=True)
class CallHuman:
    """Call staff for a member: the case gets a number and a time, and the bot is silent there for two hours."""

    tools: Tools
    reader: Reader
    cases: Cases

    async def __call__(self, community: CommunityWatch, message: MessageLook) -> Change:
        """Return what follows; who called a moment ago is only noted."""
        change, now = Change(), self.tools.clock()
        concern = self._concern(community, message)
        was_called = community.hushed_until(concern.member_id, now) is not None
        ticket = await self._ticket(change, community, message, concern)
        place = Place(concern.chat_id, concern.message_id, concern.thread_id)
        about = About("human", concern.workspace_id, concern.id, ticket.id)
        if was_called:
            self.tools.mail.react(change, place, about)
        else:
            self._call(change, community, concern, ticket, place, about)
        stored = replace(concern, ticket_id=ticket.id)
        add_concern(change, stored)
        change.after.append(lambda: community.remember(stored))
        return change

    def _call(
        self, change: Change, community: CommunityWatch, concern: Concern, ticket: Ticket, place: Place, about: About
    ) -> None:
        workspace, voice = community.workspace, self.tools.voice(community.workspace)
        due_at = ticket.promised_at or self.cases.promised(workspace, second=True)
        reply = receipts.human_called(self.tools.voice_in(community), name=concern.member_name, due_at=due_at)
        if community.community.mode is Mode.AUTO and not community.community.is_quiet(self.tools.clock()):
            self.tools.mail.in_thread(change, community, place, reply, about, under_album=reply.words)
        url = notices.link_to(community.community, concern.chat_id, concern.message_id)
        notice = notices.human_wanted(
            voice, community.community, name=concern.member_name, words=ticket.words, due_at=due_at, url=url
        )
        card = Reply(notice.words, notices.case_keyboard(voice, ticket, notices.ANY_HEAD))
        people = [ticket.responsible_id or workspace.responsible, *heads(workspace)]
        self.tools.mail.to_staff(
            change, workspace, card, replace(about, purpose="staff-human", concern_id=None), people
        )

    async def _ticket(
        self, change: Change, community: CommunityWatch, message: MessageLook, concern: Concern
    ) -> Ticket:
        """Return the member's case: the open one, the doubt that was just answered, or a new one."""
        known = same_case(await self.reader.open_tickets(community, message), None)
        known = known or await self._just_answered(community, concern.member_id)
        words, workspace = concern.words, community.workspace
        if known is None:
            return self.cases.open_case(change, community, concern, wants=())
        if known.kind is TicketKind.DOUBT:
            return self.cases.escalate(change, workspace, known, words=words)
        if community.hushed_until(concern.member_id, self.tools.clock()) is not None:
            return self.cases.join(change, workspace, known, words, concern.at)
        return self.cases.call_human(change, workspace, known, words, concern.at)

    async def _just_answered(self, community: CommunityWatch, member_id: UserId) -> Ticket | None:
        mine = [item for item in community.concerns.values() if item.member_id == member_id and item.ticket_id]
        if not mine or mine[-1].ticket_id is None:
            return None
        async with self.tools.database.read() as connection:
            ticket = await ticket_by_id(connection, mine[-1].ticket_id)
        return ticket if ticket is not None and ticket.kind is TicketKind.DOUBT else None

    def _concern(self, community: CommunityWatch, message: MessageLook) -> Concern:
        return Concern(
            id=ConcernId(self.tools.new_id()),
            workspace_id=community.community.workspace_id,
            community_id=community.community.id,
            chat_id=ChatId(message.chat.id),
            message_id=message.message_id,
            thread_id=message.thread_id,
            member_id=UserId(message.from_.id if message.from_ else 0),
            member_name=message.from_.name if message.from_ else "",
            kind=Kind.REQUEST,
            reasons=(),
            causes=(),
            confidence=1.0,
            clues=(),
            words=message.words[:WORDS_KEPT],
            product_id=None,
            decision=HUMAN_CALLED,
            why=Why.HUMAN_CALLED.value,
            ticket_id=None,
            at=message.at,
        )
