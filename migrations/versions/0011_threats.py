"""threats that staff confirmed, and what is kept of them word for word

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = core.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "threat",
        sa.Column("ticket_id", _ID, autoincrement=False, nullable=False),
        sa.Column("workspace_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", _ID, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("keep_until", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_threat_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_threat_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_threat")),
    )
    op.create_index("ix_threat_workspace_id", "threat", ["workspace_id"])
    op.create_table(
        "kept_message",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("workspace_id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("chat_id", _ID, nullable=True),
        sa.Column("message_id", _ID, nullable=True),
        sa.Column("link", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_kept_message_ticket_id_ticket")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_kept_message_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_message")),
    )
    op.create_index("ix_kept_message_ticket_id_at", "kept_message", ["ticket_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_kept_message_ticket_id_at", table_name="kept_message")
    op.drop_table("kept_message")
    op.drop_index("ix_threat_workspace_id", table_name="threat")
    op.drop_table("threat")
