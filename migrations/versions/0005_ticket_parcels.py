"""ticket parcels: the tracking numbers of a case, and when each is looked at

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import core.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_parcel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("couriers", sa.String(length=80), nullable=False),
        sa.Column("phone_tail", sa.String(length=4), nullable=False),
        sa.Column("next_look_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seen_state", sa.String(length=16), nullable=False),
        sa.Column("seen_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stalled_said_at", core.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_parcel_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_parcel")),
    )
    with op.batch_alter_table("ticket_parcel", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_parcel_ticket_id", ["ticket_id"], unique=False)
        batch_op.create_index("ix_ticket_parcel_number", ["number"], unique=False)
        batch_op.create_index("ix_ticket_parcel_next_look_at", ["next_look_at"], unique=False)


def downgrade() -> None:
    op.drop_table("ticket_parcel")
