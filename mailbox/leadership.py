"""Who sends and who ticks: one row, held for ten seconds and renewed every three."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, String, Table, delete, or_, select, update

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
HELD_FOR = timedelta(seconds=10)


class Leadership:
    """One named office that at most one process holds at a time."""

    def __init__(self, database: Database, name: str, holder: str, clock: Clock) -> None:
        self._database, self._name, self._holder, self._clock = database, name, holder, clock
        self.is_held = False

    async def renew(self) -> bool:
        """Take or keep the office if it is free or ours; return whether it is held."""
        now = self._clock()
        until = now + HELD_FOR
        free = or_(LeadershipRow.c.until <= now, LeadershipRow.c.holder == self._holder)
        taking = update(LeadershipRow).where(LeadershipRow.c.name == self._name, free)
        try:
            async with self._database.transaction() as transaction:
                taken = (await transaction.execute(taking.values(holder=self._holder, until=until))).rowcount == 1
                if not taken:
                    known = select(LeadershipRow.c.name).where(LeadershipRow.c.name == self._name)
                    if (await transaction.execute(known)).one_or_none() is None:
                        row = {"name": self._name, "holder": self._holder, "until": until}
                        await transaction.execute(LeadershipRow.insert(), row)
                        taken = True
        except ConflictError:
            taken = False
        self.is_held = taken
        return taken

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
