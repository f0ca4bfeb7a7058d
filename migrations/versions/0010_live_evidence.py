"""live evidence: the sample parcel behind an item

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "live_evidence",
        sa.Column(
            "evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("courier", sa.String(length=16), nullable=False),
        sa.Column("phone_tail", sa.String(length=4), nullable=False),
        sa.Column("has_own_note", sa.Boolean(), nullable=False),
        sa.Column("seen_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_draw_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_live_evidence_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_live_evidence")),
    )
    with op.batch_alter_table("live_evidence", schema=None) as batch_op:
        batch_op.create_index("ix_live_evidence_next_draw_at", ["next_draw_at"], unique=False)


def downgrade() -> None:
    op.drop_table("live_evidence")
