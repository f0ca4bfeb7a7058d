"""A workspace on a real database, its Watch built from the rows, and a clock that only moves when told to."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from core.change import Change
from core.database import Database
from core.ids import ChatId, CommunityId, EvidenceId, IdMaker, ProductId, PromotionId, TicketId, UserId, WorkspaceId
from core.texts import build_texts
from core.writer import Writer
from evidence.models import Evidence, EvidenceKind, EvidenceState, Scope
from evidence.shelf import add_evidence
from mailbox.outbox import OutgoingRow
from tickets.agenda import waiting_follow_ups
from tickets.models import FollowUp, Ticket
from tickets.repository import TicketRow, ticket_from
from triage.answering import Answering
from triage.calling import CallHuman
from triage.desk.cases import Cases
from triage.extending import FindExtension
from triage.guarding import GuardMembers
from triage.intake import Intake
from triage.learning.withdrawing import WithdrawAnswers
from triage.library.corrections import CorrectAnswers
from triage.library.editing import EditEvidence
from triage.library.holding import HoldBackAnswer
from triage.library.publish import PublishEvidence
from triage.mail import Mail
from triage.memory import Loader
from triage.posts import StaffPosts
from triage.reading import Reader
from triage.tools import Tools
from triage.updates import look_at
from triage.watch import CommunityWatch, Watch, WorkspaceWatch
from workspaces.models import Community, Mode, Product, Promotion, Role, Staff, Workspace
from workspaces.repository import PersonRow, add_community, add_product, add_promotion, add_staff, add_workspace

Result = TypeVar("Result")
SHANGHAI = ZoneInfo("Asia/Shanghai")
OWNER, ADMIN, LIAISON, STRANGER = (UserId(number) for number in (1, 2, 3, 9))
AN, BOBO, XIAOYU, DOUDOU = (UserId(number) for number in (11, 12, 13, 14))
NAMES = {11: "阿安", 12: "波波", 13: "小鱼", 14: "豆豆", 1: "群主", 2: "小助", 3: "老李", 9: "路人"}
MINE, THEIRS = WorkspaceId(100), WorkspaceId(200)
HOME, SECOND_HOME, ELSEWHERE = CommunityId(101), CommunityId(102), CommunityId(201)
CHAT, SECOND_CHAT, OTHER_CHAT = ChatId(-1001), ChatId(-1002), ChatId(-1009)
SPRAY, MASK = ProductId(111), ProductId(112)
POST = 500
DOUBT = "19块9还包邮,这肯定是假货吧,真货怎么会卖这么便宜"
COMPLAINT = "快递都五天了还停在上海,一动不动"


def local(text: str) -> datetime:
    """Return ``11-22 15:30`` of 2026 in Shanghai as UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI).astimezone(UTC)


