"""Alembic's way in: the tables of all rooms, on the connection that is handed over."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, MetaData, create_engine

config = context.config


def _run(connection: Connection, metadata: MetaData | None) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


given = config.attributes.get("connection")
if given is None:
    # A new revision is written by comparing an empty database with the tables of all rooms.
    from migrations.tables import metadata as tables

    with create_engine(config.get_main_option("sqlalchemy.url") or "sqlite:///:memory:").connect() as own:
        _run(own, tables)
else:
    _run(given, None)
