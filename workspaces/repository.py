"""The rows of workspaces, communities, people, products and promotions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.database import Transaction
from core.ids import ChatId, CommunityId, ProductId, PromotionId, UserId, WorkspaceId
from workspaces.models import ChatAdmin, Community, Mode, Product, ProductState, Promotion, Role, Staff, Workspace

WorkspaceRow = Table(
    "workspace",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("owner_id", BigId, nullable=False),
    Column("title", String(255), nullable=False),
    Column("settings", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),  # of anything that the Watch keeps of it
    Column("staff_room_id", BigId),
    Column("staff_room_title", String(255)),
    Column("staff_room_is_forum", Boolean),
    UniqueConstraint("owner_id"),
    UniqueConstraint("staff_room_id"),
    Index("ix_workspace_changed_at", "changed_at"),
)
CommunityRow = Table(
    "community",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("title", String(255), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("is_forum", Boolean, nullable=False),
    Column("is_present", Boolean, nullable=False),
    Column("mode", String(8), nullable=False),
    Column("username", String(64), nullable=False),
    Column("sensitivity", String(10)),  # empty: the workspace's
    Column("quiet_until", UtcDateTime),
    Column("language", String(8)),  # empty: the workspace's
    Column("trial_ends_at", UtcDateTime),  # when the owner is shown what the bot would have said
    Column("added_at", UtcDateTime, nullable=False),
    Column("released_at", UtcDateTime),  # given up by its owner: whoever adds the group again begins anew
    Index(
        "ux_community_chat_id",
        "chat_id",
        unique=True,
        sqlite_where=text("released_at IS NULL"),
        postgresql_where=text("released_at IS NULL"),
    ),
    Index("ix_community_workspace_id", "workspace_id"),
)
PersonRow = Table(
    "person",
    metadata,
    Column("user_id", BigId, primary_key=True, autoincrement=False),
    Column("name", String(255), nullable=False),
    Column("started_at", UtcDateTime),  # empty: never started the bot, so never written to
    Column("is_blocked", Boolean, nullable=False),
    Column("language", String(8)),  # of the private chat; empty: the workspace's
    Column("workspace_id", BigId),  # the one that is meant where several could be
)
StaffRow = Table(
    "staff",
    metadata,
    Column("workspace_id", BigId, ForeignKey("workspace.id"), primary_key=True),
    Column("user_id", BigId, primary_key=True, autoincrement=False),
    Column("role", String(8), nullable=False),
    Column("name", String(255), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Index("ix_staff_user_id", "user_id"),
)
ChatAdminRow = Table(
    "chat_admin",
    metadata,
    Column("community_id", BigId, ForeignKey("community.id"), primary_key=True),
    Column("user_id", BigId, primary_key=True, autoincrement=False),
    Column("is_creator", Boolean, nullable=False),
    Column("name", String(255), nullable=False, server_default=""),
)
ProductRow = Table(
    "product",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("name", String(120), nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("brand", String(80), nullable=False),
    Column("shop", String(120), nullable=False),
    Column("category", String(80), nullable=False),
    Column("list_price_fen", Integer),
    Column("origin", String(80), nullable=False),
    Column("dispatch_hours", Integer),
    Column("courier", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("merged_into", BigId),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "name"),
)
PromotionRow = Table(
    "promotion",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("product_id", BigId, ForeignKey("product.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    Column("thread_id", BigId),
    Column("price_fen", Integer),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("claims", JSON),  # what the post says of the goods: 直邮, 官方授权 …
    UniqueConstraint("community_id", "chat_id", "message_id"),
    Index("ix_promotion_community_id_posted_at", "community_id", "posted_at"),
)

TOUCH = Amendment(
    "touch a workspace",
    update(WorkspaceRow).where(WorkspaceRow.c.id == bindparam("the_workspace")).values(changed_at=bindparam("at")),
)
_PRODUCT_FIELDS = (
    "name",
    "aliases",
    "brand",
    "shop",
    "category",
    "list_price_fen",
    "origin",
    "dispatch_hours",
    "courier",
    "state",
)
SAVE_PRODUCT = Amendment(
    "save a product",
    update(ProductRow)
    .where(ProductRow.c.id == bindparam("the_product"))
    .values(**{name: bindparam(f"new_{name}") for name in _PRODUCT_FIELDS}, merged_into=bindparam("into")),
    must_match=True,
)
MOVE_PROMOTION = Amendment(
    "bind a promotion to a product",
    update(PromotionRow)
    .where(PromotionRow.c.id == bindparam("the_promotion"))
    .values(product_id=bindparam("new_product")),
)
MOVE_PROMOTIONS = Amendment(
    "bind all promotions of a product to another one",
    update(PromotionRow)
    .where(PromotionRow.c.product_id == bindparam("old_product"))
    .values(product_id=bindparam("new_product")),
)
END_PROMOTION = Amendment(
    "end a promotion",
    update(PromotionRow).where(PromotionRow.c.id == bindparam("the_promotion")).values(ended_at=bindparam("at")),
)
PRESENCE = Amendment(
    "note whether the bot is in a community",
    update(CommunityRow).where(CommunityRow.c.id == bindparam("the_community")).values(is_present=bindparam("present")),
)
MOVE_COMMUNITY = Amendment(
    "give a community its new chat id",
    update(CommunityRow)
    .where(CommunityRow.c.id == bindparam("the_community"))
    .values(chat_id=bindparam("new_chat"), kind="supergroup", is_present=True),  # Telegram calls the old chat left
)


def workspace_from(row: Any) -> Workspace:
    """Return the Workspace of a row."""
    room = None if row["staff_room_id"] is None else ChatId(row["staff_room_id"])
    return Workspace(
        WorkspaceId(row["id"]),
        row["title"],
        UserId(row["owner_id"]),
        row["created_at"],
        room,
        row["staff_room_title"] or "",
        bool(row["staff_room_is_forum"]),
    )


def community_from(row: Any) -> Community:
    """Return the Community of a row."""
    return Community(
        id=CommunityId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        chat_id=ChatId(row["chat_id"]),
        title=row["title"],
        kind=row["kind"],
        is_forum=row["is_forum"],
        is_present=row["is_present"],
        mode=Mode(row["mode"]),
        username=row["username"],
        sensitivity=row["sensitivity"] or "",
        quiet_until=row["quiet_until"],
        language=row["language"] or "",
    )


def product_from(row: Any) -> Product:
    """Return the Product of a row."""
    return Product(
        id=ProductId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        name=row["name"],
        aliases=tuple(row["aliases"]),
        brand=row["brand"],
        shop=row["shop"],
        category=row["category"],
        list_price_fen=row["list_price_fen"],
        origin=row["origin"],
        dispatch_hours=row["dispatch_hours"],
        courier=row["courier"],
        state=ProductState(row["state"]),
    )


def promotion_from(row: Any) -> Promotion:
    """Return the Promotion of a row."""
    return Promotion(
        id=PromotionId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        community_id=CommunityId(row["community_id"]),
        product_id=ProductId(row["product_id"]),
        chat_id=ChatId(row["chat_id"]),
        message_id=row["message_id"],
        thread_id=row["thread_id"],
        price_fen=row["price_fen"],
        posted_at=row["posted_at"],
        ended_at=row["ended_at"],
        claims=tuple(row["claims"] or ()),
    )


def staff_from(row: Any) -> Staff:
    """Return the Staff of a row."""
    return Staff(WorkspaceId(row["workspace_id"]), UserId(row["user_id"]), Role(row["role"]), row["name"])


def add_workspace(change: Change, workspace: Workspace) -> None:
    """Insert a workspace."""
    change.add(
        WorkspaceRow,
        id=workspace.id,
        owner_id=workspace.owner_id,
        title=workspace.title,
        settings={},
        created_at=workspace.created_at,
        changed_at=workspace.created_at,
    )


def add_community(change: Change, community: Community, added_at: datetime) -> None:
    """Insert a community."""
    change.add(
        CommunityRow,
        id=community.id,
        workspace_id=community.workspace_id,
        chat_id=community.chat_id,
        title=community.title,
        kind=community.kind,
        is_forum=community.is_forum,
        is_present=community.is_present,
        mode=community.mode.value,
        username=community.username,
        sensitivity=community.sensitivity or None,
        added_at=added_at,
    )


def add_staff(change: Change, staff: Staff, since: datetime) -> None:
    """Insert a person's role."""
    change.add(
        StaffRow,
        workspace_id=staff.workspace_id,
        user_id=staff.user_id,
        role=staff.role.value,
        name=staff.name,
        since=since,
    )