class Hands:
    """A clock that only moves when told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)

    def at(self, text: str) -> None:
        self.now = local(text)


def community(community_id: CommunityId, chat: ChatId, workspace: WorkspaceId = MINE, **changes: Any) -> Community:
    usual = Community(
        community_id, workspace, chat, f"群{chat}", "supergroup", is_forum=False, is_present=True, mode=Mode.AUTO
    )
    return replace(usual, **changes)


def proof(number: int, kind: EvidenceKind, **changes: Any) -> Evidence:
    """Return a published text-only item about the spray."""
    usual = Evidence(
        id=EvidenceId(number),
        workspace_id=MINE,
        kind=kind,
        scope=Scope.PRODUCT,
        product_id=SPRAY,
        brand="",
        note="说明",
        state=EvidenceState.PUBLISHED,
        files=(),
        valid_until=date(2026, 12, 31),
        uploaded_by=OWNER,
        created_at=local("11-15 09:00"),
        published_at=local("11-15 09:00"),
    )
    return replace(usual, **changes)


LETTER, ROUTE = proof(901, EvidenceKind.AUTHORIZATION), proof(902, EvidenceKind.LOGISTICS)


@dataclass
class World:
    """What one process knows, and hands to speak and look with."""

    database: Database
    clock: Hands
    tools: Tools
    message_ids: Any = field(default_factory=lambda: itertools.count(1000))

    @property
    def cases(self) -> Cases:
        return Cases(self.tools)

    @property
    def watch(self) -> Watch:
        return self.tools.watch

    @property
    def mine(self) -> WorkspaceWatch:
        return self.watch.workspaces[MINE]

    @property
    def home(self) -> CommunityWatch:
        return self.watch.communities[CHAT]

    @property
    def intake(self) -> Intake:
        cases, reader = self.cases, Reader(self.tools)
        posts, answering = StaffPosts(self.tools, cases), Answering(self.tools, cases)
        return Intake(
            self.tools,
            reader,
            posts,
            answering,
            CallHuman(self.tools, reader, cases),
            GuardMembers(self.tools),
            WithdrawAnswers(self.tools, cases),
            FindExtension(self.tools, reader),
        )

    @property
    def edit(self) -> EditEvidence:
        return EditEvidence(self.tools, CorrectAnswers(self.tools, HoldBackAnswer(self.tools)))

    @property
    def publish(self) -> PublishEvidence:
        return PublishEvidence(self.tools, self.cases, self.edit)

    async def keep(self, change: Change) -> None:
        """Store a Change, and read everything anew as at start."""
        await self.tools.writer.commit(change)
        await self.tools.loader.load_all()

    async def says(
        self,
        who: UserId,
        text: str = "",
        *,
        chat: ChatId = CHAT,
        reply_to: int | None = None,
        message_id: int | None = None,
        at: datetime | None = None,
        **more: Any,
    ) -> int:
        """Let somebody write in a community and handle it; return the message id."""
        number = message_id or next(self.message_ids)
        body = message(who, text, chat=chat, reply_to=reply_to, number=number, at=at or self.clock.now, **more)
        kind = "edited_message" if "edit_date" in more else "message"
        change = await self.intake(look_at(json.dumps({"update_id": number, kind: body})))
        await self.tools.writer.commit(change)
        return number

    async def rows(self, table: Table, **equal: Any) -> list[Any]:
        """Return the rows of a table, oldest first."""
        query = select(table).order_by(*table.primary_key.columns)
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        async with self.database.read() as connection:
            return list((await connection.execute(query)).mappings())

    async def sent(self, chat: int | None = CHAT) -> list[str]:
        """Return the purposes of what is owed to a chat, oldest first (None: to any)."""
        rows = await self.rows(OutgoingRow)
        return [row["purpose"] for row in rows if chat is None or row["chat_id"] == chat]

    async def texts(self, purpose: str, chat: ChatId | int = CHAT) -> list[str]:
        """Return what is said to a chat for a purpose."""
        rows = await self.rows(OutgoingRow, purpose=purpose, chat_id=chat)
        return [str(row["payload"].get("text", "")) for row in rows]

    async def tickets(self, **equal: Any) -> list[Ticket]:
        """Return tickets, oldest first."""
        return [ticket_from(row) for row in await self.rows(TicketRow, **equal)]

    async def due(self, ticket_id: TicketId) -> list[FollowUp]:
        """Return what waits to happen on a ticket."""
        async with self.database.read() as connection:
            return await waiting_follow_ups(connection, ticket_id)


def message(
    who: UserId, text: str, *, chat: ChatId, reply_to: int | None, number: int, at: datetime, **more: Any
) -> dict[str, Any]:
    """Return a message as Telegram writes it."""
    user = {"id": who, "is_bot": False, "first_name": NAMES[who]}
    body: dict[str, Any] = {"message_id": number, "date": int(at.timestamp()), "from": user}
    body["chat"] = {"id": chat, "type": "supergroup"}
    if text:
        body["text"] = text
    if reply_to is not None:
        author = more.pop("replied_by", OWNER)
        body["reply_to_message"] = {"message_id": reply_to, "from": {"id": author, "first_name": NAMES[author]}}
    return {**body, **more}


def build_tools(database: Database, clock: Hands) -> Tools:
    """Return what one process works with; two of them are two workers on one database."""
    new_id, watch = IdMaker(clock), Watch(bot_username="youju_bot")
    return Tools(
        database=database,
        writer=Writer(database),
        watch=watch,
        loader=Loader(database, watch, clock, zone="Asia/Shanghai", language="zh-Hans"),
        mail=Mail(new_id, clock),
        new_id=new_id,
        clock=clock,
        texts=build_texts("zh-Hans"),
        zone=SHANGHAI,
        new_token=lambda: "token",
    )


async def build_world(database: Database, *items: Evidence, now: str = "11-22 15:00") -> World:
    """Return the story's workspace with a promoted spray, its staff who all started the bot, and ``items`` on file."""
    clock = Hands(local(now))
    world = World(database, clock, build_tools(database, clock))
    change = Change()
    _people(change, clock.now)
    _groups(change, clock.now)
    for item in items:
        add_evidence(change, item)
    await world.keep(change)
    return world


async def restarted(world: World) -> World:
    """Return the same world as another process knows it that starts now."""
    tools = build_tools(world.database, world.clock)
    tools.new_id.follow(await tools.loader.newest_id())
    await tools.loader.load_all()
    return World(world.database, world.clock, tools, world.message_ids)


def _people(change: Change, now: datetime) -> None:
    for workspace_id, owner in ((MINE, OWNER), (THEIRS, STRANGER)):
        add_workspace(change, Workspace(workspace_id, "工作区", owner, now))
        add_staff(change, Staff(workspace_id, owner, Role.OWNER, "群主"), now)
    add_staff(change, Staff(MINE, ADMIN, Role.ADMIN, "小助"), now)
    add_staff(change, Staff(MINE, LIAISON, Role.LIAISON, "老李"), now)
    started(change, OWNER, ADMIN, LIAISON, at=now)


def started(change: Change, *people: UserId, at: datetime) -> None:
    """Let people have started the bot."""
    for user in people:
        change.add(PersonRow, user_id=user, name=NAMES[user], started_at=at, is_blocked=False)


def _groups(change: Change, now: datetime) -> None:
    add_community(change, community(HOME, CHAT), now)
    add_community(change, community(SECOND_HOME, SECOND_CHAT), now)
    add_community(change, community(ELSEWHERE, OTHER_CHAT, THEIRS), now)
    add_product(change, Product(SPRAY, MINE, "防晒喷雾", aliases=("喷雾",), list_price_fen=6900, origin="韩国"), now)
    add_product(change, Product(MASK, MINE, "补水面膜"), now)
    for number, home, chat in ((121, HOME, CHAT), (122, SECOND_HOME, SECOND_CHAT)):
        posted_at = now - timedelta(hours=1)
        add_promotion(change, Promotion(PromotionId(number), MINE, home, SPRAY, chat, POST, None, 1990, posted_at))


def run_apart_of(work: Callable[[], Result]) -> Result:
    """Run what makes a loop of its own, as the command line does, while a test's loop runs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
