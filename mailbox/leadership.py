"""Who sends and who ticks: one row, held for ten seconds and renewed every three."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, String, Table, bindparam, delete, or_, select, update

from core.change import Amendment, Change
from core.clock import Clock
from core.columns import UtcDateTime, metadata
from core.database import Database
from core.errors import ConflictError

LeadershipRow = Table(
    "leadership",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(40), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
_KEEP = Amendment(
    "keep the office",
    update(LeadershipRow)
    .where(LeadershipRow.c.name == bindparam("the_name"))
    .where(or_(LeadershipRow.c.until <= bindparam("now"), LeadershipRow.c.holder == bindparam("me")))
    .values(holder=bindparam("me"), until=bindparam("later")),
    must_match=True,
)
HELD_FOR = timedelta(seconds=10)


class Leadership:
    """One named office that at most one process holds at a time."""

    def __init__(self, database: Database, name: str, holder: str, clock: Clock) -> None:
        self._database, self._name, self._holder, self._clock = database, name, holder, clock
        self.is_held = False

    async def renew(self) -> bool:
        """Take or keep the office if it is free or ours; return whether it is held."""
        now, change = self._clock(), Change()
        change.amend(_KEEP, the_name=self._name, now=now, me=self._holder, later=now + HELD_FOR)
        try:
            await self._database.write([change])
            self.is_held = True
        except ConflictError:
            self.is_held = await self._founded(now)
        return self.is_held

    async def _founded(self, now: datetime) -> bool:
        """Take an office that nobody ever held; tell whether it was so."""
        query = select(LeadershipRow.c.name).where(LeadershipRow.c.name == self._name)
        async with self._database.read() as connection:
            if (await connection.execute(query)).one_or_none() is not None:
                return False
        change = Change()
        change.add(LeadershipRow, name=self._name, holder=self._holder, until=now + HELD_FOR)
        try:
            await self._database.write([change])
        except ConflictError:
            return False
        return True

    async def last_held_until(self) -> datetime | None:
        """Return until when somebody held the office, to ten seconds; None: nobody ever did."""
        query = select(LeadershipRow.c.until).where(LeadershipRow.c.name == self._name)
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def resign(self) -> None:
        """Let the office go, so that another process need not wait."""
        self.is_held = False
        mine = (LeadershipRow.c.name == self._name, LeadershipRow.c.holder == self._holder)
        async with self._database.transaction() as transaction:
            await transaction.execute(update(LeadershipRow).where(*mine).values(holder="", until=self._clock()))

    async def clear(self) -> None:
        """Forget who held it: for the one process of an embedded database, at start."""
        async with self._database.transaction() as transaction:
            await transaction.execute(delete(LeadershipRow).where(LeadershipRow.c.name == self._name))
