"""``python -m bot doctor``: what does not fit together in database and data folder, and what of it can be mended."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import JSON, String, Table, Text, cast, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import schema
from bot.settings import Settings
from core.clock import Clock, system_clock
from core.database import Database
from core.errors import SetupError
from core.fonts import has_chinese_font
from evidence.shelf import BatchRow, EvidenceRow, UploadRow
from mailbox.outbox import OutgoingRow
from migrations.tables import metadata

_NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_YOUNG_SECONDS = 86_400
"""Files younger than a day may belong to a row that is just being written."""
_STUCK = timedelta(days=1)
_LEFT_LYING = timedelta(days=14)
_SENDING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of mismatch: how often it was found, and whether it was mended or only a person can."""

    what: str
    count: int
    is_mended: bool = False
    examples: tuple[str, ...] = ()

    def line(self) -> str:
        """Return it as it is printed."""
        state = "mended" if self.is_mended else "found"
        shown = f" ({', '.join(self.examples)})" if self.examples else ""
        return f"{state}: {self.count} {self.what}{shown}"


@dataclass(frozen=True, slots=True)
class Doctor:
    """Looks at one installation; ``is_mending``: also sets right what can be set right."""

    settings: Settings
    is_mending: bool
    clock: Clock = system_clock

    async def __call__(self) -> list[Trouble]:
        """Return what was found, in the order of its weight.

        Raises:
            SetupError: the database is not up to date, or a bot runs on it while something is to be mended.
        """
        await schema.demand_newest(self.settings.database)
        with self._alone():
            database = Database(self.settings.database)
            try:
                return [trouble for trouble in await self._look(database) if trouble.count]
            finally:
                await database.dispose()

    def _alone(self) -> Any:
        """Hold the data folder while mending: a running bot would be mended under its hands."""
        if not self.is_mending:
            return _Nothing()
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            return FileLock(self.settings.data_dir / "youju.lock").acquire(timeout=0)
        except Timeout as error:
            raise SetupError("stop the bot first: mending wants the data folder for itself") from error

    async def _look(self, database: Database) -> list[Trouble]:
        async with database.read() as connection:
            named = await _names_in_rows(connection)
            needed = await _names_needed(connection)
        files, originals = self.settings.data_dir / "files", self.settings.data_dir / "originals"
        kept = {folder: await asyncio.to_thread(_kept, folder) for folder in (files, originals)}
        troubles = [
            _missing("published pictures without their file: publish these items anew", needed["files"], kept[files]),
            _missing("originals without their file: send these items anew", needed["originals"], kept[originals]),
            *[await asyncio.to_thread(_broken, folder, kept[folder] & named) for folder in (files, originals)],
            *[await asyncio.to_thread(self._strays, folder, kept[folder] - named) for folder in (files, originals)],
            *[await asyncio.to_thread(self._halves, folder) for folder in (files, originals)],
            *[await self._rows(database, *each) for each in self._stuck_rows()],
        ]
        if not has_chinese_font():
            troubles.append(Trouble("font with Chinese is missing: pictures go out without a watermark", 1))
        return troubles

    def _stuck_rows(self) -> Iterable[tuple[str, Table, tuple[Any, ...], dict[str, Any]]]:
        """Yield what is stuck: what it is called, its table, how it is found, and what sets it right."""
        now = self.clock()
        upload, stack, mail = UploadRow.c, BatchRow.c, OutgoingRow.c
        old = now - _STUCK
        yield (
            "uploads that were never fetched",
            UploadRow,
            (upload.state == "waiting", upload.ready_at < old),
            {"state": "refused"},
        )
        lying = now - _LEFT_LYING
        yield (
            "uploads left without a line",
            UploadRow,
            (upload.state == "held", upload.ready_at < lying),
            {"state": "refused"},
        )
        open_states = ("gathering", "asked", "filling", "left", "reading")
        yield "forms left open", BatchRow, (stack.state.in_(open_states), stack.ready_at < lying), {"state": "done"}
        yield (
            "messages caught in the middle of sending",
            OutgoingRow,
            (mail.state == "sending", mail.created_at < now - _SENDING),
            {"state": "waiting"},
        )
        dead = select(mail.id).where(mail.state.in_(("dead", "cancelled")))
        yield (
            "messages that wait for one that will never come",
            OutgoingRow,
            (
                mail.state == "waiting",
                mail.after.in_(dead),
            ),
            {"state": "cancelled"},
        )

    async def _rows(
        self, database: Database, what: str, table: Table, which: tuple[Any, ...], values: dict[str, Any]
    ) -> Trouble:
        async with database.transaction() as transaction:
            found = (await transaction.execute(select(table.c.id).where(*which))).scalars().all()
            if found and self.is_mending:
                await transaction.execute(update(table).where(table.c.id.in_(found)).values(**values))
        return Trouble(what, len(found), self.is_mending, tuple(str(each) for each in found[:3]))

    def _strays(self, folder: Path, names: set[str]) -> Trouble:
        """Remove files that no row names, a day after they came."""
        paths = [_path(folder, name) for name in sorted(names)]
        old = [path for path in paths if _age_seconds(path) > _YOUNG_SECONDS]
        if self.is_mending:
            for path in old:
                path.unlink(missing_ok=True)
        return Trouble(f"files in {folder.name}/ that nothing names", len(old), self.is_mending)

    def _halves(self, folder: Path) -> Trouble:
        """Remove what a crash left while a file was written."""
        halves = [path for path in folder.rglob(".new-*") if _age_seconds(path) > 3600]
        if self.is_mending:
            for path in halves:
                path.unlink(missing_ok=True)
        return Trouble(f"half-written files in {folder.name}/", len(halves), self.is_mending)


