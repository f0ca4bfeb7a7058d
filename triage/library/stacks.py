"""Files without a line, one after another: gathered, read, and decided on one card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import ConflictError
from core.ids import OutgoingId
from evidence.browsing import of_batch
from evidence.models import Evidence
from evidence.redactions import Step, find_redaction
from evidence.stacks import (
    Stack,
    StackState,
    groups_of,
    save_stack,
    stacks_in,
)
from triage.library.drafting import duplicate_of, preview_of_draft
from triage.library.stack_form import FillStack
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import stacks as stack_words
from triage.words.voice import Reply

_LOOK_AGAIN = timedelta(seconds=1)


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
