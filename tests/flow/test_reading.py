"""A real screenshot on its way to the group, read by the real machine: nothing private arrives."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.papers.layouts import Paper, courier_app, draw, letter
from core.fonts import has_chinese_font
from evidence.machine.reader import PictureReader
from evidence.reading.lines import fold
from playground.emulator import Message
from playground.running import Running, run_together
from tests.flow.village import START, Village

pytestmark = [
    pytest.mark.ocr,
    pytest.mark.skipif(not PictureReader().is_there, reason="the extra ocr is not installed"),
    pytest.mark.skipif(not has_chinese_font(), reason="no font with Chinese: apt-get install fonts-wqy-microhei"),
]
READ_WITHIN_SECONDS = 60.0
SMALL = 3


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """An empty world with a bot that reads pictures."""
    async with run_together(START, data_dir=tmp_path, ocr="auto") as running:
        yield running
        assert running.telegram.violations == []


async def test_a_screenshot_reaches_the_group_without_what_is_private(village: Village) -> None:
    paper = draw(courier_app, SMALL, 7)
    await village.add_product()
    preview = await uploaded(village, paper, "/evidence 物流 防晒喷雾")
    assert "已遮:" in preview.words
    assert paper.kept[0] in preview.words
    assert [button.text for button in preview.buttons] == ["发布", "改遮挡", "放弃"]
    await village.pressed(village.owner, preview, "改遮挡")
    boxes = await village.heard("红框会遮住", by=village.owner)
    assert boxes.photo is not None
    await village.pressed(village.owner, boxes, "加遮挡")
    await village.until(lambda: "左上角" in boxes.words, "the grid is drawn")
    await village.pressed(village.owner, preview, "发布")
    await village.heard("已发布", by=village.owner, timeout=READ_WITHIN_SECONDS)
    await village.promote()
    doubt = village.world.say(village.group, village.member, "说是韩国直邮,谁知道是不是国内哪个仓库发的")
    answer = await village.answered(doubt)
    text = await read_by_the_group(village, answer)
    assert [field.text for field in paper.hidden if fold(field.text).replace(" ", "") in text] == []


async def test_a_letter_gets_its_last_day_from_the_picture(village: Village) -> None:
    await village.add_product()
    preview = await uploaded(village, draw(letter, SMALL, 8), "/evidence 授权 防晒喷雾")
    assert "有效至:2026-12-31" in preview.words
    assert "出具:晴屿化妆品株式会社" in preview.words


async def uploaded(village: Village, paper: Paper, line: str) -> Message:
    """Send a paper as a photo and wait for its preview."""
    written = io.BytesIO()
    paper.image.save(written, "JPEG", quality=92)
    village.world.send_photo(village.world.private(village.owner), village.owner, written.getvalue(), caption=line)
    await village.pass_time(seconds=2)
    return await village.heard("待发布", by=village.owner, timeout=READ_WITHIN_SECONDS)


async def read_by_the_group(village: Village, answer: Message) -> str:
    """Return what can be read in a picture of the group."""
    assert answer.photo is not None
    picture = Image.open(io.BytesIO(answer.photo.original)).convert("RGB")
    lines = await village.running.app.picture_reader.read(picture) or []
    text = "".join(line.folded for line in lines).replace(" ", "")
    assert text
    return text
