"""The workspaces that the benchmark plays in: a data folder with communities, products, proof and promotions."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import migrations.tables  # noqa: F401  # rows are written in the order of all tables
from bot.schema import migrate
from core.change import Change
from core.clock import system_clock
from core.database import Database
from core.ids import ChatId, CommunityId, EvidenceId, IdMaker, ProductId, PromotionId, UserId, WorkspaceId
from core.writer import Writer
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from evidence.shelf import EvidenceRow, add_evidence
from mailbox.outbox import name_of_file, remember_handles
from triage.mail import mark_over
from workspaces.models import Community, Mode, Product, Promotion, Role, Staff, Workspace
from workspaces.repository import (
    PersonRow,
    add_community,
    add_product,
    add_promotion,
    add_staff,
    add_workspace,
)

BOT_ID = 7_000_000_001
TOKEN = f"{BOT_ID}:{'A' * 35}"
WORKSPACES, COMMUNITIES_EACH = 60, 5
PRODUCTS = ("防晒喷雾", "保温杯", "电动牙刷", "羊毛围巾")
PRICES_FEN = (1990, 5900, 12900, 8800)
_KINDS = (EvidenceKind.AUTHORIZATION, EvidenceKind.LOGISTICS, EvidenceKind.INSPECTION)


class Post(NamedTuple):
    """A promotion that a doubt can reply to."""

    chat_id: int
    message_id: int
    product: str


def all_posts() -> list[Post]:
    """Return every promotion, first those of the first product in all communities: neighbours are far apart."""
    chats = [chat_of(number) for number in range(WORKSPACES * COMMUNITIES_EACH)]
    return [Post(chat, 10 + rank, name) for rank, name in enumerate(PRODUCTS) for chat in chats]


def chat_of(number: int) -> int:
    """Return the chat id of a community."""
    return -1_001_000_000_000 - number


def owner_of(number: int) -> int:
    """Return who owns the workspace of a community."""
    return 500_000 + number // COMMUNITIES_EACH


async def build(folder: Path) -> None:
    """Write the database of all workspaces into ``folder``."""
    url = f"sqlite+aiosqlite:///{folder / 'youju.db'}"
    await migrate(url)
    database = Database(url)
    writer, new_id, now = Writer(database), IdMaker(system_clock), system_clock()
    await asyncio.gather(*(writer.commit(change) for change in _workspaces(new_id, now - timedelta(hours=6))))
    await database.dispose()


def _workspaces(new_id: IdMaker, at: datetime) -> Iterator[Change]:
    for number in range(WORKSPACES):
        change, first = Change(), number * COMMUNITIES_EACH
        owner = UserId(owner_of(first))
        workspace = Workspace(WorkspaceId(new_id()), f"团购小铺{number}", owner, at)
        add_workspace(change, workspace)
        change.add(PersonRow, user_id=owner, name="掌柜", started_at=at, is_blocked=False)
        add_staff(change, Staff(workspace.id, owner, Role.OWNER, "掌柜"), at)
        products = list(_products(change, new_id, workspace.id, owner, at))
        for place in range(first, first + COMMUNITIES_EACH):
            _add_posted_pictures(change, place, [_sha256_of(row["id"]) for row in change.inserts[EvidenceRow]])
            _add_community(change, new_id, workspace.id, place, products, at)
        yield change


def _products(
    change: Change, new_id: IdMaker, workspace_id: WorkspaceId, owner: UserId, at: datetime
) -> Iterator[Product]:
    for name in PRODUCTS:
        product = Product(ProductId(new_id()), workspace_id, name, brand="兰芝", list_price_fen=19900, origin="韩国")
        add_product(change, product, at)
        for kind in _KINDS:
            add_evidence(change, _proof(EvidenceId(new_id()), product, kind, owner, at))
        yield product


def _proof(new_id: EvidenceId, product: Product, kind: EvidenceKind, owner: UserId, at: datetime) -> Evidence:
    """Return a published picture."""
    sha256 = _sha256_of(new_id)
    return Evidence(
        id=new_id,
        workspace_id=product.workspace_id,
        kind=kind,
        scope=Scope.PRODUCT,
        product_id=product.id,
        brand="",
        note="同批样品,单号和电话已打码",
        state=EvidenceState.PUBLISHED,
        files=(EvidenceFile(sha256, "image/jpeg", 180_000, 900, 1200),),
        valid_until=None,
        uploaded_by=owner,
        created_at=at,
        published_at=at,
        issuer="品牌方",
    )


def _sha256_of(evidence_id: int) -> str:
    return hashlib.sha256(f"{evidence_id}".encode()).hexdigest()


def _add_posted_pictures(change: Change, place: int, hashes: list[str]) -> None:
    """Telegram knows every picture as it is posted in this community today: its watermark names group and day."""
    now = system_clock()
    mark = mark_over(_title_of(place), now.astimezone(ZoneInfo("Asia/Shanghai")).date())
    names = [name_of_file(f"file:{sha256}#{mark}") for sha256 in hashes]
    remember_handles(change, BOT_ID, {f"photo:{name}": f"AgACAgUAAx{name}" for name in names}, now)


def _title_of(place: int) -> str:
    return f"福利群{place}"


def _add_community(
    change: Change, new_id: IdMaker, workspace_id: WorkspaceId, place: int, products: list[Product], at: datetime
) -> None:
    community = Community(
        id=CommunityId(new_id()),
        workspace_id=workspace_id,
        chat_id=ChatId(chat_of(place)),
        title=_title_of(place),
        kind="supergroup",
        is_forum=False,
        is_present=True,
        mode=Mode.AUTO,
    )
    add_community(change, community, at)
    for rank, product in enumerate(products):
        promotion = Promotion(
            id=PromotionId(new_id()),
            workspace_id=workspace_id,
            community_id=community.id,
            product_id=product.id,
            chat_id=community.chat_id,
            message_id=10 + rank,
            thread_id=None,
            price_fen=PRICES_FEN[rank],
            posted_at=at,
        )
        add_promotion(change, promotion)
