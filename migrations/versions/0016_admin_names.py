"""what those are called who administer a group

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("chat_admin") as table:
        table.add_column(sa.Column("name", sa.String(255), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("chat_admin") as table:
        table.drop_column("name")
