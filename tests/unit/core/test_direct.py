"""Every prepared statement of every room is one that the direct writer can run."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, update
from sqlalchemy.dialects import sqlite

from core.change import Amendment
from core.direct import Prepared
from migrations.tables import ROOMS

AMENDMENTS = [each for room in ROOMS for each in vars(room).values() if isinstance(each, Amendment)]


@pytest.mark.parametrize("amendment", AMENDMENTS, ids=lambda amendment: amendment.name)
def test_an_amendment_can_be_prepared(amendment: Amendment) -> None:
    assert Prepared(amendment.statement, sqlite.dialect()).sql.startswith(("UPDATE", "DELETE"))


def test_a_list_in_a_prepared_statement_is_refused_at_once() -> None:
    table = Table("thing", MetaData(), Column("id", Integer, primary_key=True))
    with pytest.raises(TypeError, match="no lists"):
        Prepared(update(table).where(table.c.id.in_([1, 2])).values(id=3), sqlite.dialect())
