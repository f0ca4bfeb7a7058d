"""Filling in the after-sales form: one question at a time, in private, whenever it suits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from tickets.attachments import Attachment, FileKind
from tickets.form import Form, Step, begin, begin_for, take_file, take_words
from tickets.repository import ticket_by_id
from triage.buttons import Press
from triage.desk.form_answers import chosen, demand, understood
from triage.desk.form_asking import AskForm
from triage.desk.form_facts import today_of, voice_of
from triage.desk.submitting import SubmitForm
from triage.desk.views import view_of
from triage.mail import Place
from triage.tools import Tools
from triage.words import alerts
from triage.words import form as form_words
from workspaces.problems import Problem

_SAME_BURST = timedelta(seconds=5)
"""Files that come so close together are one album: their count is rewritten, not said again."""


@dataclass(frozen=True, slots=True)
class FillForm:
    """Takes what a member types, sends or presses, and asks the next question."""

    tools: Tools
    submit_form: SubmitForm
    ask: AskForm

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
        return await self.ask.reword(replace(fresh, row=form.row), place, "", message_id=place.message_id)

    async def typed(self, form: Form, place: Place, text: str) -> Form:
        """Take words; what cannot be used is said with the question, and nothing is lost."""
        if form.is_stale(self.tools.clock()):
            return await self.ask.to_resume(form, place, is_stale=True)
        following = understood(self.tools, form, text)
        if isinstance(following, Problem):
            if following.choices:
                return await self.ask.show(form, place, typed=text)
            return await self.ask.show(
                form, place, note=alerts.sorry(voice_of(self.tools, form), following.error()).text
            )
        async with self.tools.database.transaction():
            if form.step is not Step.STORY and following.step is not form.step:
                await self.ask.settle_question(form, following, place)
            return await self.ask.show(following, place)

    async def sent(self, form: Form, place: Place, attachment: Attachment | None, caption: str) -> Form:
        """Take a file at any step; ``attachment`` None: it is of a sort that we do not take."""
        now, voice = self.tools.clock(), voice_of(self.tools, form)
        if form.is_stale(now):
            return await self.ask.to_resume(form, place, is_stale=True)
        if attachment is None:
            return await self.ask.show(form, place, note=voice("form-file-refused"))
        taken = take_file(form, attachment)
        if taken is None:
            if form.was_told_of_limit:
                return form
            is_voice = attachment.kind is FileKind.VOICE
            note = voice("form-voices-full", limit="3") if is_voice else voice("form-photos-full", limit="6")
            return replace(await self.ask.show(form, place, note=note), was_told_of_limit=True)
        if caption:
            worded = take_words(replace(taken, step=Step.STORY), caption, today_of(self.tools, form))
            taken = taken if isinstance(worded, Problem) else replace(worded, step=taken.step)
        note = voice("form-story-files", files=form_words.counted(voice, taken.answers.files))
        note = "" if form.step is Step.STORY else note
        is_album = attachment.kind is not FileKind.VOICE and len(taken.answers.files) > 1
        if is_album and now - form.touched_at <= _SAME_BURST:
            return await self.ask.reword(taken, place, note)
        return await self.ask.show(taken, place, note=note)

    async def pressed(self, form: Form, place: Place, press: Press, *, name: str) -> Form | None:
        """Take a button; None: the form has ended.

        Raises:
            SayableError: the button belongs to another step, or to a form that is over.
        """
        now = self.tools.clock()
        if press.action == "resume":
            return await self.ask.reword(replace(form, touched_at=now), place, "", message_id=place.message_id)
        if form.is_stale(now):
            return await self.ask.to_resume(form, place, is_stale=True)
        if press.action == "submit":
            demand(form, Step.SUMMARY)
            await self.submit_form(form, place, name=name)
            return None
        following = chosen(self.tools, form, press)
        return await self.ask.reword(following, place, "", message_id=place.message_id)
