"""The questions of the form, asked anew or in the message that was pressed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import OutgoingId, UserId
from mailbox.outbox import was_told
from tickets.form import Form, Step
from tickets.repository import open_tickets_of
from triage.desk.form_facts import community_of, product_name_of, voice_of
from triage.desk.submitting import SubmitForm
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import form as form_words
from triage.words.voice import Reply
from workspaces.lookup import find_product
from workspaces.models import Product

_PRODUCTS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class AskForm:
    """Asks the question of the step that a form is at."""

    tools: Tools
    submit_form: SubmitForm

    async def show(self, form: Form, place: Place, *, note: str = "", typed: str = "") -> Form:
        """Ask the question of the step as a new message; return the form with it."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            reply = await self._reply(transaction.connection, form, place, note=note, typed=typed)
            row = self.tools.mail.to_chat(change, place.plain, reply, _about(form))
            await transaction.write(change)
        return replace(form, row=row, touched_at=self.tools.clock())

    async def to_resume(self, form: Form, place: Place, *, is_stale: bool = False) -> Form:
        """Ask whether a form that lay for a while goes on."""
        change = Change()
        reply = form_words.resume(
            voice_of(self.tools, form), form, product=product_name_of(self.tools, form), is_stale=is_stale
        )
        row = self.tools.mail.to_chat(change, place.plain, reply, _about(form))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        return replace(form, row=row)

    async def settle_question(self, before: Form, after: Form, place: Place) -> None:
        """What was asked becomes what was answered, without buttons, so that the chat reads well."""
        if not before.row:
            return
        change, voice = Change(), voice_of(self.tools, after)
        shown = form_words.answered_line(voice, replace(after, step=before.step), product_name_of(self.tools, after))
        self.tools.mail.reword(change, place, OutgoingId(before.row), shown, _about(after))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def reword(self, form: Form, place: Place, note: str, *, message_id: int | None = None) -> Form:
        """Ask in the same message: the one that was pressed, or the last one."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            reply = await self._reply(transaction.connection, form, place, note=note)
            if message_id is not None:
                self.tools.mail.edit(change, replace(place, message_id=message_id), reply, _about(form))
            else:
                self.tools.mail.reword(change, place, OutgoingId(form.row), reply, _about(form))
            await transaction.write(change)
        return replace(form, touched_at=self.tools.clock())

    async def _reply(
        self, connection: AsyncConnection, form: Form, place: Place, *, note: str = "", typed: str = ""
    ) -> Reply:
        voice, member_id = voice_of(self.tools, form), UserId(int(place.chat_id))
        if form.step is Step.SUMMARY:
            known = await self.submit_form.known_case(connection, form, member_id)
            community = None if form.community_id is None else self.tools.watch.community(form.community_id)
            group = "" if community is None else community.community.title
            return form_words.overview(
                voice, form, product=product_name_of(self.tools, form), group=group, known=known, note=note
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
        community = community_of(self.tools, form)
        products = community.workspace.products
        if typed:
            return list(find_product(typed, list(products.values())).choices)[:_PRODUCTS_SHOWN]
        if form.is_typing:
            return []
        tickets = await open_tickets_of(connection, community.community.workspace_id, member_id)
        own = [products[each.product_id] for each in tickets if each.product_id in products]
        return list(dict.fromkeys([*own, *community.likely_products]))[:_PRODUCTS_SHOWN]


def _about(form: Form) -> About:
    return About("form", ticket_id=form.ticket_id)
