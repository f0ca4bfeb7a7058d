"""incidents: one problem behind many tickets

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aspect", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(length=160), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("open_key", sa.String(length=200), nullable=True),
        sa.Column("since", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("told_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("cards", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_incident_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("open_key", name=op.f("uq_incident_open_key")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_workspace_id_state", ["workspace_id", "state"], unique=False)

    op.create_table(
        "incident_ticket",
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("joined_at", core.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_ticket_incident_id_incident")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_incident_ticket_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("incident_id", "ticket_id", name=op.f("pk_incident_ticket")),
    )
    with op.batch_alter_table("incident_ticket", schema=None) as batch_op:
        batch_op.create_index("ix_incident_ticket_ticket_id", ["ticket_id"], unique=False)


def downgrade() -> None:
    op.drop_table("incident_ticket")
    op.drop_table("incident")
