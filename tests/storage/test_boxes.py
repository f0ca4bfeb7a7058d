"""「改遮挡」: every step is stored, older pictures are refused, and what was changed is what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.database import Database
from core.errors import SayableError
from core.ids import EvidenceId
from evidence.redactions import RedactionRow
from mailbox.outbox import OutgoingRow
from tests.storage.uploads import CLEAN, PRIVATE_CHAT, SECRET, Library, build_library
from tests.storage.world import LIAISON, OWNER
from triage.buttons import decode
from triage.library.boxes import EditBoxes
from triage.mail import Place

PLACE = Place(PRIVATE_CHAT, 900)


class Editor:
    """A person at the boxes, pressing what the newest picture offers."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def boxes(self) -> EditBoxes:
        return EditBoxes(self.library.world.tools, self.library.publish, self.library.redact)

    async def id(self) -> EvidenceId:
        return EvidenceId((await self.library.item())["id"])

    async def open(self) -> None:
        await self.boxes.open(await self.id(), by=OWNER, place=PLACE)

    async def shown(self) -> Any:
        rows = await self.library.world.rows(OutgoingRow, purpose="boxes")
        return rows[-1]["payload"]

    async def labels(self) -> list[str]:
        return [key["text"] for row in (await self.shown())["reply_markup"]["inline_keyboard"] for key in row]

    async def press(self, label: str) -> None:
        keys = [key for row in (await self.shown())["reply_markup"]["inline_keyboard"] for key in row]
        press = decode(next(key["callback_data"] for key in keys if key["text"] == label))
        assert press is not None
        if press.action == "done":
            await self.boxes.done(EvidenceId(press.id), by=OWNER)
        else:
            await self.boxes.press(EvidenceId(press.id), press.action, press.extra, by=OWNER, place=PLACE)


@pytest.fixture
async def editor(database: Database, tmp_path: Path) -> Editor:
    library = await build_library(database, tmp_path)
    library.script.answers = [SECRET]
    await library.upload()
    editor = Editor(library)
    await editor.open()
    return editor


async def test_boxes_are_buttons(editor: Editor) -> None:
    assert await editor.labels() == ["✓1 姓名", "✓2 手机号", "加遮挡", "改好了"]
    await editor.press("✓1 姓名")
    assert (await editor.labels())[:2] == ["○1 姓名", "✓2 手机号"]
    assert (await editor.shown())["message_id"] == 900
    await editor.press("撤销")
    assert (await editor.labels())[:2] == ["✓1 姓名", "✓2 手机号"]


async def test_a_phone_number_stays_hidden(editor: Editor) -> None:
    with pytest.raises(SayableError, match="alert-box-locked"):
        await editor.press("✓2 手机号")


async def test_a_box_is_added_by_two_cells_or_typed(editor: Editor) -> None:
    await editor.press("加遮挡")
    await editor.press("B2")
    assert "左上角:B2" in (await editor.shown())["media"]["caption"]
    await editor.press("D3")
    assert await editor.boxes.is_open(PRIVATE_CHAT)
    await editor.boxes.typed(PRIVATE_CHAT, "f8", by=OWNER)
    assert (await editor.labels())[2:4] == ["✓3 手动", "✓4 手动"]
    (row,) = await editor.library.world.rows(RedactionRow)
    assert [box["why"] for box in row["pages"][0]["boxes"]] == ["name", "mobile", "", ""]


async def test_an_older_picture_changes_nothing(editor: Editor) -> None:
    first = await editor.shown()
    press = decode(first["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert press is not None
    await editor.press("加遮挡")
    with pytest.raises(SayableError, match="alert-boxes-old"):
        await editor.boxes.press(EvidenceId(press.id), press.action, press.extra, by=OWNER, place=PLACE)


async def test_what_a_person_uncovered_is_published_and_no_drawing_stays(editor: Editor) -> None:
    library = editor.library
    await editor.press("✓1 姓名")
    await editor.press("改好了")
    assert "已遮:手机号 1。" in (await library.previews())[-1]["caption"]
    library.script.answers = [["收货人:张三丰", "运单号 SF1412345678901"]]
    await library.accept()
    item = await library.item()
    assert item["state"] == "published"
    kept = [path for path in library.stores.originals.path("0" * 64).parents[2].rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [item["files"][0]["original"]]


async def test_only_who_keeps_evidence_changes_boxes(editor: Editor) -> None:
    with pytest.raises(SayableError, match="alert-staff-only"):
        await editor.boxes.open(await editor.id(), by=LIAISON, place=PLACE)


async def test_nothing_can_be_changed_while_it_is_read_again(editor: Editor) -> None:
    await editor.library.decide.accept(await editor.id(), by=OWNER)
    with pytest.raises(SayableError, match="alert-reading"):
        await editor.press("加遮挡")


async def test_after_publishing_there_is_nothing_to_change(editor: Editor) -> None:
    editor.library.script.answers = [CLEAN]
    await editor.library.accept()
    with pytest.raises(SayableError, match="alert-old"):
        await editor.open()
