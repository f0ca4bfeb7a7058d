"""The form of a stack of files without a line: asked once for all of them, answered by buttons and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import ChatId, ProductId, UserId
from evidence.machine.reader import ReadsPictures
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
    next_step,
    open_stack,
    quick_add,
    save_stack,
)
from triage.library.drafting import draft_of, keep_draft
from triage.library.nearby import today_in
from triage.library.stack_answers import read_button, read_words
from triage.library.uploads import GATHER
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import stacks as stack_words
from triage.words.voice import Reply
from workspaces.lookup import find_product
from workspaces.models import Product

_GATHER_MORE = GATHER + timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class FillStack:
    """The form of a stack: opened by the first file or by ``/evidence``, answered by buttons and words."""

    tools: Tools
    reader: ReadsPictures

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
            answers = read_words(workspace, step, words.strip(), today_in(self.tools, workspace))
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
            new = answered(known, **read_button(workspace, value))
            await self.go_on(transaction, Change(), workspace, known, new)

    async def unknown_name(self, stack_id: int, *, by: UserId) -> str:
        """Return the name that was typed and that no product has.

        Raises:
            SayableError: an old button, or somebody else's.
        """
        async with self.tools.database.read() as connection:
            known = await self._own(connection, stack_id, by)
        if not known.answers.unknown:
            raise SayableError("alert-old")
        return known.answers.unknown

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
        asked = stack_words.Asked(
            step, self._likely(workspace, pile.answers), today_in(self.tools, workspace), self.reader.is_there
        )
        return stack_words.ask_step(self.tools.voice(workspace), pile, asked)

    def say(self, change: Change, before: Stack, reply: Reply, after: Stack, state: StackState) -> None:
        """Say something about a stack, and keep which message it is."""
        about = About("stack", before.workspace_id)
        row = self.tools.mail.to_chat(change, Place(before.chat_id), reply, about)
        at = self.tools.clock()
        save_stack(change, before, replace(after, state=state, outgoing_id=row, ready_at=at))

    def _likely(self, workspace: WorkspaceWatch, answers: Answers) -> list[Product]:
        """Return the products that are offered: near an unknown name, else the chosen one, then those promoted last."""
        if answers.unknown and answers.scope is None:
            return list(find_product(answers.unknown, list(workspace.products.values())).choices)
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
