"""A member files a case by command: 申请售后."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from core.change import Change
from core.ids import CommunityId, ConcernId, TicketId, UserId
from detection.detector import detect
from detection.finding import Finding, Kind
from tickets.attachments import Attachment
from tickets.models import Ticket, TicketKind
from tickets.repository import open_tickets_of
from triage.crises.joining import standing_of_all
from triage.desk.cases import Cases, same_case
from triage.desk.files import KeepFiles
from triage.mail import About, Place, heads
from triage.repository import Concern, ConcernRow, add_concern
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import notices, receipts
from triage.words import policy as policy_words
from workspaces.audit import note


@dataclass(frozen=True, slots=True)
class FileCase:
    """Log an after-sales case for whoever asks for one, with the words that were given."""

    tools: Tools
    cases: Cases

    async def __call__(
        self,
        community: CommunityWatch,
        place: Place,
        *,
        member_id: UserId,
        name: str,
        words: str,
        at: datetime,
        files: Sequence[Attachment] = (),
    ) -> None:
        """Log it with what was shown, or add to the one that is open already and point to it.

        ``words``: what the member told beside the command; nothing: the open case is only pointed to.
        """
        change, desk = Change(), self.tools.voice(community.workspace)
        is_private = place.chat_id > 0
        voice = self.tools.voice(community.workspace, to=member_id) if is_private else self.tools.voice_in(community)
        async with self.tools.database.transaction() as transaction:
            known = same_case(
                await open_tickets_of(transaction.connection, community.community.workspace_id, member_id), None
            )
            if known is not None and known.kind is TicketKind.AFTER_SALES:
                is_told = bool(words or files)
                ticket = self.cases.join(change, community.workspace, known, words, at) if is_told else known
                reply = receipts.joined(voice, ticket) if is_told else receipts.under_way(voice, ticket)
                about = About("joined", ticket.workspace_id, None, ticket.id)
                self.tools.mail.to_chat(change, place, reply, about)
                self._keep(change, community, ticket, files)
                await transaction.write(change)
                return
            finding = detect(words)
            asked = words or voice("button-c-aftersales")
            concern = request_of(self.tools, community, place, member_id, name, asked, at, finding)
            wants = () if finding is None else finding.wants
            ticket = (
                self.cases.open_case(change, community, concern, wants=wants)
                if known is None
                else self.cases.escalate(
                    change, community.workspace, known, words=words, wants=wants, is_told_anew=True
                )
            )
            self._remember(change, community, concern, ticket_id=ticket.id)
            reply = policy_words.receipt(
                voice,
                ticket,
                community.workspace.product(ticket.product_id),
                community.workspace.settings.policy,
                news=standing_of_all(community.workspace, ticket),
            )
            self.tools.mail.to_chat(change, place, reply, About("receipt", ticket.workspace_id, concern.id, ticket.id))
            url = notices.link_to(community.community, concern.chat_id, concern.message_id)
            notice = notices.new_ticket(desk, community.community, ticket, url=url)
            people = [community.workspace.responsible, *heads(community.workspace)]
            about = About("staff-new", ticket.workspace_id, None, ticket.id)
            self.tools.mail.to_staff(change, community.workspace, notice, about, people)
            self._keep(change, community, ticket, files)
            await transaction.write(change)

    async def last_community(self, member_id: UserId) -> CommunityWatch | None:
        """Return the community in which somebody had the latest concern: where a case told in private belongs."""
        query = select(ConcernRow.c.community_id).where(ConcernRow.c.member_id == member_id)
        async with self.tools.database.read() as connection:
            newest = query.order_by(ConcernRow.c.id.desc()).limit(1)
            found = (await connection.execute(newest)).scalar_one_or_none()
        return None if found is None else self.tools.watch.community(CommunityId(found))

    async def note_refusal(self, community: CommunityWatch, user_id: UserId, command: str) -> None:
        """Write down that a member tried a staff command."""
        change, now = Change(), self.tools.clock()
        workspace_id = community.community.workspace_id
        note(change, self.tools.new_id(), workspace_id, user_id, "command.refused", command[:40], now)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    def _keep(self, change: Change, community: CommunityWatch, ticket: Ticket, files: Sequence[Attachment]) -> None:
        if files:
            KeepFiles(self.tools)(change, community.workspace, ticket, files, ticket.member_id)

    def _remember(self, change: Change, community: CommunityWatch, concern: Concern, *, ticket_id: TicketId) -> None:
        kept = replace(concern, ticket_id=ticket_id)
        add_concern(change, kept)
        if concern.chat_id == community.community.chat_id:
            change.after.append(lambda: community.remember(kept))


def request_of(
    tools: Tools,
    community: CommunityWatch,
    place: Place,
    member_id: UserId,
    name: str,
    words: str,
    at: datetime,
    finding: Finding | None,
) -> Concern:
    """Return the concern that somebody states by asking for after-sales."""
    return Concern(
        id=ConcernId(tools.new_id()),
        workspace_id=community.community.workspace_id,
        community_id=community.community.id,
        chat_id=place.chat_id,
        message_id=place.message_id or 0,
        thread_id=place.thread_id,
        member_id=member_id,
        member_name=name,
        kind=Kind.REQUEST,
        reasons=(),
        causes=() if finding is None else finding.causes,
        confidence=1.0,
        clues=(),
        words=words,
        product_id=None,
        decision="receipt",
        why="sure",
        ticket_id=None,
        at=at,
    )