def add_product(change: Change, product: Product, created_at: datetime) -> None:
    """Insert a product."""
    values = _product_columns(product)
    change.add(ProductRow, id=product.id, workspace_id=product.workspace_id, created_at=created_at, **values)


def save_product(change: Change, product: Product, merged_into: ProductId | None = None) -> None:
    """Update a product."""
    values = {f"new_{name}": value for name, value in _product_columns(product).items()}
    change.amend(SAVE_PRODUCT, the_product=product.id, into=merged_into, **values)


def _product_columns(product: Product) -> dict[str, Any]:
    values = {name: getattr(product, name) for name in _PRODUCT_FIELDS}
    return {**values, "aliases": list(product.aliases), "state": product.state.value}


def add_promotion(change: Change, promotion: Promotion) -> None:
    """Insert a promotion."""
    change.add(
        PromotionRow,
        id=promotion.id,
        workspace_id=promotion.workspace_id,
        community_id=promotion.community_id,
        product_id=promotion.product_id,
        chat_id=promotion.chat_id,
        message_id=promotion.message_id,
        thread_id=promotion.thread_id,
        price_fen=promotion.price_fen,
        posted_at=promotion.posted_at,
        ended_at=promotion.ended_at,
        claims=list(promotion.claims),
    )


async def workspace_of_owner(connection: AsyncConnection, owner_id: UserId) -> Workspace | None:
    """Return the workspace that a person owns."""
    query = select(WorkspaceRow).where(WorkspaceRow.c.owner_id == owner_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else workspace_from(row)


async def community_of_chat(connection: AsyncConnection, chat_id: ChatId) -> Community | None:
    """Return the community that a chat is now."""
    query = select(CommunityRow).where(CommunityRow.c.chat_id == chat_id, CommunityRow.c.released_at.is_(None))
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else community_from(row)


async def person_started(connection: AsyncConnection, user_id: UserId) -> bool | None:
    """Whether a person may be written to in private; ``None``: never heard of."""
    query = select(PersonRow.c.started_at, PersonRow.c.is_blocked).where(PersonRow.c.user_id == user_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else row.started_at is not None and not row.is_blocked


async def keep_admins(transaction: Transaction, community_id: CommunityId, admins: Sequence[ChatAdmin]) -> None:
    """Replace the list of who administers a community."""
    await transaction.execute(delete(ChatAdminRow).where(ChatAdminRow.c.community_id == community_id))
    if admins:
        rows = [{"community_id": community_id, **each._asdict(), "name": each.name[:255]} for each in admins]
        await transaction.execute(ChatAdminRow.insert(), rows)
