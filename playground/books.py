"""A look into the bot's database from outside, past its own code."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MACHINERY = frozenset(("alembic_version", "lane", "leadership"))
"""Tables that keep the machine going, not what happens."""


@dataclass(frozen=True, slots=True)
class Books:
    """The SQLite database ``file``, opened for reading each time it is asked."""

    file: Path

    def ask(self, question: str, *values: Any) -> list[Any]:
        """Return the rows that a query finds."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
            return database.execute(question, values).fetchall()

    def one(self, question: str, *values: Any) -> Any:
        """Return the first value of the first row."""
        return self.ask(question, *values)[0][0]

    def count(self, table: str, where: str = "true") -> int:
        """Count the rows of a table."""
        return int(self.one(f"SELECT count(*) FROM {table} WHERE {where}"))  # noqa: S608  our own words only

    def rows(self) -> dict[str, int]:
        """Count the rows of every table in which something is kept."""
        tables = [name for (name,) in self.ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: self.count(f'"{name}"') for name in tables if name not in MACHINERY}