class _Nothing:
    """Holds nothing."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


async def _names_in_rows(connection: AsyncConnection) -> set[str]:
    """Return every name of a file that stands in any row of any table."""
    found: set[str] = set()
    for table in metadata.tables.values():
        columns = [column for column in table.columns if isinstance(column.type, JSON | Text | String)]
        for column in columns:
            values = await connection.execute(select(cast(column, Text)).where(column.is_not(None)))
            for value in values.scalars():
                found.update(_NAME.findall(str(value)))
    return found


async def _names_needed(connection: AsyncConnection) -> dict[str, dict[str, str]]:
    """Return by store which files items on file need, each with the item that names it."""
    needed: dict[str, dict[str, str]] = {"files": {}, "originals": {}}
    query = select(EvidenceRow.c.id, EvidenceRow.c.files, EvidenceRow.c.state).where(EvidenceRow.c.state != "retired")
    for row in (await connection.execute(query)).all():
        for file in row.files:
            if file["sha256"]:
                needed["files"][file["sha256"]] = str(row.id)
            elif file.get("original"):
                needed["originals"][file["original"]] = str(row.id)
    return needed


def _missing(what: str, needed: dict[str, str], kept: set[str]) -> Trouble:
    items = sorted({item for name, item in needed.items() if name not in kept})
    return Trouble(what, len(items), examples=tuple(items[:5]))


def _broken(folder: Path, names: set[str]) -> Trouble:
    """Find files whose bytes are no longer those of their name."""
    broken = [name for name in sorted(names) if _hash(_path(folder, name)) != name]
    what = f"damaged files in {folder.name}/: restore them from a backup"
    return Trouble(what, len(broken), examples=tuple(broken[:3]))


def _kept(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and _NAME.fullmatch(path.name)}


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / name[2:4] / name


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def _age_seconds(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def examine(settings: Settings, say: Callable[[str], object], *, is_mending: bool) -> int:
    """Print a report; return 0 where all is well or was mended, else 1."""
    troubles = asyncio.run(Doctor(settings, is_mending)())
    for trouble in troubles:
        say(trouble.line())
    left = [trouble for trouble in troubles if not trouble.is_mended]
    at = datetime.now().astimezone()
    say(f"{at:%Y-%m-%d %H:%M}: " + ("all is well" if not troubles else f"{len(left)} left, {len(troubles)} found"))
    return 1 if left else 0
