"""A form handed in: a new case, or what a known one lacked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import UserId
from core.texts import stack
from detection.detector import detect
from tickets.form import Form
from tickets.lifecycle import Action, move
from tickets.models import GoodTime, Ticket, TicketKind, TicketState, WaitingOn
from tickets.repository import open_tickets_of, ticket_by_id
from triage.desk.cases import Cases
from triage.desk.files import KeepFiles
from triage.desk.filing import request_of
from triage.desk.form_facts import community_of
from triage.desk.views import TicketView, view_of
from triage.mail import About, Place, heads
from triage.repository import add_concern
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import form as form_words
from triage.words import notices
from triage.words.receipts import number_of, summary
from triage.words.voice import Reply
from workspaces.models import Product


@dataclass(frozen=True, slots=True)
class SubmitForm:
    """Write what a form says onto its ticket, or open one; staff get the answers and the files."""

    tools: Tools
    cases: Cases
    keep_files: KeepFiles

    async def __call__(self, form: Form, place: Place, *, name: str) -> None:
        """Hand a form in from a private chat; its message becomes the confirmation.

        Raises:
            SayableError: the group or the ticket is no longer there, or it is somebody else's.
        """
        change, member_id = Change(), UserId(int(place.chat_id))
        async with self.tools.database.transaction() as transaction:
            known = await self._view(transaction.connection, form, member_id)
            if known is not None:
                reply, workspace_id = self._complete(change, known, form), known.ticket.workspace_id
            else:
                community = community_of(self.tools, form)
                reply, workspace_id = self._open(change, community, form, place, name), community.workspace.workspace.id
            self.tools.mail.edit(change, place, reply, About("form-done", workspace_id))
            await transaction.write(change)

    async def known_case(self, connection: AsyncConnection, form: Form, member_id: UserId) -> Ticket | None:
        """Return the case that a form completes: its own, or the open one about the same product."""
        if form.ticket_id is not None:
            return await ticket_by_id(connection, form.ticket_id)
        community = None if form.community_id is None else self.tools.watch.community(form.community_id)
        if community is None or form.answers.product_id is None:
            return None
        tickets = await open_tickets_of(connection, community.community.workspace_id, member_id)
        fitting = (item for item in tickets if item.product_id == form.answers.product_id)
        return next((item for item in fitting if item.kind is TicketKind.AFTER_SALES), None)

    async def _view(self, connection: AsyncConnection, form: Form, member_id: UserId) -> TicketView | None:
        ticket = await self.known_case(connection, form, member_id)
        if ticket is None and form.ticket_id is None:
            return None
        view = view_of(self.tools.watch, ticket)
        view.require_owner(member_id)
        return view

    def _open(self, change: Change, community: CommunityWatch, form: Form, place: Place, name: str) -> Reply:
        answers, voice = form.answers, self.tools.voice(community.workspace)
        member_id, now = UserId(int(place.chat_id)), self.tools.clock()
        words = answers.words or voice.label("cause", answers.cause or "unknown")
        request = request_of(self.tools, community, place, member_id, name, words, now, detect(words))
        causes = (answers.cause,) if answers.cause else request.causes
        request = replace(request, causes=causes, product_id=answers.product_id)
        ticket = self.cases.open_case(change, community, request, wants=answers.wants, facts=answers.facts)
        add_concern(change, replace(request, ticket_id=ticket.id))
        notice = notices.new_ticket(voice, community.community, ticket, product=self._product(community, form))
        self._tell(change, community, ticket, form, notice, "staff-new")
        return form_words.handed_in(voice, ticket, is_new=True)

    def _complete(self, change: Change, view: TicketView, form: Form) -> Reply:
        before, answers, workspace = view.ticket, form.answers, view.workspace
        voice, now = self.tools.voice(workspace), self.tools.clock()
        facts = answers.facts
        told = replace(
            before,
            product_id=answers.product_id,
            cause=answers.cause,
            wants=answers.wants,
            facts=replace(facts, keeps_thread=before.facts.keeps_thread),
            may_contact=before.may_contact if facts.good_time is None else facts.good_time is not GoodTime.SELF,
            changed_at=now,
        )
        has_news = bool(answers.words or answers.files) or replace(told, changed_at=before.changed_at) != before
        if not has_news:
            return form_words.handed_in(voice, before, is_new=False, has_news=False)
        told = replace(told, last_word_at=now)
        waited = told.state is TicketState.WAITING and told.waiting_on is WaitingOn.MEMBER
        if waited:
            told = move(told, Action.ANSWERED, by_role=None, now=now)
        ticket = self.cases.save(
            change, workspace, before, told, replan=waited or told.may_contact != before.may_contact
        )
        self.cases.line(change, ticket.id, "form", text=answers.words, actor_id=ticket.member_id)
        said = stack(
            voice("staff-form", number=number_of(ticket), summary=summary(voice, ticket)),
            voice("card-words", words=voice.quote(answers.words)),
        )
        notice = Reply(said, notices.case_keyboard(voice, ticket, notices.ANY_HEAD))
        community = view.community
        if community is not None:
            self._tell(change, community, ticket, form, notice, "staff-added")
        return form_words.handed_in(voice, ticket, is_new=False)

    def _tell(
        self, change: Change, community: CommunityWatch, ticket: Ticket, form: Form, notice: Reply, purpose: str
    ) -> None:
        workspace = community.workspace
        voice = self.tools.voice(workspace)
        notice = replace(notice, words=stack(notice.words, *form_words.told(voice, form.answers)).cut())
        people = [ticket.responsible_id or workspace.responsible]
        if purpose == "staff-new":
            people += heads(workspace)
        self.tools.mail.to_staff(
            change, workspace, notice, About(purpose, ticket.workspace_id, None, ticket.id), people
        )
        self.keep_files(change, workspace, ticket, form.answers.files, ticket.member_id)

    def _product(self, community: CommunityWatch, form: Form) -> Product | None:
        wanted = form.answers.product_id
        return None if wanted is None else community.workspace.products.get(wanted)
