"""A community has its language, and a person chooses one for the private chat

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("community", "person"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("language", sa.String(length=8), nullable=True))


def downgrade() -> None:
    for name in ("community", "person"):
        with op.batch_alter_table(name) as table:
            table.drop_column("language")
