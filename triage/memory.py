"""Fill the Watch from the database: whole at start, later what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.ids import ChatId, CommunityId, ConcernId, ProductId, TicketId, UserId, WorkspaceId
from evidence.candidates import count_published
from mailbox.outbox import OutgoingRow
from tickets.agenda import FollowUpRow
from tickets.repository import TicketRow, TimelineRow, last_number
from tickets.threats import marked_of
from triage.crises.incident_rows import incidents_of
from triage.crises.rows import open_crises
from triage.learning.marks import marks_of
from triage.library.records import RecallRow
from triage.repository import (
    VOID,
    WITHDRAWN,
    AnswerRow,
    ConcernRow,
    HumanAnswerRow,
    answer_from,
    concern_from,
    open_requests,
)
from triage.watch import KNOWN_FOR, CommunityWatch, Ours, Recall, Watch, WorkspaceWatch
from workspaces.absences import absences_of
from workspaces.repository import (
    ChatAdminRow,
    CommunityRow,
    PersonRow,
    ProductRow,
    PromotionRow,
    StaffRow,
    WorkspaceRow,
    community_from,
    product_from,
    promotion_from,
    staff_from,
    workspace_from,
)
from workspaces.settings import read_settings

_OVERLAP = timedelta(seconds=5)


class Loader:
    """Reads what the Watch keeps. ``zone`` and ``language`` are the operator's defaults for workspaces."""

    def __init__(self, database: Database, watch: Watch, clock: Clock, *, zone: str, language: str) -> None:
        self._database, self._watch, self._clock = database, watch, clock
        self._zone, self._language = zone, language
        self._seen_until: datetime | None = None

    async def load_all(self) -> None:
        """Fill the Watch, as at start."""
        self._seen_until = self._clock()
        async with self._database.read() as connection:
            for row in await _rows(connection, select(WorkspaceRow)):
                await self._load_workspace(connection, row)
            await self._load_recent(connection, self._clock() - KNOWN_FOR)
            await self._load_languages(connection)

    async def newest_id(self) -> int:
        """Return the highest id that was stored: new ones lie above it, even if the clock was set back meanwhile."""
        keys = (OutgoingRow.c.id, FollowUpRow.c.id, TimelineRow.c.id, TicketRow.c.id, ConcernRow.c.id)
        async with self._database.read() as connection:
            newest = [(await connection.execute(select(func.max(key)))).scalar_one() for key in keys]
        return max((each for each in newest if each is not None), default=0)

    async def load_workspace(self, workspace_id: WorkspaceId) -> None:
        """Read one workspace anew: after a commit that changed its people, goods, proof or settings."""
        async with self._database.read() as connection:
            for row in await _rows(connection, select(WorkspaceRow).where(WorkspaceRow.c.id == workspace_id)):
                await self._load_workspace(connection, row)

    async def load_settings(self) -> None:
        """Read the settings of all workspaces: the command line may have changed them beside us."""
        async with self._database.read() as connection:
            for row in await _rows(connection, select(WorkspaceRow.c.id, WorkspaceRow.c.settings)):
                known = self._watch.workspaces.get(WorkspaceId(row["id"]))
                if known is not None:
                    known.settings = read_settings(row["settings"], zone=self._zone, language=self._language)

    async def load_changes(self) -> None:
        """Read what other workers changed since the last look."""
        since = (self._seen_until or self._clock()) - _OVERLAP
        self._seen_until = self._clock()
        async with self._database.read() as connection:
            for row in await _rows(connection, select(WorkspaceRow).where(WorkspaceRow.c.changed_at >= since)):
                await self._load_workspace(connection, row)
            await self._load_recent(connection, since)
            await self._load_cases(connection, since)
            await self._load_languages(connection)

    async def _load_languages(self, connection: AsyncConnection) -> None:
        chosen = select(PersonRow.c.user_id, PersonRow.c.language).where(PersonRow.c.language.is_not(None))
        self._watch.languages = {UserId(row["user_id"]): row["language"] for row in await _rows(connection, chosen)}

    def forget_old(self) -> None:
        """Let go what is older than two days."""
        for known in self._watch.communities.values():
            known.forget_before(self._clock() - KNOWN_FOR)

    async def _load_workspace(self, connection: AsyncConnection, row: Any) -> None:
        workspace = workspace_from(row)
        settings = read_settings(row["settings"], zone=self._zone, language=self._language)
        old = self._watch.workspaces.get(workspace.id)
        known = old or WorkspaceWatch(workspace, settings)
        known.workspace, known.settings = workspace, settings
        goods, requests = dict(known.products), dict(known.requests)
        await _fill_people(connection, known)
        known.away = {each.user_id: each.cover_id for each in await absences_of(connection, workspace.id)}
        products = await _rows(connection, select(ProductRow).where(ProductRow.c.workspace_id == workspace.id))
        found = {ProductId(product["id"]): product_from(product) for product in products}
        asked = {item.product_id: item for item in await open_requests(connection, workspace.id)}
        # What another lane committed while we read is newer than what we read.
        known.products = _newest(goods, known.products, found)
        known.forget_shelf()
        known.recalls = await _recalls(connection, workspace.id)
        known.shelf_count = await count_published(connection, workspace.id)
        known.requests = _newest(requests, known.requests, asked)
        known.incidents = tuple(await incidents_of(connection, workspace.id))
        marks = await marks_of(connection, workspace.id)
        known.keep_lessons({mark.id: mark.lesson for mark in reversed(marks)})
        known.last_number = max(known.last_number, await last_number(connection, workspace.id))
        known.marked = await marked_of(connection, workspace.id)
        if old is None:
            self._watch.workspaces[workspace.id] = known
            await _fill_cases(connection, known)
        await self._load_communities(connection, known)

    async def _load_communities(self, connection: AsyncConnection, known: WorkspaceWatch) -> None:
        query = select(CommunityRow).where(CommunityRow.c.workspace_id == known.workspace.id)
        present = {}
        for row in await _rows(connection, query):
            community = community_from(row)
            if community.is_present:
                present[community.id] = community
        mine = {chat: watch for chat, watch in self._watch.communities.items() if watch.workspace is known}
        by_id = {watch.community.id: watch for watch in mine.values()}
        goings = await _statements(connection, known.workspace.id)
        # The gate looks on while rows are read, so a group that stays is never missing in between.
        for community in present.values():
            watch = by_id.get(community.id) or await self._new_community(connection, CommunityWatch(community, known))
            admins = select(ChatAdminRow).where(ChatAdminRow.c.community_id == community.id)
            watch.admins = {UserId(row["user_id"]): row["name"] for row in await _rows(connection, admins)}
            posted = list(watch.promotions)
            read = await _promotions(connection, community.id, self._clock() - KNOWN_FOR)
            newest = _newest(_by_id(posted), _by_id(watch.promotions), _by_id(read))
            watch.promotions = sorted(newest.values(), key=lambda item: item.posted_at, reverse=True)
            watch.statements = goings.get(community.id, {})
            await _learn_what_was_wrong(connection, watch, self._clock() - KNOWN_FOR)
            watch.community = community
            self._watch.communities[community.chat_id] = watch
        for chat in mine.keys() - {community.chat_id for community in present.values()}:
            self._watch.communities.pop(chat, None)

    async def _new_community(self, connection: AsyncConnection, watch: CommunityWatch) -> CommunityWatch:
        self._watch.communities[watch.community.chat_id] = watch
        since = self._clock() - KNOWN_FOR
        mine = ConcernRow.c.community_id == watch.community.id
        await self._load_recent(connection, since, mine, AnswerRow.c.community_id == watch.community.id)
        return watch

    async def _load_recent(self, connection: AsyncConnection, since: datetime, *only: Any) -> None:
        concerns, answers = (only or (None, None))[:2]
        query = select(ConcernRow).where(ConcernRow.c.at >= since).order_by(ConcernRow.c.id)
        for row in await _rows(connection, query if concerns is None else query.where(concerns)):
            known = self._watch.communities.get(ChatId(row["chat_id"]))
            if known is not None and known.community.id == row["community_id"]:  # a released group keeps its own
                known.remember(concern_from(row))
        counting = select(AnswerRow).where(AnswerRow.c.kind != WITHDRAWN)
        query = counting.where(AnswerRow.c.at >= since).order_by(AnswerRow.c.id)
        by_community = {known.community.id: known for known in self._watch.communities.values()}
        for row in await _rows(connection, query if answers is None else query.where(answers)):
            watch = by_community.get(CommunityId(row["community_id"]))
            answer = answer_from(row)
            if watch is not None and all(answer.id != there.id for there in watch.answers):
                watch.answers.append(answer)
        humans = select(HumanAnswerRow).where(HumanAnswerRow.c.at >= since)
        for row in await _rows(connection, humans):
            watch = by_community.get(CommunityId(row["community_id"]))
            if watch is not None and watch.community.chat_id == row["chat_id"]:
                watch.answered_by_human.add(row["message_id"])
        await self._load_ours(connection, since)

    async def _load_ours(self, connection: AsyncConnection, since: datetime) -> None:
        query = select(OutgoingRow).where(OutgoingRow.c.settled_at >= since, OutgoingRow.c.state == "sent")
        for row in await _rows(connection, query):
            known = self._watch.communities.get(ChatId(row["chat_id"]))
            if known is not None and row["workspace_id"] in (None, known.workspace.workspace.id):
                remember_ours(known, row["message_ids"] or [], row["concern_id"], row["ticket_id"])

    async def _load_cases(self, connection: AsyncConnection, since: datetime) -> None:
        query = select(TicketRow.c.workspace_id, TicketRow.c.member_id, TicketRow.c.state, TicketRow.c.number)
        for row in (await connection.execute(query.where(TicketRow.c.changed_at >= since))).all():
            known = self._watch.workspaces.get(WorkspaceId(row.workspace_id))
            if known is not None:
                known.last_number = max(known.last_number, row.number or 0)
                if row.state in ("open", "waiting"):
                    known.cases.add(UserId(row.member_id))


