"""the library: truth over time, stacks of uploads, where pictures were seen

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

import core.columns
from evidence.models import Scope
from evidence.shelf import reach_of
from evidence.sightings import bands_of
from workspaces.names import plain

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gap_card",
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outgoing_ids", sa.JSON(), nullable=False),
        sa.Column("product_ids", sa.JSON(), nullable=False),
        sa.Column("alerted", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_gap_card_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "day", name=op.f("pk_gap_card")),
    )
    op.create_table(
        "upload_batch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("outgoing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ready_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_upload_batch_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_batch")),
    )
    with op.batch_alter_table("upload_batch", schema=None) as batch_op:
        batch_op.create_index("ix_upload_batch_chat_id_user_id", ["chat_id", "user_id"], unique=False)
        batch_op.create_index("ix_upload_batch_state_ready_at", ["state", "ready_at"], unique=False)

    op.create_table(
        "recall",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_recall_product_id_product")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_recall_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
    )
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.create_index("ix_recall_workspace_id_state", ["workspace_id", "state"], unique=False)

    op.create_table(
        "evidence_notice",
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_notice_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("evidence_id", "valid_until", "days", name=op.f("pk_evidence_notice")),
    )
    op.create_table(
        "praise",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_name", sa.String(length=255), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_praise_community_id_community")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_praise_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_praise_product_id_product")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_praise_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_praise")),
        sa.UniqueConstraint(
            "community_id", "chat_id", "message_id", name=op.f("uq_praise_community_id_chat_id_message_id")
        ),
    )
    with op.batch_alter_table("praise", schema=None) as batch_op:
        batch_op.create_index("ix_praise_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_praise_workspace_id_state", ["workspace_id", "state"], unique=False)

    op.create_table(
        "sighting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("picture_hash", sa.String(length=16), nullable=False),
        sa.Column("band0", sa.Integer(), nullable=True),
        sa.Column("band1", sa.Integer(), nullable=True),
        sa.Column("band2", sa.Integer(), nullable=True),
        sa.Column("band3", sa.Integer(), nullable=True),
        sa.Column("band4", sa.Integer(), nullable=True),
        sa.Column("band5", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ready_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_sighting_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_sighting_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.create_index("ix_sighting_evidence_id", ["evidence_id"], unique=False)
        batch_op.create_index("ix_sighting_state_ready_at", ["state", "ready_at"], unique=False)
        batch_op.create_index("ix_sighting_ticket_id", ["ticket_id"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_band0", ["workspace_id", "band0"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_band1", ["workspace_id", "band1"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_band2", ["workspace_id", "band2"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_band3", ["workspace_id", "band3"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_band4", ["workspace_id", "band4"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_band5", ["workspace_id", "band5"], unique=False)
        batch_op.create_index("ix_sighting_workspace_id_sha256", ["workspace_id", "sha256"], unique=False)

    op.create_table(
        "evidence_shown",
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_evidence_shown_answer_id_answer")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_shown_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("evidence_id", "answer_id", name=op.f("pk_evidence_shown")),
    )
    with op.batch_alter_table("evidence_shown", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_shown_answer_id", ["answer_id"], unique=False)

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrections", sa.JSON(), nullable=True))

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("region", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("issued_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("is_watermarked", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("is_protected", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("reach", sa.String(length=90), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("shop_key", sa.String(length=120), nullable=False, server_default=""))
        batch_op.drop_index(batch_op.f("ix_evidence_workspace_id_state"))
        batch_op.create_index("ix_evidence_workspace_id_state", ["workspace_id", "state", "published_at"], unique=False)
        batch_op.create_index("ix_evidence_batch_id", ["batch_id"], unique=False)
        batch_op.create_index(
            "ix_evidence_candidates", ["workspace_id", "state", "reach", "kind", "published_at"], unique=False
        )
        batch_op.create_index("ix_evidence_state_valid_until", ["state", "valid_until"], unique=False)

    with op.batch_alter_table("promotion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("claims", sa.JSON(), nullable=True))

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index("ix_upload_batch_id", ["batch_id"], unique=False)

    _fill()


def _fill() -> None:
    """Give what is on file the words under which it is found, and note where it was shown and seen."""
    connection = op.get_bind()
    evidence, shown, sighting = (_table(name) for name in ("evidence", "evidence_shown", "sighting"))
    for row in connection.execute(sa.select(evidence)).mappings().all():
        words = {
            "reach": reach_of(Scope(row["scope"]), product_id=row["product_id"], brand=row["brand"]),
            "shop_key": plain(row["shop"]),
        }
        connection.execute(evidence.update().where(evidence.c.id == row["id"]).values(**words))
        for place, file in enumerate(row["files"]):
            connection.execute(sighting.insert().values(**_seen(row, place, file)))
    known = set(connection.execute(sa.select(evidence.c.id)).scalars())
    answer = _table("answer")
    for answer_id, evidence_ids in connection.execute(sa.select(answer.c.id, answer.c.evidence_ids)).all():
        for evidence_id in known & set(evidence_ids):
            connection.execute(shown.insert().values(evidence_id=evidence_id, answer_id=answer_id))


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _seen(row: Any, place: int, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"] + place,
        "workspace_id": row["workspace_id"],
        "evidence_id": row["id"],
        "file_id": "",
        "sha256": file["sha256"],
        "picture_hash": file["picture_hash"],
        "state": "gone" if row["state"] == "retired" else "seen",
        "attempts": 0,
        "ready_at": row["created_at"],
        **bands_of(file["picture_hash"]),
    }


def downgrade() -> None:

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index("ix_upload_batch_id")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("batch_id")

    with op.batch_alter_table("promotion", schema=None) as batch_op:
        batch_op.drop_column("claims")

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_state_valid_until")
        batch_op.drop_index("ix_evidence_candidates")
        batch_op.drop_index("ix_evidence_batch_id")
        batch_op.drop_index("ix_evidence_workspace_id_state")
        batch_op.create_index(batch_op.f("ix_evidence_workspace_id_state"), ["workspace_id", "state"], unique=False)
        batch_op.drop_column("shop_key")
        batch_op.drop_column("reach")
        batch_op.drop_column("batch_id")
        batch_op.drop_column("version")
        batch_op.drop_column("is_protected")
        batch_op.drop_column("is_watermarked")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("issued_on")
        batch_op.drop_column("region")

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_column("corrections")

    with op.batch_alter_table("evidence_shown", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_shown_answer_id")

    op.drop_table("evidence_shown")
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.drop_index("ix_sighting_workspace_id_sha256")
        batch_op.drop_index("ix_sighting_workspace_id_band5")
        batch_op.drop_index("ix_sighting_workspace_id_band4")
        batch_op.drop_index("ix_sighting_workspace_id_band3")
        batch_op.drop_index("ix_sighting_workspace_id_band2")
        batch_op.drop_index("ix_sighting_workspace_id_band1")
        batch_op.drop_index("ix_sighting_workspace_id_band0")
        batch_op.drop_index("ix_sighting_ticket_id")
        batch_op.drop_index("ix_sighting_state_ready_at")
        batch_op.drop_index("ix_sighting_evidence_id")

    op.drop_table("sighting")
    with op.batch_alter_table("praise", schema=None) as batch_op:
        batch_op.drop_index("ix_praise_workspace_id_state")
        batch_op.drop_index("ix_praise_member_id")

    op.drop_table("praise")
    op.drop_table("evidence_notice")
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.drop_index("ix_recall_workspace_id_state")

    op.drop_table("recall")
    with op.batch_alter_table("upload_batch", schema=None) as batch_op:
        batch_op.drop_index("ix_upload_batch_state_ready_at")
        batch_op.drop_index("ix_upload_batch_chat_id_user_id")

    op.drop_table("upload_batch")
    op.drop_table("gap_card")
