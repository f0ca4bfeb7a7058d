"""follow-ups: what waits in an index of its own, a member's tickets, when staff were reminded

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "reminded",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_reminded")),
    )
    op.drop_index("ix_follow_up_state_due_at", table_name="follow_up")
    op.create_index("ix_follow_up_due", "follow_up", ["due_at", "id"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.create_index("ix_ticket_member_id_id", "ticket", ["member_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_ticket_member_id_id", table_name="ticket")
    op.drop_index("ix_follow_up_due", table_name="follow_up")
    op.create_index("ix_follow_up_state_due_at", "follow_up", ["state", "due_at"])
    op.drop_table("reminded")
