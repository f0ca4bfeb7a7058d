"""redactions: what is hidden of evidence before it is shown, and the numbers of parcels that it is found by

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "redaction",
        sa.Column("evidence_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.Column("chat_id", BIG_ID, nullable=False),
        sa.Column("message_id", BIG_ID, nullable=True),
        sa.Column("thread_id", BIG_ID, nullable=True),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("editing", sa.JSON(), nullable=False),
        sa.Column("wants_until", sa.Boolean(), nullable=False),
        sa.Column("accepted_by", BIG_ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_redaction_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_redaction_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_redaction")),
    )
    op.create_index("ix_redaction_step", "redaction", ["step"])
    op.create_table(
        "evidence_parcel",
        sa.Column("evidence_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("workspace_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_parcel_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("evidence_id", "number", name=op.f("pk_evidence_parcel")),
    )
    op.create_index("ix_evidence_parcel_workspace_id_number", "evidence_parcel", ["workspace_id", "number"])


def downgrade() -> None:
    op.drop_table("evidence_parcel")
    op.drop_table("redaction")
