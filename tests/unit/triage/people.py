"""The people, products and proofs of VOICE.md, for the tests of this folder."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.ids import ChatId, CommunityId, ConcernId, EvidenceId, ProductId, TicketId, UserId, WorkspaceId
from core.texts import build_texts
from detection.finding import Finding, Kind
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from tickets.models import Priority, Ticket, TicketKind, TicketState
from triage.repository import Answer, Concern
from triage.updates import UpdateLook, look_at
from triage.watch import CommunityWatch, Watch, WorkspaceWatch
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Mode, Product, Role, Staff, Workspace
from workspaces.settings import WorkspaceSettings

SHANGHAI = ZoneInfo("Asia/Shanghai")
CONCERN, TICKET = ConcernId(815), TicketId(77)
WORKSPACE, COMMUNITY_ID = WorkspaceId(1), CommunityId(2)


def at(text: str) -> datetime:
    """Return ``11-22 15:30`` of 2026 in Shanghai as UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI).astimezone(UTC)


def voice(now: str = "11-22 14:10") -> Voice:
    """Return the voice of the story at a moment."""
    return Voice(build_texts("zh-Hans"), SHANGHAI, at(now))


def file(name: str, mime: str = "image/jpeg") -> EvidenceFile:
    """Return a file that is named by its content."""
    return EvidenceFile(sha256=name, mime=mime, size_bytes=1000)


def proof(kind: EvidenceKind, note: str = "", **changes: Any) -> Evidence:
    """Return a published proof of the sunscreen spray, filed on 11-20."""
    item = Evidence(
        id=EvidenceId(1),
        workspace_id=WORKSPACE,
        kind=kind,
        scope=Scope.PRODUCT,
        product_id=ProductId(5),
        brand="",
        note=note,
        state=EvidenceState.PUBLISHED,
        files=(file(kind.value),),
        valid_until=None,
        uploaded_by=UserId(1),
        created_at=at("11-20 10:00"),
        published_at=at("11-20 10:05"),
    )
    return replace(item, **changes)


SPRAY = Product(
    ProductId(5), WORKSPACE, "防晒喷雾", aliases=("喷雾",), brand="安热沙", list_price_fen=6900, origin="韩国"
)
COMMUNITY = Community(
    COMMUNITY_ID, WORKSPACE, ChatId(-1001234567890), "防晒福利群", "supergroup",
    is_forum=False, is_present=True, mode=Mode.AUTO,
)  # fmt: skip
LETTER = proof(EvidenceKind.AUTHORIZATION, "品牌方授权这家企业店销售", valid_until=date(2026, 12, 31))
ROUTE = proof(EvidenceKind.LOGISTICS, "同批样品 11-18 首尔发出,11-20 到上海,单号已打码。")
PRICE = proof(
    EvidenceKind.STATEMENT,
    "这是品牌方的体验活动,差价由品牌承担",
    issuer="商家",
    files=(),
    created_at=at("11-15 09:00"),
)
CHANNEL = proof(
    EvidenceKind.CHANNEL, "这批是企业店渠道,外盒与商场柜台版不同", issuer="商家", created_at=at("11-15 09:00")
)


def ticket(**changes: Any) -> Ticket:
    """Return 豆豆's ticket of 11-20 about a courier, changed as told; a doubt has no number."""
    case = Ticket(
        id=TICKET,
        workspace_id=WORKSPACE,
        community_id=COMMUNITY_ID,
        number=1024,
        kind=TicketKind.AFTER_SALES,
        state=TicketState.OPEN,
        member_id=UserId(9),
        member_name="豆豆",
        chat_id=COMMUNITY.chat_id,
        message_id=31,
        thread_id=None,
        product_id=SPRAY.id,
        cause="courier.slow",
        wants=(),
        words="快递都五天了还停在上海,一动不动",
        priority=Priority.NORMAL,
        opened_at=at("11-20 13:20"),
        changed_at=at("11-20 13:20"),
        responsible_id=UserId(2),
        promised_at=at("11-20 14:30"),
    )
    changes = {"number": None, **changes} if changes.get("kind") is TicketKind.DOUBT else changes
    return replace(case, **changes)


def said(reply: Reply) -> list[str]:
    """Return the lines of a reply."""
    return reply.words.text.split("\n")


def labels(reply: Reply) -> list[str]:
    """Return the labels of all buttons."""
    return [button.label for row in reply.keyboard for button in row]


def finding(kind: Kind = Kind.DOUBT, *reasons: str, causes: tuple[str, ...] = (), confidence: float = 0.95) -> Finding:
    """Return a finding of one kind."""
    return Finding(kind, (kind,), reasons, causes, confidence, ())


def concern(said_at: str = "11-22 14:00", **changes: Any) -> Concern:
    """Return 阿安's doubt about the price of the spray, changed as told."""
    usual = Concern(
        id=CONCERN, workspace_id=WORKSPACE, community_id=COMMUNITY_ID, chat_id=COMMUNITY.chat_id, message_id=30,
        thread_id=None, member_id=UserId(11), member_name="阿安", kind=Kind.DOUBT, reasons=("price",), causes=(),
        confidence=0.95, clues=(), words="肯定是假货吧", product_id=SPRAY.id, decision="answer", why="sure",
        ticket_id=None, at=at(said_at),
    )  # fmt: skip
    return replace(usual, **changes)


def answer(kind: str = "full", said_at: str = "11-22 14:00", *reasons: str, **changes: Any) -> Answer:
    """Return what was said about the spray at a moment."""
    usual = Answer(
        id=1, workspace_id=WORKSPACE, community_id=COMMUNITY_ID, concern_id=CONCERN, product_id=SPRAY.id, kind=kind,
        reasons=reasons or ("price",), evidence_ids=(EvidenceId(1),), outgoing_id=None, at=at(said_at),
    )  # fmt: skip
    return replace(usual, **changes)


def watch(**known: Any) -> Watch:
    """Return a Watch of the one community, whose owner is 1 and administrator 2; ``known`` is what it remembers."""
    workspace = WorkspaceWatch(Workspace(WORKSPACE, "工作区", UserId(1), at("11-01 00:00")), WorkspaceSettings())
    workspace.staff = {UserId(1): Staff(WORKSPACE, UserId(1), Role.OWNER, "群主")}
    workspace.products, workspace.cases = {SPRAY.id: SPRAY}, known.pop("cases", set())
    community = CommunityWatch(COMMUNITY, workspace, admins={UserId(1): "群主", UserId(2): "阿丽 Lily"}, **known)
    return Watch("youju_bot", {COMMUNITY.chat_id: community}, {WORKSPACE: workspace})


def update(text: str = "", *, by: int = 11, kind: str = "message", number: int = 40, **more: Any) -> UpdateLook:
    """Return a member's message in the community as Telegram writes it; ``more`` are further fields."""
    message = {
        "message_id": number,
        "date": int(at("11-22 14:10").timestamp()),
        "chat": {"id": COMMUNITY.chat_id, "type": "supergroup"},
        "from": {"id": by, "is_bot": False, "first_name": "某人"},
        **({"text": text} if text else {}),
        **more,
    }
    return look_at(json.dumps({"update_id": 1, kind: message}))
