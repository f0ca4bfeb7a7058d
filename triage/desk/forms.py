"""The after-sales form as a member fills it in: one question at a time, in private, whenever it suits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import CommunityId, OutgoingId, ProductId, TicketId, UserId
from detection.detector import detect
from mailbox.outbox import was_told
from tickets.attachments import Attachment, FileKind
from tickets.form import (
    MOST_NAME,
    Form,
    Step,
    answered,
    back,
    begin,
    begin_for,
    edit,
    onward,
    take_file,
    take_words,
)
from tickets.links import PREFIX, USE_LINK, add_link, find_link
from tickets.models import GoodTime
from tickets.repository import open_tickets_of, ticket_by_id
from triage.buttons import Press
from triage.desk.submitting import SubmitForm
from triage.desk.views import view_of
from triage.mail import About, Place
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import alerts
from triage.words import form as form_words
from triage.words.voice import Reply, Voice
from workspaces.lookup import find_product
from workspaces.models import Product
from workspaces.problems import Problem

_PRODUCTS_SHOWN = 6
_SAME_BURST = timedelta(seconds=5)
"""Files that come so close together are one album: their count is rewritten, not said again."""

_TIME_WORDS = {"中午": GoodTime.NOON, "晚上": GoodTime.EVENING, "随时": GoodTime.ANY, "都可以": GoodTime.ANY}


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


@dataclass(frozen=True, slots=True)
class FillForm:
    """Takes what a member types, sends or presses, and asks the next question."""

    tools: Tools
    submit_form: SubmitForm

    async def show(self, form: Form, place: Place, *, note: str = "", typed: str = "") -> Form:
        """Ask the question of the step as a new message; return the form with it."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            reply = await self._reply(transaction.connection, form, place, note=note, typed=typed)
            row = self.tools.mail.to_chat(change, place.plain, reply, self._about(form))
            await transaction.write(change)
        return replace(form, row=row, touched_at=self.tools.clock())

    async def anew(self, form: Form, place: Place) -> Form:
        """Begin a form again from its first question, in the message that was pressed."""
        now = self.tools.clock()
        if form.ticket_id is not None:
            async with self.tools.database.read() as connection:
                view = view_of(self.tools.watch, await ticket_by_id(connection, form.ticket_id))
            fresh = begin_for(view.ticket, now)
        else:
            only = form.groups[0] if len(form.groups) == 1 else None
            fresh = begin(now, community_id=only, groups=form.groups)
        return await self._reword(replace(fresh, row=form.row), place, "", message_id=place.message_id)

    async def ask_to_resume(self, form: Form, place: Place, *, is_stale: bool = False) -> Form:
        """Ask whether a form that lay for a while goes on."""
        change = Change()
        reply = form_words.resume(self._voice(form), form, product=self._product_name(form), is_stale=is_stale)
        row = self.tools.mail.to_chat(change, place.plain, reply, self._about(form))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        return replace(form, row=row)

    async def typed(self, form: Form, place: Place, text: str) -> Form:
        """Take words; what cannot be used is said with the question, and nothing is lost."""
        if form.is_stale(self.tools.clock()):
            return await self.ask_to_resume(form, place, is_stale=True)
        understood = self._understood(form, text)
        if isinstance(understood, Problem):
            if understood.choices:
                return await self.show(form, place, typed=text)
            return await self.show(form, place, note=alerts.sorry(self._voice(form), understood.error()).text)
        async with self.tools.database.transaction():
            if form.step is not Step.STORY:
                await self._settle_question(form, understood, place)
            return await self.show(understood, place)

    async def sent(self, form: Form, place: Place, attachment: Attachment | None, caption: str) -> Form:
        """Take a file at any step; ``attachment`` None: it is of a sort that we do not take."""
        now, voice = self.tools.clock(), self._voice(form)
        if form.is_stale(now):
            return await self.ask_to_resume(form, place, is_stale=True)
        if attachment is None:
            return await self.show(form, place, note=voice("form-file-refused"))
        taken = take_file(form, attachment)
        if taken is None:
            if form.was_told_of_limit:
                return form
            is_voice = attachment.kind is FileKind.VOICE
            note = voice("form-voices-full", limit="3") if is_voice else voice("form-photos-full", limit="6")
            return replace(await self.show(form, place, note=note), was_told_of_limit=True)
        if caption:
            worded = take_words(replace(taken, step=Step.STORY), caption, self._today(form))
            taken = taken if isinstance(worded, Problem) else replace(worded, step=taken.step)
        note = voice("form-story-files", files=form_words.counted(voice, taken.answers.files))
        note = "" if form.step is Step.STORY else note
        is_album = attachment.kind is not FileKind.VOICE and len(taken.answers.files) > 1
        if is_album and now - form.touched_at <= _SAME_BURST:
            return await self._reword(taken, place, note)
        return await self.show(taken, place, note=note)

    async def pressed(self, form: Form, place: Place, press: Press, *, name: str) -> Form | None:
        """Take a button; None: the form has ended.

        Raises:
            SayableError: the button belongs to another step, or to a form that is over.
        """
        now = self.tools.clock()
        if press.action == "resume":
            return await self._reword(replace(form, touched_at=now), place, "", message_id=place.message_id)
        if form.is_stale(now):
            return await self.ask_to_resume(form, place, is_stale=True)
        if press.action == "submit":
            self._demand(form, Step.SUMMARY)
            await self.submit_form(form, place, name=name)
            return None
        following = self._chosen(form, press)
        return await self._reword(following, place, "", message_id=place.message_id)

    def _chosen(self, form: Form, press: Press) -> Form:
        """Return the form after a button that answers or moves on."""
        if press.action in ("skip", "back", "next"):
            self._demand(form, Step(press.extra))
            if press.action != "back" and form.step.is_needed:
                raise SayableError("alert-old")
            return back(form) if press.action == "back" else onward(form)
        if press.action == "edit":
            self._demand(form, Step.SUMMARY)
            return edit(form, Step(press.extra))
        step = Step.PRODUCT if press.action == "none" else Step(press.action)
        self._demand(form, step)
        if press.action == "none":
            return replace(form, is_typing=True)
        return self._answer(form, step, press)

    def _answer(self, form: Form, step: Step, press: Press) -> Form:
        if step is Step.GROUP:
            return onward(replace(form, community_id=CommunityId(press.id)))
        if step is Step.PRODUCT:
            return onward(answered(form, product_id=ProductId(press.id), product_name=""))
        if step is Step.CAUSE:
            return onward(answered(form, cause="" if press.extra == form_words.OTHER else press.extra))
        if step is Step.RECEIVED:
            return self._received(form, press.extra)
        if step is Step.MERCHANT:
            if press.extra == "said":
                return replace(form, is_typing=True)
            return onward(answered(form, has_asked_merchant=press.extra == "silent", merchant_said=""))
        if step is Step.WANT:
            return onward(answered(form, wants=(press.extra,)))
        return onward(answered(form, good_time=GoodTime(press.extra)))

    def _received(self, form: Form, choice: str) -> Form:
        if choice == "earlier":
            return replace(form, is_typing=True)
        if choice == "notyet":
            return onward(answered(form, received_on=None))
        return onward(answered(form, received_on=self._today(form) - timedelta(days=int(choice))))

    def _understood(self, form: Form, text: str) -> Form | Problem:
        """Return the form with typed words: a product, a cause and a wish are understood here."""
        if form.step is Step.PRODUCT:
            return self._typed_product(form, text.strip())
        if form.step is Step.CAUSE:
            finding = detect(text)
            cause = finding.causes[0] if finding is not None and finding.causes else ""
            worded = take_words(replace(form, step=Step.STORY), text, self._today(form))
            return (
                worded
                if isinstance(worded, Problem)
                else onward(answered(replace(worded, step=form.step), cause=cause))
            )
        if form.step is Step.WANT:
            finding = detect(text)
            if finding is None or not finding.wants:
                return Problem("form-buttons-wanted")
            return onward(answered(form, wants=finding.wants))
        if form.step is Step.TIME and text.strip() in _TIME_WORDS:
            return onward(answered(form, good_time=_TIME_WORDS[text.strip()]))
        if form.step in (Step.TIME, Step.GROUP, Step.SUMMARY):
            return Problem("form-buttons-wanted")
        return take_words(form, text, self._today(form))

    def _typed_product(self, form: Form, name: str) -> Form | Problem:
        if len(name) > MOST_NAME:
            return Problem("form-too-long", {"count": str(len(name)), "limit": str(MOST_NAME)})
        match = find_product(name, list(self._community(form).workspace.products.values()))
        if match.product is not None:
            return onward(answered(form, product_id=match.product.id, product_name=""))
        if match.is_ambiguous:
            return Problem("form-product-several", {"typed": name}, tuple(each.name for each in match.choices))
        return onward(answered(form, product_id=None, product_name=name))

    async def _settle_question(self, before: Form, after: Form, place: Place) -> None:
        """What was asked becomes what was answered, without buttons, so that the chat reads well."""
        if not before.row:
            return
        change, voice = Change(), self._voice(after)
        shown = form_words.answered_line(voice, replace(after, step=before.step), self._product_name(after))
        self.tools.mail.reword(change, place, OutgoingId(before.row), shown, self._about(after))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _reword(self, form: Form, place: Place, note: str, *, message_id: int | None = None) -> Form:
        """Ask in the same message: the one that was pressed, or the last one."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            reply = await self._reply(transaction.connection, form, place, note=note)
            if message_id is not None:
                self.tools.mail.edit(change, replace(place, message_id=message_id), reply, self._about(form))
            else:
                self.tools.mail.reword(change, place, OutgoingId(form.row), reply, self._about(form))
            await transaction.write(change)
        return replace(form, touched_at=self.tools.clock())

    async def _reply(
        self, connection: AsyncConnection, form: Form, place: Place, *, note: str = "", typed: str = ""
    ) -> Reply:
        voice, member_id = self._voice(form), UserId(int(place.chat_id))
        if form.step is Step.SUMMARY:
            known = await self.submit_form.known_case(connection, form, member_id)
            community = None if form.community_id is None else self.tools.watch.community(form.community_id)
            group = "" if community is None else community.community.title
            return form_words.overview(
                voice, form, product=self._product_name(form), group=group, known=known, note=note
            )
        is_first = not form.row and (
            form.ticket_id is None or not await was_told(connection, place.chat_id, form.ticket_id)
        )
        ask = partial(form_words.question, voice, form, is_first=is_first, note=note, typed=typed)
        if form.step is Step.GROUP:
            known_groups = (self.tools.watch.community(each) for each in form.groups)
            return ask(groups=[each.community for each in known_groups if each is not None])
        if form.step is Step.PRODUCT:
            return ask(products=await self._choices(connection, form, member_id, typed))
        return ask()

    async def _choices(self, connection: AsyncConnection, form: Form, member_id: UserId, typed: str) -> list[Product]:
        """Return the products to choose from: of the member's open cases, then the last promoted."""
        community = self._community(form)
        products = community.workspace.products
        if typed:
            return list(find_product(typed, list(products.values())).choices)[:_PRODUCTS_SHOWN]
        if form.is_typing:
            return []
        tickets = await open_tickets_of(connection, community.community.workspace_id, member_id)
        own = [products[each.product_id] for each in tickets if each.product_id in products]
        return list(dict.fromkeys([*own, *community.likely_products]))[:_PRODUCTS_SHOWN]

    def _community(self, form: Form) -> CommunityWatch:
        known = None if form.community_id is None else self.tools.watch.community(form.community_id)
        if known is None:
            raise SayableError("aftersales-where")
        return known

    def _product_name(self, form: Form) -> str:
        known = None if form.community_id is None else self.tools.watch.community(form.community_id)
        wanted = form.answers.product_id
        product = None if known is None or wanted is None else known.workspace.products.get(wanted)
        return form.answers.facts.product_name if product is None else product.name

    def _about(self, form: Form) -> About:
        return About("form", ticket_id=form.ticket_id)

    def _demand(self, form: Form, step: Step) -> None:
        if form.step is not step:
            raise SayableError("alert-old")

    def _today(self, form: Form) -> date:
        voice = self._voice(form)
        return voice.now.astimezone(voice.zone).date()

    def _voice(self, form: Form) -> Voice:
        known = None if form.community_id is None else self.tools.watch.community(form.community_id)
        return self.tools.voice(None if known is None else known.workspace)
