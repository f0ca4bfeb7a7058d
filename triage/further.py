"""What a member says further: a reply or picture that belongs to a case, and a concern that was reworded."""

from __future__ import annotations

from dataclasses import dataclass

from core.change import Change
from core.ids import TicketId
from tickets.attachments import MOST_FILES, attachments_of
from tickets.models import Ticket, TicketKind
from tickets.threats import Kept, keep_message
from triage.desk.cases import Cases
from triage.desk.files import KeepFiles, sent_with
from triage.mail import About, Place
from triage.repository import Concern
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import CommunityWatch
from triage.words import notices, receipts
from triage.words.voice import Reply


@dataclass(frozen=True, slots=True)
class FurtherWords:
    """Writes what belongs to a ticket that is there already; staff see it as one message, with its file."""

    tools: Tools
    cases: Cases

    async def __call__(
        self,
        change: Change,
        community: CommunityWatch,
        message: MessageLook,
        ticket: Ticket,
        *,
        is_silent: bool = False,
    ) -> None:
        """A reply or picture of a member belongs to a ticket; a picture under an explained doubt opens a case.

        ``is_silent``: a further picture of an album, whose first one was noted already.
        """
        place = Place(community.community.chat_id, message.message_id, message.thread_id)
        words = message.words or self.tools.voice_in(community)("picture-only")
        if sent_with(message) is not None and await self._is_full(ticket):
            self._refuse_file(change, community, message, ticket, place, is_silent=is_silent)
            return
        self._keep_if_marked(change, community, message, ticket, words)
        joined = self._join(change, community, message, ticket, words, place, is_silent=is_silent)
        self._tell_staff(change, community, message, joined, words, is_silent=is_silent)

    async def _is_full(self, ticket: Ticket) -> bool:
        async with self.tools.database.read() as connection:
            return len(await attachments_of(connection, ticket.id)) >= MOST_FILES

    def _refuse_file(
        self,
        change: Change,
        community: CommunityWatch,
        message: MessageLook,
        ticket: Ticket,
        place: Place,
        *,
        is_silent: bool,
    ) -> None:
        """Keep the words and say, once an album, that the case takes no more files."""
        if message.words:
            self.cases.line(change, ticket.id, "said", text=message.words, actor_id=ticket.member_id)
        if not is_silent:
            words = self.tools.voice_in(community).words("added-too-many", limit=str(MOST_FILES))
            about = About("added", ticket.workspace_id, None, ticket.id)
            held = community.community.held_until(self.tools.clock())
            self.tools.mail.to_chat(change, place, Reply(words), about, not_before=held)

    def _keep_if_marked(
        self, change: Change, community: CommunityWatch, message: MessageLook, ticket: Ticket, words: str
    ) -> None:
        """Keep it word for word where the ticket is marked as a threat."""
        chat_id, number = community.community.chat_id, message.message_id
        if ticket.id in community.workspace.marked:
            url = notices.link_to(community.community, chat_id, number) or ""
            kept = Kept("member", ticket.member_id, message.at, words, chat_id, number, url)
            keep_message(change, self.tools.new_id(), ticket.id, ticket.workspace_id, kept)

    def _join(
        self,
        change: Change,
        community: CommunityWatch,
        message: MessageLook,
        ticket: Ticket,
        words: str,
        place: Place,
        *,
        is_silent: bool,
    ) -> Ticket:
        workspace, about = community.workspace, About("added", ticket.workspace_id, None, ticket.id)
        if ticket.is_open:
            if not is_silent:
                self.tools.mail.react(change, place, about)
            return self.cases.join(change, workspace, ticket, words, message.at)
        if ticket.kind is TicketKind.DOUBT and message.has_attachment:
            grown = self.cases.escalate(change, workspace, ticket, words=words)
            reply = receipts.joined(self.tools.voice_in(community), grown)
            held = community.community.held_until(self.tools.clock())
            self.tools.mail.to_chat(change, place, reply, about, not_before=held)
            return grown
        self.cases.line(change, ticket.id, "said", text=words, actor_id=ticket.member_id)
        return ticket

    def _tell_staff(
        self,
        change: Change,
        community: CommunityWatch,
        message: MessageLook,
        ticket: Ticket,
        words: str,
        *,
        is_silent: bool,
    ) -> None:
        """One message: the file with the words below it, or the words alone."""
        workspace, file = community.workspace, sent_with(message)
        voice, by = self.tools.voice(workspace), ticket.member_id
        if file is not None:
            notice = None if is_silent else notices.file_added(voice, ticket, message.words)
            KeepFiles(self.tools)(change, workspace, ticket, [file], by, notice=notice)
        elif not is_silent:
            about = About("added", ticket.workspace_id, None, ticket.id)
            people = [ticket.responsible_id or workspace.responsible]
            self.tools.mail.to_staff(change, workspace, notices.added(voice, ticket, words), about, people)

    def edited(self, change: Change, ticket_id: TicketId, concern: Concern) -> None:
        """Keep the new wording of a concern on its ticket."""
        self.cases.line(change, ticket_id, "reworded", text=concern.words, actor_id=concern.member_id)
