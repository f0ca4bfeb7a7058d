"""Praise said in a group: collected where the owner wants it, approved, agreed to by its author, quoted as said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment, Change
from core.errors import SayableError
from core.ids import ChatId, CommunityId, EvidenceId, ProductId, UserId
from evidence.models import Evidence, EvidenceKind, EvidenceState, Scope
from evidence.shelf import UploadRow, add_evidence
from triage.library.editing import EditEvidence
from triage.library.records import PraiseRow
from triage.mail import About, Place, heads
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import praise as praise_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.repository import TOUCH, person_started
from workspaces.rights import Action, may

CARDS_A_DAY = 5
"""Candidates that staff are shown at once; the others wait under /praise."""
_WORDS_KEPT = 300
_LISTED = 5
_SETTLE = Amendment(
    "settle praise",
    update(PraiseRow)
    .where(PraiseRow.c.id == bindparam("the_praise"), PraiseRow.c.state == bindparam("old_state"))
    .values(state=bindparam("new_state"), evidence_id=bindparam("the_item")),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class NotePraise:
    """Keeps praise of a known product as a candidate; nobody but staff sees it."""

    tools: Tools

    async def __call__(self, community: CommunityWatch, message: MessageLook, product_id: ProductId) -> Change:
        """Return the Change; an empty one where it was kept before."""
        change, workspace = Change(), community.workspace
        number, now = self.tools.new_id(), self.tools.clock()
        row = {
            "id": number,
            "workspace_id": workspace.workspace.id,
            "community_id": community.community.id,
            "chat_id": message.chat.id,
            "message_id": message.message_id,
            "member_id": message.from_.id if message.from_ else 0,
            "member_name": (message.from_.name if message.from_ else "")[:255],
            "words": message.words[:_WORDS_KEPT],
            "file_id": message.photo_id,
            "product_id": product_id,
            "state": "candidate",
            "at": message.at,
        }
        async with self.tools.database.read() as connection:
            same = (PraiseRow.c.community_id == row["community_id"], PraiseRow.c.message_id == message.message_id)
            if (await connection.execute(select(PraiseRow.c.id).where(*same))).first() is not None:
                return change
            today = await _count_since(connection, workspace, now - timedelta(days=1))
        change.add(PraiseRow, **row)
        if today < CARDS_A_DAY:
            card = praise_words.candidate(self.tools.voice(workspace), row, workspace.products.get(product_id))
            about = About("staff-praise", workspace.workspace.id)
            self.tools.mail.to_staff(change, workspace, card, about, heads(workspace))
        return change


@dataclass(frozen=True, slots=True)
class HandlePraise:
    """Staff approve, the author agrees or not, and may take it back at any time."""

    tools: Tools
    edit: EditEvidence

    async def waiting(self, workspace: WorkspaceWatch) -> list[Reply]:
        """Return the oldest candidates that nobody has decided about."""
        query = (
            select(PraiseRow)
            .where(PraiseRow.c.workspace_id == workspace.workspace.id, PraiseRow.c.state == "candidate")
            .order_by(PraiseRow.c.id)
            .limit(_LISTED)
        )
        async with self.tools.database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        voice = self.tools.voice(workspace)
        return [praise_words.candidate(voice, row, workspace.products.get(row["product_id"])) for row in rows]

    async def decide(self, praise_id: int, *, is_wanted: bool, by: UserId) -> Reply:
        """Staff say yes or no; with a yes the author is asked, if that person has started the bot.

        Raises:
            SayableError: gone, decided before, or not theirs to decide.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            row, workspace = await self._row(transaction.connection, praise_id, "candidate")
            if not may(workspace.role_of(by), Action.KEEP_EVIDENCE):
                raise SayableError("alert-staff-only")
            can_ask = await person_started(transaction.connection, UserId(row["member_id"]))
            state = "skipped" if not is_wanted else "asked" if can_ask else "approved"
            self._settle(change, row, state, by, "praise.decide", by_staff=by)
            voice = self.tools.voice(workspace)
            if state == "asked":
                ask = praise_words.ask_author(voice, row, self._group(row["community_id"]))
                about = About("praise-ask", workspace.workspace.id, dedupe_key=f"praise:{praise_id}")
                self.tools.mail.to_chat(change, Place(ChatId(row["member_id"])), ask, about)
            await transaction.write(change)
        return Reply(voice.words(f"praise-{state}"))

    async def answer(self, praise_id: int, *, is_agreed: bool, by: UserId) -> Reply:
        """The author agrees, or not. Agreed: it goes on file as it was said, the name masked.

        Raises:
            SayableError: gone, answered before, or somebody else's.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            row, workspace = await self._row(transaction.connection, praise_id, "asked")
            if row["member_id"] != by:
                raise SayableError("alert-not-yours")
            item = self._item(row, workspace) if is_agreed else None
            self._settle(change, row, "agreed" if is_agreed else "refused", by, "praise.answer", item=item)
            if item is not None:
                add_evidence(change, item)
                self._fetch_photo(change, row, item, workspace)
                change.amend(TOUCH, the_workspace=workspace.workspace.id, at=self.tools.clock())
                place = workspace.workspace.id
                transaction.then.append(lambda: self.tools.loader.load_workspace(place))
            await transaction.write(change)
        voice = self.tools.voice(workspace)
        return praise_words.agreed(voice, row) if is_agreed else Reply(voice.words("praise-refused"))

    async def withdraw(self, praise_id: int, *, by: UserId) -> Reply:
        """The author takes it back: it is retired, and answers that showed it say so.

        Raises:
            SayableError: gone, or somebody else's.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            row, workspace = await self._row(transaction.connection, praise_id, "agreed")
            if row["member_id"] != by:
                raise SayableError("alert-not-yours")
            self._settle(change, row, "withdrawn", by, "praise.withdraw")
            await transaction.write(change)
            await self.edit.retire(workspace, EvidenceId(row["evidence_id"]), by=by)
        return Reply(self.tools.voice(workspace).words("praise-withdrawn"))

    async def _row(self, connection: AsyncConnection, praise_id: int, state: str) -> tuple[Any, WorkspaceWatch]:
        query = select(PraiseRow).where(PraiseRow.c.id == praise_id, PraiseRow.c.state == state)
        row = (await connection.execute(query)).mappings().one_or_none()
        workspace = None if row is None else self.tools.watch.workspaces.get(row["workspace_id"])
        if row is None or workspace is None:
            raise SayableError("alert-old")
        return row, workspace

    def _settle(
        self,
        change: Change,
        row: Any,
        state: str,
        by: UserId,
        action: str,
        *,
        item: Evidence | None = None,
        by_staff: UserId | None = None,
    ) -> None:
        item_id = row["evidence_id"] if item is None else item.id
        change.amend(_SETTLE, the_praise=row["id"], old_state=row["state"], new_state=state, the_item=item_id)
        now, subject = self.tools.clock(), f"praise:{row['id']}"
        actor = by if by_staff is None else by_staff
        note(change, self.tools.new_id(), row["workspace_id"], actor, action, subject, now, state=state)

    def _item(self, row: Any, workspace: WorkspaceWatch) -> Evidence:
        now = self.tools.clock()
        return Evidence(
            id=EvidenceId(self.tools.new_id()),
            workspace_id=workspace.workspace.id,
            kind=EvidenceKind.FEEDBACK,
            scope=Scope.PRODUCT,
            product_id=row["product_id"],
            brand="",
            note=row["words"],
            state=EvidenceState.PUBLISHED,
            files=(),
            valid_until=None,
            uploaded_by=UserId(row["member_id"]),
            created_at=now,
            published_at=now,
            issuer=masked(row["member_name"]),
            issued_on=row["at"].astimezone(workspace.zone).date(),
        )

    def _fetch_photo(self, change: Change, row: Any, item: Evidence, workspace: WorkspaceWatch) -> None:
        """Let the author's photo be read and covered like any other, and shown to the owner before it counts."""
        owner = workspace.workspace.owner_id
        if not row["file_id"] or owner not in workspace.reachable:
            return
        change.add(
            UploadRow,
            id=self.tools.new_id(),
            workspace_id=item.workspace_id,
            chat_id=owner,
            user_id=owner,
            message_id=0,
            group_id=f"praise:{row['id']}",
            arguments="",
            file_id=row["file_id"],
            file_name="",
            mime="image/jpeg",
            state="waiting",
            ready_at=self.tools.clock(),
            attempts=0,
            replaces_id=item.id,
        )

    def _group(self, community_id: int) -> str:
        known = self.tools.watch.community(CommunityId(community_id))
        return "" if known is None else known.community.title


def masked(name: str) -> str:
    """Return 「小*」: the first sign of a name."""
    return f"{name.strip()[:1]}*"


async def _count_since(connection: AsyncConnection, workspace: WorkspaceWatch, since: Any) -> int:
    query = select(func.count()).where(PraiseRow.c.workspace_id == workspace.workspace.id, PraiseRow.c.at >= since)
    return int((await connection.execute(query)).scalar_one())
