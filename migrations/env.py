"""Alembic's way in: the tables of all rooms, on the connection that is handed over."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from migrations.tables import metadata

config = context.config


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


given = config.attributes.get("connection")
if given is None:
    # `alembic revision --autogenerate` while developing: a plain synchronous SQLite file.
    with create_engine(config.get_main_option("sqlalchemy.url") or "sqlite:///:memory:").connect() as own:
        _run(own)
else:
    _run(given)
