"""A Change: the rows that one use case wants written, together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Delete, Table, Update

from core.columns import metadata


@dataclass(frozen=True, slots=True, eq=False)
class Amendment:
    """One prepared update or delete with bound parameters, made once and run for many rows at a time.

    ``must_match``: every run must touch exactly one row, or the Change fails as a conflict.
    """

    name: str
    statement: Update | Delete
    must_match: bool = False


@dataclass(slots=True)
class Change:
    """Rows to insert per table, amendments to run, and what to do once they are committed."""

    inserts: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)
    amendments: dict[Amendment, list[dict[str, Any]]] = field(default_factory=dict)
    after: list[Callable[[], None]] = field(default_factory=list)

    def add(self, table: Table, **values: Any) -> None:
        """Insert one row; columns that are not named stay empty, so that many rows share one statement."""
        row = dict.fromkeys(_columns(table))
        row.update(values)
        if len(row) != len(_columns(table)):
            raise TypeError(f"{table.name} has no {', '.join(sorted(row.keys() - set(_columns(table))))}")
        self.inserts.setdefault(table, []).append(row)

    def amend(self, amendment: Amendment, **parameters: Any) -> None:
        """Run ``amendment`` with ``parameters``."""
        self.amendments.setdefault(amendment, []).append(parameters)

    def merge(self, other: Change) -> None:
        """Take over everything of ``other``."""
        for table, rows in other.inserts.items():
            self.inserts.setdefault(table, []).extend(rows)
        for amendment, rows in other.amendments.items():
            self.amendments.setdefault(amendment, []).extend(rows)
        self.after.extend(other.after)

    def clear(self) -> None:
        """Forget everything: it has been written."""
        self.inserts.clear()
        self.amendments.clear()
        self.after.clear()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.inserts or self.amendments or self.after)

    @staticmethod
    def inserts_of(changes: Iterable[Change]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
        """Yield the rows of all ``changes`` table by table, parents first."""
        together: dict[Table, list[dict[str, Any]]] = {}
        for change in changes:
            for table, rows in change.inserts.items():
                together.setdefault(table, []).extend(rows)
        for table in sorted(together, key=_order):
            yield table, together[table]

    @staticmethod
    def amendments_of(changes: Iterable[Change]) -> Iterator[tuple[Amendment, list[dict[str, Any]]]]:
        """Yield the amendments of all ``changes``, each with all its rows."""
        together: dict[Amendment, list[dict[str, Any]]] = {}
        for change in changes:
            for amendment, rows in change.amendments.items():
                together.setdefault(amendment, []).extend(rows)
        yield from together.items()


@cache
def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


_ranks: dict[Table, int] = {}


def _order(table: Table) -> int:
    if table not in _ranks:
        _ranks.update({known: rank for rank, known in enumerate(metadata.sorted_tables)})
    return _ranks[table]