def remember_ours(
    known: CommunityWatch, message_ids: Sequence[int], concern_id: int | None, ticket_id: int | None
) -> None:
    """Take note of messages that we sent about a concern or ticket."""
    if concern_id is None and ticket_id is None:
        return
    concern = None if concern_id is None else ConcernId(concern_id)
    about = Ours(concern, None if ticket_id is None else TicketId(ticket_id))
    known.ours.update(dict.fromkeys(message_ids, about))


def _by_id(items: Iterable[Any]) -> dict[Any, Any]:
    return {item.id: item for item in items}


def _newest(before: Mapping[Any, Any], now: Mapping[Any, Any], read: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return what was read, and over it what changed in memory meanwhile: ``before`` the reading began, and ``now``."""
    changed = {key: value for key, value in now.items() if before.get(key) is not value}
    gone = before.keys() - now.keys()
    return {**{key: value for key, value in read.items() if key not in gone}, **changed}


async def _fill_people(connection: AsyncConnection, known: WorkspaceWatch) -> None:
    query = (
        select(StaffRow, PersonRow.c.started_at, PersonRow.c.is_blocked, PersonRow.c.workspace_id.label("chosen"))
        .outerjoin(PersonRow, PersonRow.c.user_id == StaffRow.c.user_id)
        .where(StaffRow.c.workspace_id == known.workspace.id)
        .order_by(StaffRow.c.since, StaffRow.c.user_id)
    )
    rows = await _rows(connection, query)
    known.staff = {UserId(row["user_id"]): staff_from(row) for row in rows}
    known.reachable = {
        UserId(row["user_id"]) for row in rows if row["started_at"] is not None and not row["is_blocked"]
    }
    known.chosen_by = {UserId(row["user_id"]) for row in rows if row["chosen"] == known.workspace.id}


async def _fill_cases(connection: AsyncConnection, known: WorkspaceWatch) -> None:
    query = select(TicketRow.c.member_id).where(
        TicketRow.c.workspace_id == known.workspace.id, TicketRow.c.state.in_(("open", "waiting"))
    )
    known.cases = {UserId(member) for member in (await connection.execute(query)).scalars()}


async def _learn_what_was_wrong(connection: AsyncConnection, watch: CommunityWatch, since: datetime) -> None:
    """Staff may have marked concerns as false alarms and so taken our answers back, on whichever worker."""
    wrong = select(ConcernRow).where(
        ConcernRow.c.community_id == watch.community.id, ConcernRow.c.at >= since, ConcernRow.c.decision.in_(VOID)
    )
    for concern in [concern_from(row) for row in await _rows(connection, wrong)]:
        if concern.message_id in watch.concerns:
            watch.concerns[concern.message_id] = concern
        watch.answers = [answer for answer in watch.answers if answer.concern_id != concern.id]


async def _statements(
    connection: AsyncConnection, workspace_id: WorkspaceId
) -> dict[CommunityId, dict[ProductId, int]]:
    """Return the statements of the crises that go on, by community and product."""
    found: dict[CommunityId, dict[ProductId, int]] = {}
    for crisis in await open_crises(connection, workspace_id):
        if crisis.answer_id is not None:
            found.setdefault(crisis.community_id, {})[crisis.product_id] = crisis.answer_id
    return found


async def _promotions(connection: AsyncConnection, community_id: CommunityId, since: datetime) -> list[Any]:
    query = (
        select(PromotionRow)
        .where(PromotionRow.c.community_id == community_id, PromotionRow.c.posted_at >= since)
        .order_by(PromotionRow.c.posted_at.desc())
    )
    return [promotion_from(row) for row in await _rows(connection, query)]


async def _recalls(connection: AsyncConnection, workspace_id: WorkspaceId) -> dict[ProductId, Recall]:
    query = select(RecallRow).where(RecallRow.c.workspace_id == workspace_id, RecallRow.c.state == "open")
    found = [
        Recall(ProductId(row["product_id"]), row["what"], row["remedy"], row["at"])
        for row in await _rows(connection, query.order_by(RecallRow.c.id))
    ]
    return {recall.product_id: recall for recall in found}


async def _rows(connection: AsyncConnection, query: Select[Any]) -> Sequence[Any]:
    rows: Sequence[Any] = (await connection.execute(query)).mappings().all()
    return rows
