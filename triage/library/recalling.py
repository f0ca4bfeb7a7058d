"""「When we were wrong」: answers for a product stop, what was posted says so, and everybody concerned is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment, Change
from core.errors import SayableError
from core.ids import ChatId, CommunityId, ProductId, UserId
from detection.finding import Kind
from mailbox.models import Urgency
from mailbox.outbox import OutgoingRow
from tickets.repository import TicketRow
from tickets.schedule import next_window
from triage.library.corrections import CorrectAnswers
from triage.library.records import RecallRow
from triage.mail import About, Place
from triage.repository import AnswerRow, ConcernRow
from triage.tools import Tools
from triage.watch import Recall, WorkspaceWatch
from triage.words import alerts
from triage.words import recalls as recall_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.lookup import find_product
from workspaces.models import Product
from workspaces.repository import TOUCH, PersonRow

LONGEST = 200
_OPEN = Amendment(
    "open a recall",
    update(RecallRow)
    .where(RecallRow.c.id == bindparam("the_recall"), RecallRow.c.state == "draft")
    .values(state="open", told=bindparam("who")),
    must_match=True,
)
_END = Amendment(
    "end a recall",
    update(RecallRow)
    .where(RecallRow.c.product_id == bindparam("the_product"), RecallRow.c.state == "open")
    .values(state="over"),
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who asked about the product or has a ticket about it."""

    member_id: UserId
    name: str
    community_id: int
    may_write: bool  # started the bot, and does not mind being written to


@dataclass(frozen=True, slots=True)
class RecallProduct:
    """The owner says that we were wrong about a product: previewed first, then done in one step."""

    tools: Tools
    correct: CorrectAnswers

    def product(self, workspace: WorkspaceWatch, name: str) -> Product:
        """Return the product that is named.

        Raises:
            SayableError: there is none, or several.
        """
        match = find_product(name, list(workspace.products.values()))
        if match.product is None:
            raise alerts.unknown_product(name, [product.name for product in match.choices])
        return match.product

    async def preview(
        self, workspace: WorkspaceWatch, product_id: ProductId, what: str, remedy: str, by: UserId
    ) -> Reply:
        """Keep what is going to be said, and show to whom; nothing is said yet.

        Raises:
            SayableError: too long, or the product is gone.
        """
        for words in (what, remedy):
            if not words.strip() or len(words) > LONGEST:
                raise SayableError("problem-field-too-long", count=str(len(words)), limit=str(LONGEST))
        product, change, number = workspace.products.get(product_id), Change(), self.tools.new_id()
        if product is None:
            raise SayableError("alert-old")
        recall = {"product_id": product_id, "what": what.strip(), "remedy": remedy.strip(), "by": by}
        place = {"workspace_id": workspace.workspace.id, "at": self.tools.clock(), "state": "draft", "told": []}
        change.add(RecallRow, id=number, **recall, **place)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            people = await _concerned(transaction.connection, workspace, product_id)
            answers = await _answers_about(transaction.connection, product_id)
        voice = self.tools.voice(workspace)
        return recall_words.preview(
            voice, number, product, what.strip(), remedy.strip(), answers=len(answers), people=len(people)
        )

    async def __call__(self, workspace: WorkspaceWatch, recall_id: int, *, by: UserId) -> Reply:
        """Do it: answers stop, posted ones get a note, the apology goes to the owner as a draft, all are told once.

        Raises:
            SayableError: it was done before, or was never previewed here.
        """
        change, now, place = Change(), self.tools.clock(), workspace.workspace.id
        async with self.tools.database.transaction() as transaction:
            query = select(RecallRow).where(RecallRow.c.id == recall_id, RecallRow.c.workspace_id == place)
            row = (await transaction.execute(query.where(RecallRow.c.state == "draft"))).mappings().one_or_none()
            product = None if row is None else workspace.products.get(ProductId(row["product_id"]))
            if row is None or product is None:
                raise SayableError("alert-old")
            recall = Recall(product.id, row["what"], row["remedy"], now)
            people = await _concerned(transaction.connection, workspace, product.id)
            answers = await _answers_about(transaction.connection, product.id)
            for answer in answers:
                text = recall_words.note(self.tools.voice(workspace), recall)
                self.correct.add_note(change, answer, "recall", text)
            self._tell(change, workspace, product, recall, people)
            change.amend(_OPEN, the_recall=recall_id, who=[int(person.member_id) for person in people])
            change.amend(TOUCH, the_workspace=place, at=now)
            details = {"what": recall.what, "remedy": recall.remedy, "answers": len(answers), "told": len(people)}
            note(change, self.tools.new_id(), place, by, "product.recall", f"product:{product.id}", now, **details)
            change.after.append(lambda: _recalled(workspace, recall))
            await transaction.write(change)
        voice = self.tools.voice(workspace)
        return recall_words.done(voice, product, recall, answers=len(answers), people=len(people))

    async def end(self, workspace: WorkspaceWatch, product: Product, *, by: UserId) -> Reply:
        """The product is answered for again.

        Raises:
            SayableError: it is not recalled.
        """
        if product.id not in workspace.recalls:
            raise SayableError("recall-none", product=product.name)
        change, now, place = Change(), self.tools.clock(), workspace.workspace.id
        change.amend(_END, the_product=product.id)
        change.amend(TOUCH, the_workspace=place, at=now)
        note(change, self.tools.new_id(), place, by, "product.recall_over", f"product:{product.id}", now)
        change.after.append(lambda: _answered_again(workspace, product.id))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        return recall_words.over(self.tools.voice(workspace), product)

    def _tell(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        product: Product,
        recall: Recall,
        people: Sequence[Concerned],
    ) -> None:
        """Write to those who may be written to, in a contact window; name the others once in their group."""
        voice, timetable = self.tools.voice(workspace), workspace.timetable
        window = next_window(self.tools.clock(), timetable.windows, timetable.zone)
        by_group: dict[int, list[Concerned]] = defaultdict(list)
        for person in people:
            if not person.may_write:
                by_group[person.community_id].append(person)
                continue
            community = self.tools.watch.community(CommunityId(person.community_id))
            group = "" if community is None else community.community.title
            reply = recall_words.told(voice, product, recall, name=person.name, group=group)
            key = f"recall:{product.id}:{int(recall.at.timestamp())}:{person.member_id}"
            about = About("recall", workspace.workspace.id, dedupe_key=key)
            place = Place(ChatId(person.member_id))
            self.tools.mail.to_chat(change, place, reply, about, urgency=Urgency.BULK, not_before=window)
        for community in self.tools.watch.communities.values():
            waiting = by_group.get(community.community.id, [])
            names = [(person.name, person.member_id) for person in waiting]
            for reply in recall_words.told_in_group(voice, product, recall, names):
                about = About("recall", workspace.workspace.id)
                self.tools.mail.point(change, community, Place(community.community.chat_id), reply, about, at=None)


