"""An upload on its way to the shelf: read, shown to its uploader, read again, published; what is private stays here."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.change import Change
from core.database import Database
from core.errors import SayableError
from core.ids import EvidenceId
from evidence.reading.lines import Line
from evidence.redactions import RedactionRow, Step, find_redaction, items_of_parcel, save_redaction
from evidence.shelf import EvidenceRow, UploadRow
from mailbox.outbox import OutgoingRow
from tests.storage.uploads import CLEAN, PRIVATE_CHAT, SECRET, Library, Script, build_library, picture
from tests.storage.world import AN, COMPLAINT, LIAISON, MINE, OWNER
from tickets.attachments import Attachment, AttachmentRow, FileKind, add_attachment
from triage.library.fetching import ReadUploads
from triage.library.uploads import TakeUpload, Upload


@pytest.fixture
async def library(database: Database, tmp_path: Path) -> Library:
    return await build_library(database, tmp_path)


async def test_what_is_private_is_hidden_before_anybody_sees_it(library: Library) -> None:
    library.script.answers = [SECRET, CLEAN]
    await library.upload()
    (preview,) = await library.previews()
    assert preview["photo"].startswith("private:")
    assert "已遮:姓名 1和手机号 1" in preview["caption"]
    assert "SF1412345678901" in preview["caption"]
    assert [key["text"] for key in preview["reply_markup"]["inline_keyboard"][0]] == ["发布", "改遮挡", "放弃"]
    await library.accept()
    item = await library.item()
    (file,) = item["files"]
    assert (item["state"], file["mime"]) == ("published", "image/jpeg")
    assert library.stores.files.has(file["sha256"])
    assert not library.stores.files.has(file["original"])
    assert library.stores.originals.has(file["original"])
    assert not library.stores.originals.has(preview["photo"].removeprefix("private:"))


async def test_hidden_pixels_are_coarse_in_the_published_file(library: Library) -> None:
    library.script.answers = [SECRET, CLEAN]
    await library.upload(data=picture(size=(800, 400)))
    await library.accept()
    (file,) = (await library.item())["files"]
    shown = Image.open(io.BytesIO(library.stores.files.read(file["sha256"]))).convert("L")
    original = Image.open(io.BytesIO(library.stores.originals.read(file["original"]))).convert("L")
    place = (110, 102, 240, 128)
    assert len(original.crop(place).getcolors() or ()) == 1
    assert shown.crop(place).tobytes() != original.crop(place).tobytes()
    assert not shown.getexif()


async def test_the_words_under_the_boxes_are_forgotten_once_it_is_published(library: Library) -> None:
    library.script.answers = [SECRET, CLEAN]
    await library.upload()
    await library.accept()
    (row,) = await library.world.rows(RedactionRow)
    assert row["step"] == Step.DONE
    assert [box["text"] for page in row["pages"] for box in page["boxes"]] == ["", ""]


async def test_numbers_of_parcels_become_an_index(library: Library) -> None:
    library.script.answers = [SECRET, CLEAN]
    await library.upload()
    await library.accept()
    async with library.world.database.read() as connection:
        found = await items_of_parcel(connection, MINE, "SF1412345678901")
    assert found == [(await library.item())["id"]]


async def test_what_is_still_legible_is_hidden_as_well_before_it_is_published(library: Library) -> None:
    library.script.answers = [SECRET, ["收货人:", "", "", "13912345678"], CLEAN]
    await library.upload()
    await library.accept()
    assert (await library.item())["state"] == "published"
    (row,) = await library.world.rows(RedactionRow)
    assert [box["why"] for box in row["pages"][0]["boxes"]] == ["name", "mobile", "mobile"]


async def test_while_it_stays_legible_it_is_not_published_and_a_person_looks(library: Library) -> None:
    library.script.answers = [SECRET, *([["13912345678"]] * 3)]
    await library.upload()
    await library.accept()
    item = await library.item()
    assert (item["state"], item["files"][0]["sha256"]) == ("draft", "")
    assert list(library.stores.files.path("0" * 64).parents[2].rglob("*")) == []
    assert "没有发布" in str([row["payload"] for row in await library.world.rows(OutgoingRow, purpose="upload")])
    assert len(await library.previews()) == 2


async def test_without_a_machine_a_person_ticks(library: Library) -> None:
    library.script.is_there = False
    await library.upload()
    (preview,) = await library.previews()
    assert "请自己看一遍" in preview["caption"]
    assert preview["reply_markup"]["inline_keyboard"][0][0]["text"] == "已检查,发布"
    await library.accept()
    assert (await library.item())["state"] == "published"


async def test_a_machine_that_fails_on_the_second_look_leaves_it_to_a_person(library: Library) -> None:
    library.script.answers = [SECRET, None]
    await library.upload()
    await library.accept()
    assert (await library.item())["state"] == "draft"
    first, second = await library.previews()
    buttons = [each["reply_markup"]["inline_keyboard"][0][0]["text"] for each in (first, second)]
    assert buttons == ["发布", "已检查,发布"]
    await library.accept()
    assert (await library.item())["state"] == "published"


async def test_a_letter_gets_its_last_day_issuer_and_shop_from_the_picture(library: Library) -> None:
    library.script.answers = [["授权方:晴屿株式会社", "被授权方:晴屿旗舰店", "有效期至 2026年12月31日"], []]
    await library.upload("授权 防晒喷雾")
    (preview,) = await library.previews()
    assert "有效至:2026-12-31" in preview["caption"]
    item = await library.item()
    assert (str(item["valid_until"]), item["issuer"], item["shop"]) == ("2026-12-31", "晴屿株式会社", "晴屿旗舰店")


async def test_a_letter_without_a_day_waits_for_it(library: Library) -> None:
    library.script.answers = [["品牌授权书", "有效期至 2020年12月31日"], ["品牌授权书"]]
    await library.upload("授权 防晒喷雾")
    item_id = EvidenceId((await library.item())["id"])
    with pytest.raises(SayableError, match="alert-wants-until"):
        await library.decide.accept(item_id, by=OWNER)
    with pytest.raises(SayableError, match="problem-no-such-date"):
        await library.decide.take_day(library.world.mine, PRIVATE_CHAT, "2027-02-30")
    assert await library.decide.take_day(library.world.mine, PRIVATE_CHAT, "2027-06-30")
    assert not await library.decide.take_day(library.world.mine, PRIVATE_CHAT, "2027-06-30")
    await library.accept()
    item = await library.item()
    assert (item["state"], str(item["valid_until"])) == ("published", "2027-06-30")


async def test_a_restart_between_upload_and_look_loses_nothing(library: Library) -> None:
    await library.send("物流 防晒喷雾", b"", 70)
    assert await library.previews() == []
    again = replace(library, script=Script([SECRET]))
    await again.redact()
    assert len(await again.previews()) == 1


async def test_a_redaction_that_changed_while_it_was_read_is_left_to_the_next_look(library: Library) -> None:
    await library.send("物流 防晒喷雾", b"", 70)
    item_id = EvidenceId((await library.item())["id"])

    class Meddler(Script):
        async def read(self, picture: Image.Image) -> list[Line] | None:
            async with library.world.database.read() as connection:
                same = await find_redaction(connection, item_id)
            assert same is not None
            change = Change()
            save_redaction(change, same)
            await library.world.tools.writer.commit(change)
            return await Script.read(self, picture)

    await replace(library, script=Meddler()).redact()
    assert await library.previews() == []
    await library.redact()
    assert len(await library.previews()) == 1


async def test_giving_up_removes_the_file_unless_another_item_has_it(library: Library) -> None:
    await library.upload(data=picture("white"), number=70)
    first = await library.item()
    await library.upload(data=picture("white"), number=71)
    original = first["files"][0]["original"]
    await library.decide.discard(EvidenceId(first["id"]), by=OWNER)
    assert library.stores.originals.has(original)
    second = await library.item()
    await library.decide.discard(EvidenceId(second["id"]), by=OWNER)
    assert (await library.item())["state"] == "retired"
    assert not library.stores.originals.has(original)


async def test_giving_up_leaves_what_a_case_keeps(library: Library) -> None:
    await library.world.says(AN, COMPLAINT)
    (ticket,) = await library.world.tickets()
    await library.upload()
    original = (await library.item())["files"][0]["original"]
    change = Change()
    sent = Attachment(FileKind.PHOTO, "f", PRIVATE_CHAT, 5)
    add_attachment(change, 77, sent, workspace_id=MINE, ticket_id=ticket.id, by=AN, at=library.world.clock.now)
    change.inserts[AttachmentRow][0].update(sha256=original, state="kept")
    await library.world.tools.writer.commit(change)
    await library.decide.discard(EvidenceId((await library.item())["id"]), by=OWNER)
    assert library.stores.originals.has(original)


async def test_an_original_that_is_gone_is_said_and_the_draft_ends(library: Library) -> None:
    await library.send("物流 防晒喷雾", b"", 70)
    library.stores.originals.delete((await library.item())["files"][0]["original"])
    await library.redact()
    assert (await library.item())["state"] == "retired"
    assert "打不开" in str([row["payload"] for row in await library.world.rows(OutgoingRow, purpose="upload")])


async def test_an_original_is_never_published_by_another_way(library: Library) -> None:
    await library.send("物流 防晒喷雾", b"", 70)
    with pytest.raises(ValueError, match="never shown"):
        await library.publish(EvidenceId((await library.item())["id"]), by=OWNER)
    assert (await library.item())["state"] == "draft"


async def test_somebody_who_keeps_no_evidence_decides_nothing(library: Library) -> None:
    await library.upload()
    item_id = EvidenceId((await library.item())["id"])
    for attempt in (library.decide.accept, library.decide.discard):
        with pytest.raises(SayableError, match="alert-staff-only"):
            await attempt(item_id, by=LIAISON)


async def test_it_cannot_be_published_before_it_was_looked_at(library: Library) -> None:
    await library.send("物流 防晒喷雾", b"", 70)
    with pytest.raises(SayableError, match="alert-reading"):
        await library.decide.accept(EvidenceId((await library.item())["id"]), by=OWNER)


async def test_a_file_that_cannot_be_fetched_yet_waits(library: Library) -> None:
    upload = Upload(PRIVATE_CHAT, OWNER, 70, None, "single:70", "物流 防晒喷雾", "missing", mime="image/png")
    await TakeUpload(library.world.tools)(library.world.mine, upload)
    library.world.clock.forward(seconds=3)
    await ReadUploads(library.world.tools, library.stores.originals, library.post, library.script)()
    (row,) = await library.world.rows(UploadRow)
    assert (row["state"], row["attempts"]) == ("waiting", 1)
    assert await library.world.rows(EvidenceRow) == []
