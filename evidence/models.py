"""What we can show: kinds, scope, files and validity of Evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.ids import EvidenceId, ProductId, UserId, WorkspaceId


class EvidenceKind(StrEnum):
    """What an item proves (PRODUCT 9)."""

    LOGISTICS = "logistics"
    AUTHORIZATION = "authorization"
    CHANNEL = "channel"
    INSPECTION = "inspection"
    PURCHASE = "purchase"
    CUSTOMS = "customs"
    STATEMENT = "statement"
    FEEDBACK = "feedback"


class Scope(StrEnum):
    """What an item speaks for; the narrower one is chosen first."""

    PRODUCT = "product"
    BRAND = "brand"
    WORKSPACE = "workspace"


class EvidenceState(StrEnum):
    """Only published items are ever shown."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


TEXT_ONLY_KINDS = frozenset({EvidenceKind.CHANNEL, EvidenceKind.STATEMENT, EvidenceKind.FEEDBACK})


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of an item: ``sha256`` names what may be shown, and is empty until somebody has accepted that.

    ``original`` names the checked upload among the private originals; ``picture_hash`` is its perceptual hash (hex).
    """

    sha256: str
    mime: str
    size_bytes: int
    width: int = 0
    height: int = 0
    picture_hash: str = ""
    original: str = ""

    @property
    def source(self) -> str:
        """The name by which the same upload is recognised."""
        return self.original or self.sha256

    @property
    def is_shown(self) -> bool:
        """Whether there is a version of it that may be shown."""
        return bool(self.sha256)

    @property
    def is_picture(self) -> bool:
        """Whether it can be sent as a photo."""
        return self.mime.startswith("image/")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Proof with kind, scope, files, caption and validity. ``valid_until`` is the last day on which it may be shown."""

    id: EvidenceId
    workspace_id: WorkspaceId
    kind: EvidenceKind
    scope: Scope
    product_id: ProductId | None
    brand: str
    note: str
    state: EvidenceState
    files: tuple[EvidenceFile, ...]
    valid_until: date | None
    uploaded_by: UserId
    created_at: datetime
    published_at: datetime | None = None
    shop: str = ""
    issuer: str = ""
    self_check: str = ""  # 「自己怎么查」: steps or an official link
    region: str = ""  # where a letter counts
    issued_on: date | None = None  # the day on which its issuer wrote or said it
    is_watermarked: bool | None = None  # None: as the workspace has set
    is_protected: bool | None = None  # sent with protected content; None: letters are, as the workspace has set
    version: int = 1  # counts its changes: two hands at once get one winner
    batch_id: int | None = None  # the stack of files that it came in with
    replaces_id: EvidenceId | None = None  # a draft whose files are meant for this item

    def is_valid(self, today: date) -> bool:
        """Whether it may be shown on ``today`` (the workspace's local date)."""
        return self.state is EvidenceState.PUBLISHED and (self.valid_until is None or today <= self.valid_until)