def _recalled(workspace: WorkspaceWatch, recall: Recall) -> None:
    workspace.recalls[recall.product_id] = recall


def _answered_again(workspace: WorkspaceWatch, product_id: ProductId) -> None:
    workspace.recalls.pop(product_id, None)


async def _answers_about(connection: AsyncConnection, product_id: ProductId) -> Sequence[Any]:
    """Return the full answers about a product that stand in their groups."""
    sent = (OutgoingRow.c.method, OutgoingRow.c.payload, OutgoingRow.c.state, OutgoingRow.c.message_ids)
    query = (
        select(AnswerRow.c.id.label("answer_id"), AnswerRow, OutgoingRow.c.chat_id, *sent)
        .join(OutgoingRow, OutgoingRow.c.id == AnswerRow.c.outgoing_id)
        .where(AnswerRow.c.product_id == product_id, AnswerRow.c.kind == "full")
        .where(OutgoingRow.c.state.in_(("waiting", "sending", "sent")))
        .order_by(AnswerRow.c.id.desc())
    )
    return (await connection.execute(query)).mappings().all()


async def _concerned(connection: AsyncConnection, workspace: WorkspaceWatch, product_id: ProductId) -> list[Concerned]:
    """Return everybody who asked about a product or has a ticket about it, each once."""
    doubts = select(ConcernRow.c.member_id, ConcernRow.c.member_name, ConcernRow.c.community_id).where(
        ConcernRow.c.product_id == product_id,
        ConcernRow.c.workspace_id == workspace.workspace.id,
        ConcernRow.c.kind != Kind.PRAISE.value,
        ConcernRow.c.decision != "false",
    )
    row = TicketRow.c
    cases = select(row.member_id, row.member_name, row.community_id, row.may_contact).where(
        TicketRow.c.product_id == product_id, TicketRow.c.workspace_id == workspace.workspace.id
    )
    tickets = (await connection.execute(cases)).all()
    silent = {row.member_id for row in tickets if not row.may_contact}
    rows = {row.member_id: row for row in [*(await connection.execute(doubts)).all(), *tickets]}
    query = select(PersonRow.c.user_id).where(
        PersonRow.c.user_id.in_(list(rows)), PersonRow.c.started_at.is_not(None), PersonRow.c.is_blocked.is_(False)
    )
    reachable = set((await connection.execute(query)).scalars())
    return [
        Concerned(UserId(key), row.member_name, row.community_id, key in reachable)
        for key, row in rows.items()
        if key not in silent and key not in workspace.staff
    ]
