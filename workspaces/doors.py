"""The rows of how people and groups come in: invites, claim codes, groups that wait for a word, approved owners."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, String, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, UserId, WorkspaceId
from workspaces.models import Role

INVITE_FOR = timedelta(hours=24)
CLAIM_FOR = timedelta(minutes=15)

InviteRow = Table(
    "invite",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("token_hash", String(64), nullable=False, unique=True),  # the token itself is only in the link
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("role", String(8), nullable=False),
    Column("for_user", BigId),  # empty: for whoever opens the link first
    Column("created_by", BigId, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_by", BigId),
    Column("used_at", UtcDateTime),
    Index("ix_invite_workspace_id", "workspace_id"),
)
ClaimRow = Table(
    "claim",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("user_id", BigId, nullable=False),
    Column("name", String(255), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)
ArrivalRow = Table(
    "arrival",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("chat_id", BigId, nullable=False),
    Column("title", String(255), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("is_forum", Boolean, nullable=False),
    Column("username", String(64), nullable=False),
    Column("adder_id", BigId, nullable=False),
    Column("adder_name", String(255), nullable=False),
    Column("why", String(10), nullable=False),  # approval, which
    Column("settled_at", UtcDateTime),
    Index("ix_arrival_adder_id", "adder_id"),
)
AccountRow = Table(
    "account",
    metadata,
    Column("user_id", BigId, primary_key=True, autoincrement=False),
    Column("name", String(255), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("is_approved", Boolean),  # empty: the operator has not said
    Column("decided_by", BigId),
    Column("decided_at", UtcDateTime),
)

USE_INVITE = Amendment(
    "use an invite",
    update(InviteRow)
    .where(InviteRow.c.id == bindparam("the_invite"), InviteRow.c.used_at.is_(None))
    .values(used_by=bindparam("user"), used_at=bindparam("at")),
    must_match=True,
)
USE_CLAIM = Amendment(
    "use a claim code",
    update(ClaimRow)
    .where(ClaimRow.c.code == bindparam("the_code"), ClaimRow.c.used_at.is_(None))
    .values(used_at=bindparam("at")),
    must_match=True,
)
SETTLE_ARRIVAL = Amendment(
    "settle where a group belongs",
    update(ArrivalRow)
    .where(ArrivalRow.c.id == bindparam("the_arrival"), ArrivalRow.c.settled_at.is_(None))
    .values(settled_at=bindparam("at")),
    must_match=True,
)
DECIDE_ACCOUNT = Amendment(
    "let somebody open a workspace, or not",
    update(AccountRow)
    .where(AccountRow.c.user_id == bindparam("the_user"))
    .values(is_approved=bindparam("approved"), decided_by=bindparam("by"), decided_at=bindparam("at")),
    must_match=True,
)


class Waiting(StrEnum):
    """For what a group waits before it is a community."""

    APPROVAL = "approval"
    WHICH = "which"


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time link into a workspace; with ``for_user`` and the role of the owner it hands the workspace over."""

    id: int
    workspace_id: WorkspaceId
    role: Role
    for_user: UserId | None
    created_by: UserId
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group as Telegram describes it."""

    chat_id: ChatId
    title: str
    kind: str
    is_forum: bool = False
    username: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A group to which the bot was added and which is no community yet."""

    id: int
    group: Group
    adder_id: UserId
    adder_name: str
    why: Waiting
    is_settled: bool


def hash_token(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_invite(change: Change, invite: Invite, token: str) -> None:
    """Insert an invite; only its token's hash is kept."""
    change.add(
        InviteRow,
        id=invite.id,
        token_hash=hash_token(token),
        workspace_id=invite.workspace_id,
        role=invite.role.value,
        for_user=invite.for_user,
        created_by=invite.created_by,
        expires_at=invite.expires_at,
    )


def add_arrival(change: Change, arrival: Arrival) -> None:
    """Insert a group that waits for a word."""
    group = arrival.group
    change.add(
        ArrivalRow,
        id=arrival.id,
        chat_id=group.chat_id,
        title=group.title,
        kind=group.kind,
        is_forum=group.is_forum,
        username=group.username,
        adder_id=arrival.adder_id,
        adder_name=arrival.adder_name,
        why=arrival.why.value,
    )


async def invite_of_token(connection: AsyncConnection, token: str) -> Invite | None:
    """Return the invite that a link's token names."""
    return await _invite(connection, InviteRow.c.token_hash == hash_token(token))


async def invite_by_id(connection: AsyncConnection, invite_id: int) -> Invite | None:
    """Return an invite by its number."""
    return await _invite(connection, InviteRow.c.id == invite_id)


async def _invite(connection: AsyncConnection, which: Any) -> Invite | None:
    row = (await connection.execute(select(InviteRow).where(which))).mappings().one_or_none()
    if row is None:
        return None
    for_user = None if row["for_user"] is None else UserId(row["for_user"])
    place, by = WorkspaceId(row["workspace_id"]), UserId(row["created_by"])
    return Invite(row["id"], place, Role(row["role"]), for_user, by, row["expires_at"], row["used_at"])


async def claim_of_code(connection: AsyncConnection, code: str) -> Any:
    """Return the row of a claim code, or None."""
    query = select(ClaimRow).where(ClaimRow.c.code == code)
    return (await connection.execute(query)).mappings().one_or_none()


async def arrival_by_id(connection: AsyncConnection, arrival_id: int) -> Arrival | None:
    """Return a group that waits for a word."""
    found = await _arrivals(connection, ArrivalRow.c.id == arrival_id)
    return found[0] if found else None


async def arrivals_of(connection: AsyncConnection, adder_id: UserId, why: Waiting) -> list[Arrival]:
    """Return the groups of somebody that still wait for the same word, oldest first."""
    mine = (ArrivalRow.c.adder_id == adder_id) & (ArrivalRow.c.why == why.value) & ArrivalRow.c.settled_at.is_(None)
    return await _arrivals(connection, mine)


async def _arrivals(connection: AsyncConnection, which: Any) -> list[Arrival]:
    rows = (await connection.execute(select(ArrivalRow).where(which).order_by(ArrivalRow.c.id))).mappings()
    return [
        Arrival(
            row["id"],
            Group(ChatId(row["chat_id"]), row["title"], row["kind"], row["is_forum"], row["username"]),
            UserId(row["adder_id"]),
            row["adder_name"],
            Waiting(row["why"]),
            row["settled_at"] is not None,
        )
        for row in rows
    ]


async def account_of(connection: AsyncConnection, user_id: UserId) -> Any:
    """Return the row of somebody who asked for a workspace, or None."""
    query = select(AccountRow).where(AccountRow.c.user_id == user_id)
    return (await connection.execute(query)).mappings().one_or_none()
