"""The doctor and the bulk import: nothing half stored, what does not fit together is found and mended."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from bot.doctor import Doctor
from bot.imports import import_evidence
from bot.settings import Settings
from core.change import Change
from core.database import Database
from core.errors import SetupError
from core.files import Files
from evidence.models import EvidenceFile
from evidence.redactions import RedactionRow
from evidence.shelf import BatchRow, EvidenceRow, UploadRow
from mailbox.outbox import OutgoingRow
from tests.storage.messenger import outgoing, owe
from tests.storage.world import LETTER, MINE, OWNER, World, build_world, run_apart_of
from tests.unit.evidence.samples import drawing, saved


def settings(tmp_path: Path, url: str) -> Settings:
    return Settings(_env_file=None, bot_token="1:x", data_dir=tmp_path / "data", database_url=url)  # type: ignore[call-arg]


def aged(path: Path, days: int) -> None:
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


async def examined(world: World, where: Settings, *, mend: bool = False) -> dict[str, int]:
    troubles = await Doctor(where, mend, world.clock)()
    return {trouble.what.split(":")[0]: trouble.count for trouble in troubles if "font" not in trouble.what}


async def test_nothing_is_found_where_all_is_well(database: Database, database_url: str, tmp_path: Path) -> None:
    where = settings(tmp_path, database_url)
    name = Files(where.data_dir / "files").put(b"a picture")
    item = replace(LETTER, files=(EvidenceFile(name, "image/jpeg", 9),))
    world = await build_world(database, item)
    assert await examined(world, where) == {}


async def test_mismatches_are_found_and_mended(database: Database, database_url: str, tmp_path: Path) -> None:
    where = settings(tmp_path, database_url)
    store = Files(where.data_dir / "files")
    stray, young = store.put(b"nothing names me"), store.put(b"just written")
    half = store.path(stray).parent / ".new-abc"
    half.write_bytes(b"half")
    for path in (store.path(stray), half):
        aged(path, 3)
    item = replace(LETTER, files=(EvidenceFile("a" * 64, "image/jpeg", 9),))
    world = await build_world(database, item)
    change, old = Change(), world.clock.now - timedelta(days=2)
    usual = {"workspace_id": MINE, "chat_id": 1, "user_id": 1, "message_id": 5, "group_id": "x", "arguments": ""}
    change.add(UploadRow, id=7, file_name="", mime="", state="waiting", ready_at=old, attempts=3, **usual)
    await world.tools.writer.commit(change)
    await owe(database, replace(outgoing(1), created_at=old), replace(outgoing(2), after=outgoing(1).id))
    async with database.transaction() as transaction:
        await transaction.execute(OutgoingRow.update().where(OutgoingRow.c.id == 1).values(state="dead"))
    found = {
        "published pictures without their file": 1,
        "files in files/ that nothing names": 1,
        "half-written files in files/": 1,
        "uploads that were never fetched": 1,
        "messages that wait for one that will never come": 1,
    }
    assert await examined(world, where) == found
    assert await examined(world, where, mend=True) == found
    assert await examined(world, where) == {"published pictures without their file": 1}
    assert (store.has(stray), store.has(young), half.exists()) == (False, True, False)


async def test_a_damaged_file_is_found(database: Database, database_url: str, tmp_path: Path) -> None:
    where = settings(tmp_path, database_url)
    store = Files(where.data_dir / "files")
    name = store.put(b"a picture")
    store.path(name).write_bytes(b"a pictur!")
    world = await build_world(database, replace(LETTER, files=(EvidenceFile(name, "image/jpeg", 9),)))
    assert await examined(world, where) == {"damaged files in files/": 1}


async def test_mending_wants_the_data_folder_for_itself(database: Database, database_url: str, tmp_path: Path) -> None:
    where, world = settings(tmp_path, database_url), await build_world(database)
    where.data_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(where.data_dir / "youju.lock"), pytest.raises(SetupError, match="stop the bot"):
        await examined(world, where, mend=True)


async def test_a_folder_is_imported_line_by_line(database: Database, database_url: str, tmp_path: Path) -> None:
    where, world = settings(tmp_path, database_url), await build_world(database)
    folder = tmp_path / "proof"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(saved(drawing()))
    (folder / "broken.jpg").write_bytes(saved(drawing())[:500])
    lines = (
        "file,kind,scope,valid_until,note",
        "a.jpg,授权,防晒喷雾,2027-12-31,品牌方授权",
        "broken.jpg,物流,防晒喷雾,,",
        "a.jpg;broken.jpg,物流,防晒喷雾,,",
        "../a.jpg,物流,防晒喷雾,,",
        ",渠道,*,,全店说明",
    )
    (folder / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    dry = run_apart_of(lambda: import_evidence(where, folder, str(MINE), is_dry=True))
    assert ([line.split(":")[1].split(",")[0].strip() for line in dry.lines[:5]], dry.refused) == (
        ["ok", "refused", "refused", "refused", "ok"],
        3,
    )
    assert await world.rows(EvidenceRow) == []
    assert not (where.data_dir / "originals").exists()
    done = run_apart_of(lambda: import_evidence(where, folder, str(MINE), is_dry=False))
    assert (done.refused, done.exit_code) == (3, 1)
    rows = await world.rows(EvidenceRow)
    assert [(row["kind"], row["state"], len(row["files"])) for row in rows] == [
        ("authorization", "draft", 1),
        ("channel", "draft", 0),
    ]
    (pile,) = await world.rows(BatchRow)
    assert (pile["user_id"], pile["state"], {row["batch_id"] for row in rows}) == (OWNER, "reading", {pile["id"]})
    assert len(await world.rows(RedactionRow)) == 1
