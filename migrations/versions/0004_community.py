"""Trials end, and a human's answer is known to every worker

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community") as table:
        table.add_column(sa.Column("trial_ends_at", core.columns.UtcDateTime(timezone=True), nullable=True))
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "human_answer",
        sa.Column("chat_id", big, autoincrement=False, nullable=False),
        sa.Column("answer_id", big, autoincrement=False, nullable=False),
        sa.Column("community_id", big, nullable=False),
        sa.Column("message_id", big, nullable=False),
        sa.Column("at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_human_answer_community_id_community")
        ),
        sa.PrimaryKeyConstraint("chat_id", "answer_id", name=op.f("pk_human_answer")),
    )
    op.create_index("ix_human_answer_at", "human_answer", ["at"])


def downgrade() -> None:
    op.drop_table("human_answer")
    with op.batch_alter_table("community") as table:
        table.drop_column("trial_ends_at")
