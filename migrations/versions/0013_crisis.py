"""crises: one statement to several doubts, and who joined a group lately

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crisis",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("open_key", sa.String(length=60), nullable=True),
        sa.Column("waits", sa.String(length=12), nullable=False),
        sa.Column("since", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_doubt_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("posted_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pin_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("evidence_ids", sa.JSON(), nullable=False),
        sa.Column("pictures", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("promised_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("updates", sa.Integer(), nullable=False),
        sa.Column("cards", sa.JSON(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_crisis_community_id_community")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_crisis_product_id_product")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_crisis_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis")),
        sa.UniqueConstraint("open_key", name=op.f("uq_crisis_open_key")),
    )
    with op.batch_alter_table("crisis", schema=None) as batch_op:
        batch_op.create_index("ix_crisis_community_id_product_id", ["community_id", "product_id"], unique=False)
        batch_op.create_index("ix_crisis_posted_at", ["posted_at"], unique=False)
        batch_op.create_index("ix_crisis_workspace_id_state", ["workspace_id", "state"], unique=False)

    op.create_table(
        "newcomer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("joined_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_newcomer_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newcomer")),
    )
    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.create_index("ix_newcomer_community_id_user_id", ["community_id", "user_id"], unique=False)
        batch_op.create_index("ix_newcomer_joined_at", ["joined_at"], unique=False)


def downgrade() -> None:
    op.drop_table("newcomer")
    op.drop_table("crisis")
