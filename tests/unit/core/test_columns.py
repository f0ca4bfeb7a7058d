"""A moment is kept as SQLAlchemy itself would keep it, so that what was written before is read as before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import DateTime
from sqlalchemy.dialects import postgresql, sqlite

from core.columns import UtcDateTime

SHANGHAI = timezone(timedelta(hours=8))
MOMENTS = (datetime(2026, 1, 2, 3, 4, 5, tzinfo=SHANGHAI), datetime(2026, 12, 31, 23, 59, 59, 999, tzinfo=UTC))
_SQLITE = sqlite.dialect()
_POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types


@pytest.mark.parametrize("moment", MOMENTS)
def test_sqlite_keeps_the_text_that_sqlalchemy_writes_and_gives_the_moment_back(moment: datetime) -> None:
    ours, theirs = UtcDateTime().bind_processor(_SQLITE), DateTime().dialect_impl(_SQLITE).bind_processor(_SQLITE)
    back = UtcDateTime().result_processor(_SQLITE, None)
    assert ours is not None
    assert theirs is not None
    assert back is not None
    assert ours(moment) == theirs(moment.astimezone(UTC).replace(tzinfo=None))
    assert back(ours(moment)) == moment
    assert back(ours(moment)).tzinfo is UTC
    assert ours(None) is back(None) is None


@pytest.mark.parametrize("dialect", [_SQLITE, _POSTGRES])
def test_a_moment_without_a_zone_is_refused(dialect: sqlite.base.SQLiteDialect) -> None:
    bind = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    assert bind is not None
    with pytest.raises(ValueError, match="zone"):
        bind(datetime(2026, 1, 2))  # noqa: DTZ001  that is the point
