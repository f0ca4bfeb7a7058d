"""Whose groups, people and goods these are: Workspace, Community, Role, Product, Promotion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from core.ids import ChatId, CommunityId, ProductId, PromotionId, UserId, WorkspaceId


class Role(StrEnum):
    """What somebody is in a workspace."""

    OWNER = "owner"
    ADMIN = "admin"
    LIAISON = "liaison"
    MEMBER = "member"


class Mode(StrEnum):
    """How a community runs: answers by itself, proposes to staff, or says nothing in the group."""

    AUTO = "auto"
    REVIEW = "review"
    TRIAL = "trial"


TRIAL_FOR = timedelta(days=3)
"""How long a community is tried before its owner is shown what the bot would have said."""


class ProductState(StrEnum):
    """A draft was made from a promotion and waits for staff to confirm or merge it."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One owner's groups, staff, products, evidence, tickets and settings; nothing crosses its border."""

    id: WorkspaceId
    title: str
    owner_id: UserId
    created_at: datetime
    staff_room_id: ChatId | None = None  # where alerts and cards go; else private chats
    staff_room_title: str = ""
    staff_room_is_forum: bool = False  # each ticket has a topic of its own there


@dataclass(frozen=True, slots=True)
class Community:
    """A watched group; it keeps its identity when Telegram changes its chat id."""

    id: CommunityId
    workspace_id: WorkspaceId
    chat_id: ChatId
    title: str
    kind: str  # "group" or "supergroup"
    is_forum: bool
    is_present: bool  # the bot is in it and may send
    mode: Mode
    username: str = ""  # public groups have links by name
    sensitivity: str = ""  # careful, standard or keen; empty: the workspace's
    language: str = ""  # what is spoken in the group; empty: the workspace's
    quiet_until: datetime | None = None  # no public word before

    def is_quiet(self, now: datetime) -> bool:
        """Whether staff have asked for silence here."""
        return self.quiet_until is not None and now < self.quiet_until

    def held_until(self, now: datetime) -> datetime | None:
        """Return until when a public word waits here; None: it need not."""
        return self.quiet_until if self.is_quiet(now) else None


@dataclass(frozen=True, slots=True)
class Staff:
    """One person with a role in a workspace."""

    workspace_id: WorkspaceId
    user_id: UserId
    role: Role
    name: str


class ChatAdmin(NamedTuple):
    """Somebody who administers a Telegram group, by what Telegram says; that gives no right on the workspace."""

    user_id: UserId
    is_creator: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """What is promoted. Prices are in fen (1/100 yuan); ``dispatch_hours`` is the promised time until dispatch."""

    id: ProductId
    workspace_id: WorkspaceId
    name: str
    aliases: tuple[str, ...] = ()
    brand: str = ""
    shop: str = ""
    category: str = ""
    list_price_fen: int | None = None
    origin: str = ""
    dispatch_hours: int | None = None
    courier: str = ""
    state: ProductState = ProductState.CONFIRMED


@dataclass(frozen=True, slots=True)
class Promotion:
    """One promo post of a product in a community. ``chat_id`` is the one the post was made under."""

    id: PromotionId
    workspace_id: WorkspaceId
    community_id: CommunityId
    product_id: ProductId
    chat_id: ChatId
    message_id: int
    thread_id: int | None
    price_fen: int | None
    posted_at: datetime
    ended_at: datetime | None = None
    claims: tuple[str, ...] = ()  # what the post says of the goods
