"""Files without a line, one after another: gathered, asked about once, read, and decided on one card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import ConflictError, SayableError
from core.ids import ChatId, OutgoingId, ProductId, UserId
from evidence.browsing import of_batch
from evidence.fields import Setting, read_field
from evidence.models import Evidence, EvidenceKind, Scope
from evidence.redactions import Step, find_redaction
from evidence.register import kind_of
from evidence.stacks import (
    DROP_UPLOADS,
    JOIN_STACK,
    JOIN_UPLOADS,
    LEAVE_STACK,
    RELEASE_UPLOADS,
    Answers,
    Stack,
    StackState,
    add_stack,
    answered,
    find_stack,
    groups_of,
    next_step,
    open_stack,
    quick_add,
    save_stack,
    stacks_in,
)
from triage.library.nearby import today_in
from triage.library.uploads import GATHER, draft_of, duplicate_of, keep_draft, preview_of_draft
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import stacks as stack_words
from triage.words.voice import Reply
from workspaces.dates import LONG_TERM, parse_date
from workspaces.models import Product
from workspaces.problems import Problem

_GATHER_MORE = GATHER + timedelta(seconds=0.5)
_LOOK_AGAIN = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class FillStack:
    """The form of a stack: opened by the first file or by ``/evidence``, answered by buttons and words."""

    tools: Tools

    async def joined(self, workspace: WorkspaceWatch, chat_id: ChatId, user_id: UserId) -> int:
        """Return the stack that a file without a line belongs to, a new one where none is open."""
        now, change = self.tools.clock(), Change()
        async with self.tools.database.transaction() as transaction:
            known = await open_stack(transaction.connection, chat_id, user_id)
            if known is not None:
                change.amend(JOIN_STACK, the_stack=known.id, new_ready_at=now + _GATHER_MORE)
            else:
                known = self._new(workspace, chat_id, user_id, StackState.GATHERING, total=1)
                add_stack(change, replace(known, ready_at=now + _GATHER_MORE))
            await transaction.write(change)
        return known.id

    async def begin(self, workspace: WorkspaceWatch, chat_id: ChatId, user_id: UserId) -> None:
        """Open the form without a file, or take up the one that is open."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            known = await open_stack(transaction.connection, chat_id, user_id)
            if known is None:
                known = self._new(workspace, chat_id, user_id, StackState.FILLING, total=0)
                add_stack(change, known)
                await transaction.write(change)
                change = Change()
            await self.go_on(transaction, change, workspace, known, known)

    async def is_open(self, chat_id: int, user_id: int) -> bool:
        """Whether somebody's words belong to a form."""
        async with self.tools.database.read() as connection:
            known = await open_stack(connection, chat_id, user_id)
        return known is not None and known.state is StackState.FILLING

    async def leave(self, chat_id: int, user_id: int) -> None:
        """A command came in between: what is typed next is no answer; the answers are kept."""
        if await self.is_open(chat_id, user_id):
            change = Change()
            change.amend(LEAVE_STACK, the_chat=chat_id, the_user=user_id)
            async with self.tools.database.transaction() as transaction:
                await transaction.write(change)

    async def typed(self, workspace: WorkspaceWatch, chat_id: ChatId, user_id: UserId, words: str) -> None:
        """Take typed words as the answer to what was asked last.

        Raises:
            SayableError: what was wrong with them; the form stays as it is.
        """
        async with self.tools.database.transaction() as transaction:
            known = await open_stack(transaction.connection, chat_id, user_id)
            if known is None:
                raise SayableError("alert-old")
            step = next_step(known.answers, has_files=known.total > 0)
            answers = self._read(workspace, step, words.strip())
            await self.go_on(transaction, Change(), workspace, known, answered(known, **answers))

    async def pressed(self, workspace: WorkspaceWatch, stack_id: int, value: str, *, by: UserId) -> None:
        """Take a button as an answer.

        Raises:
            SayableError: an old button, or somebody else's.
        """
        async with self.tools.database.transaction() as transaction:
            known = await self._own(transaction.connection, stack_id, by)
            if known.state is not StackState.FILLING:
                raise SayableError("alert-old")
            new = answered(known, **self._chosen(workspace, value))
            await self.go_on(transaction, Change(), workspace, known, new)

    async def split(self, workspace: WorkspaceWatch, stack_id: int, *, is_each: bool, by: UserId) -> None:
        """「每张一份」 or 「合成一份」.

        Raises:
            SayableError: an old button, or somebody else's.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            known = await self._own(transaction.connection, stack_id, by)
            if known.state is not StackState.ASKED:
                raise SayableError("alert-old")
            if not is_each:
                change.amend(JOIN_UPLOADS, the_stack=known.id, the_group=f"stack:{known.id}")
            new = replace(known, is_each=is_each, state=StackState.FILLING)
            await self.go_on(transaction, change, workspace, known, new)

    async def drop(self, workspace: WorkspaceWatch, stack_id: int, *, by: UserId) -> None:
        """Give the form and its files up.

        Raises:
            SayableError: an old button, or somebody else's.
        """
        async with self.tools.database.transaction() as transaction:
            await self._end(transaction, workspace, await self._own(transaction.connection, stack_id, by))

    async def cancel(self, chat_id: int, user_id: int) -> bool:
        """Leave the form that is open (``/cancel``); whether there was one."""
        async with self.tools.database.transaction() as transaction:
            known = await open_stack(transaction.connection, chat_id, user_id)
            workspace = None if known is None else self.tools.watch.workspaces.get(known.workspace_id)
            if known is None or workspace is None:
                return False
            await self._end(transaction, workspace, known)
        return True

    async def go_on(
        self, transaction: Transaction, change: Change, workspace: WorkspaceWatch, before: Stack, after: Stack
    ) -> None:
        """Ask the next question; with all answers the files are read, or words alone become a draft."""
        step = next_step(after.answers, has_files=after.total > 0)
        if step:
            reply = self.question(workspace, after, step)
            self.say(change, before, reply, after, StackState.FILLING)
        elif after.total:
            change.amend(RELEASE_UPLOADS, the_stack=after.id, at=self.tools.clock())
            voice = self.tools.voice(workspace)
            self.say(change, before, stack_words.reading(voice, 0, after.total), after, StackState.READING)
        else:
            save_stack(change, before, replace(after, state=StackState.DONE))
            add = quick_add(after.answers, workspace.products)
            item = draft_of(self.tools, workspace, add, after.user_id, ())
            await keep_draft(self.tools, change, workspace, item, Place(after.chat_id))
            return
        await transaction.write(change)

    def question(self, workspace: WorkspaceWatch, pile: Stack, step: str) -> Reply:
        """Return the next question."""
        today = today_in(self.tools, workspace)
        products = self._likely(workspace, pile.answers)
        return stack_words.ask_step(self.tools.voice(workspace), pile, step, products=products, today=today)

    def say(self, change: Change, before: Stack, reply: Reply, after: Stack, state: StackState) -> None:
        """Say something about a stack, and keep which message it is."""
        about = About("stack", before.workspace_id)
        row = self.tools.mail.to_chat(change, Place(before.chat_id), reply, about)
        at = self.tools.clock()
        save_stack(change, before, replace(after, state=state, outgoing_id=row, ready_at=at))

    def _read(self, workspace: WorkspaceWatch, step: str, words: str) -> Mapping[str, Any]:
        """Read a typed answer."""
        today = today_in(self.tools, workspace)
        if step == "until":
            day = parse_date(words, today)
            if isinstance(day, Problem):
                raise day.error()
            return {"until": "long" if day == LONG_TERM else day.isoformat()}
        if step == "file":
            raise SayableError("stack-file-wanted")
        changes = read_field(step, words, Setting(list(workspace.products.values()), today))
        if isinstance(changes, Problem):
            raise changes.error()
        return _as_answers(changes)

    def _chosen(self, workspace: WorkspaceWatch, value: str) -> Mapping[str, Any]:
        field, _, given = value.partition(".")
        if field == "kind" and kind_of(given) is not None:
            return {"kind": given}
        if field in ("product", "brand"):
            return self._named(workspace, field, given)
        if field == "until":
            return {"until": "" if given == "none" else given}
        if value == "file.text":
            return {"is_text": True}
        if value == "note.none":
            return {"note": ""}
        raise SayableError("alert-old")

    def _named(self, workspace: WorkspaceWatch, field: str, given: str) -> Mapping[str, Any]:
        if given == "all":
            return {"scope": Scope.WORKSPACE.value}
        product = workspace.products.get(ProductId(int(given))) if given.isdigit() else None
        if product is None:
            raise SayableError("alert-old")
        if field == "brand":
            return {"scope": Scope.BRAND.value, "brand": product.brand}
        return {"scope": Scope.PRODUCT.value, "product_id": int(product.id)}

    def _likely(self, workspace: WorkspaceWatch, answers: Answers) -> list[Product]:
        """Return the products that are offered, the chosen one first, then those promoted last."""
        communities = [known for known in self.tools.watch.communities.values() if known.workspace is workspace]
        promoted = [item for known in communities for item in known.promotions]
        newest = sorted(promoted, key=lambda item: item.posted_at, reverse=True)
        ids = [answers.product_id, *(item.product_id for item in newest), *reversed(workspace.products)]
        known = (workspace.products.get(ProductId(each)) for each in dict.fromkeys(ids) if each is not None)
        return [product for product in known if product is not None]

    async def _own(self, connection: AsyncConnection, stack_id: int, by: UserId) -> Stack:
        known = await find_stack(connection, stack_id)
        if known is None or known.state is StackState.DONE:
            raise SayableError("alert-old")
        if known.user_id != by:
            raise SayableError("alert-not-yours-stack")
        return known

    async def _end(self, transaction: Transaction, workspace: WorkspaceWatch, known: Stack) -> None:
        change = Change()
        change.amend(DROP_UPLOADS, the_stack=known.id)
        self.say(change, known, stack_words.finished(self.tools.voice(workspace), 0), known, StackState.DONE)
        await transaction.write(change)

    def _new(
        self, workspace: WorkspaceWatch, chat_id: ChatId, user_id: UserId, state: StackState, *, total: int
    ) -> Stack:
        now, number = self.tools.clock(), self.tools.new_id()
        place = workspace.workspace.id
        return Stack(
            number, place, chat_id, user_id, state, True, Answers(), total, outgoing_id=None, at=now, ready_at=now
        )


@dataclass(frozen=True, slots=True)
class LookAtStacks:
    """Moves stacks on: asks once all files are there, tells how far reading is, shows the card."""

    tools: Tools
    fill: FillStack

    async def __call__(self) -> None:
        """Look at every stack that is due. Only the process that leads runs it."""
        for state, step in ((StackState.GATHERING, self._ask), (StackState.READING, self._watch)):
            async with self.tools.database.read() as connection:
                due = await stacks_in(connection, state, self.tools.clock())
            for known in due:
                workspace = self.tools.watch.workspaces.get(known.workspace_id)
                if workspace is None:
                    continue
                try:
                    async with self.tools.database.transaction() as transaction:
                        await step(transaction, workspace, known)
                except ConflictError:
                    continue  # the person was quicker; the next look sees what became of it

    async def card(
        self, connection: AsyncConnection, workspace: WorkspaceWatch, known: Stack, at: int
    ) -> tuple[Reply, int]:
        """Return the card at a place of the stack, and how many drafts are left; none left: what to say then."""
        items = await of_batch(connection, known.id)
        voice = self.tools.voice(workspace)
        if not items:
            return stack_words.finished(voice, known.total), 0
        cards = [await self._on_card(connection, workspace, item) for item in items]
        sure = sum(not card.doubts for card in cards)
        place = at % len(cards)
        return stack_words.stack_card(voice, known, cards[place], at=place, total=len(cards), sure=sure), len(cards)

    async def sure_ones(self, connection: AsyncConnection, known: Stack) -> list[Evidence]:
        """Return the drafts of a stack that want nobody's eyes."""
        found = []
        for item in await of_batch(connection, known.id):
            redaction = await find_redaction(connection, item.id)
            is_ready = redaction is None or redaction.step is Step.CHECKING
            has_duplicate = await duplicate_of(connection, item) is not None
            if is_ready and not stack_words.doubts_of(redaction, has_duplicate=has_duplicate):
                found.append(item)
        return found

    async def _on_card(
        self, connection: AsyncConnection, workspace: WorkspaceWatch, item: Evidence
    ) -> stack_words.OnCard:
        redaction = await find_redaction(connection, item.id)
        preview = await preview_of_draft(self.tools, connection, workspace, item, redaction)
        has_duplicate = await duplicate_of(connection, item) is not None
        return stack_words.OnCard(item, preview, stack_words.doubts_of(redaction, has_duplicate=has_duplicate))

    async def _ask(self, transaction: Transaction, workspace: WorkspaceWatch, known: Stack) -> None:
        """All files are there: ask how many items they are, or at once what the one is."""
        change, connection = Change(), transaction.connection
        if await groups_of(connection, known.id, "waiting"):
            save_stack(change, known, replace(known, ready_at=self.tools.clock() + _LOOK_AGAIN))
            await transaction.write(change)
            return
        count = await groups_of(connection, known.id, "held")
        counted = replace(known, total=count)
        if count == 0:
            save_stack(change, known, replace(counted, state=StackState.DONE))
        elif count > 1:
            reply = stack_words.ask_how(self.tools.voice(workspace), counted, count)
            self.fill.say(change, known, reply, counted, StackState.ASKED)
        else:
            await self.fill.go_on(transaction, change, workspace, known, counted)
            return
        await transaction.write(change)

    async def _watch(self, transaction: Transaction, workspace: WorkspaceWatch, known: Stack) -> None:
        """Tell how many files were looked at; with the last one comes the card."""
        change, connection = Change(), transaction.connection
        items, waiting = await of_batch(connection, known.id), await groups_of(connection, known.id, "waiting")
        redactions = [await find_redaction(connection, item.id) for item in items]
        looked_at = sum(each is None or each.step is not Step.READING for each in redactions)
        if waiting or looked_at < len(items):
            self._progress(change, workspace, known, looked_at, len(items) + waiting)
        else:
            await self._show(connection, change, workspace, known, len(items))
        await transaction.write(change)

    def _progress(self, change: Change, workspace: WorkspaceWatch, known: Stack, done: int, total: int) -> None:
        again = replace(known, ready_at=self.tools.clock() + _LOOK_AGAIN, total=total)
        save_stack(change, known, again)
        if done and known.outgoing_id is not None:
            self._reword(change, known, stack_words.reading(self.tools.voice(workspace), done, total))

    async def _show(
        self, connection: AsyncConnection, change: Change, workspace: WorkspaceWatch, known: Stack, count: int
    ) -> None:
        self._reword(change, known, stack_words.ready(self.tools.voice(workspace), count))
        card, _ = await self.card(connection, workspace, known, 0)
        self.tools.mail.preview(change, Place(known.chat_id), card, About("preview", known.workspace_id))
        save_stack(change, known, replace(known, state=StackState.READY, total=count))

    def _reword(self, change: Change, known: Stack, reply: Reply) -> None:
        if known.outgoing_id is None:
            return
        about, row = About("stack", known.workspace_id), OutgoingId(known.outgoing_id)
        self.tools.mail.reword(change, Place(known.chat_id), row, reply, about, is_caption=False)


def _as_answers(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a field's words mean, as the form keeps it."""
    kept = dict(changes)
    if isinstance(kept.get("kind"), EvidenceKind):
        kept["kind"] = kept["kind"].value
    if isinstance(kept.get("scope"), Scope):
        kept["scope"] = kept["scope"].value
    return kept
