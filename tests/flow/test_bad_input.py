"""What people get wrong: lines, files, names; each is told what and nothing is half stored (PRODUCT 17)."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from playground.emulator import Message
from tests.flow.village import Village, picture

RTL, ZERO_WIDTH = "\u202e", "\u200b"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/evidence 授劝 防晒喷雾", ("没有「授劝」这种凭证", "最接近的:授权")),
        ("/evidence 授权 防晒棒 2027-12-31", ("没找到商品「防晒棒」", "防晒喷雾")),
        ("/evidence 授权 防晒喷雾 2027-02-30", ("没有「2027-02-30」这一天", "2026-12-31")),
        ("/evidence 授权 防晒喷雾 2020-01-01", ("「2020-01-01」已经过了", "今天是 2026-11-22")),
        ("/evidence 授权 防晒喷雾", ("授权", "有效期")),
        ("/evidence 物流", ("物流", "还差商品名或品牌")),
        ("/evidence", ("带上文件,配一行字",)),
    ],
)
async def test_wrong_line_is_explained_and_the_file_is_kept(village: Village, line: str, said: tuple[str, ...]) -> None:
    await village.add_product()
    private = village.world.private(village.owner)
    village.world.send_photo(private, village.owner, picture(1), caption=line)
    await village.pass_time(seconds=2)
    problem = await village.heard(said[0], by=village.owner)
    assert all(part in problem.words for part in said)
    assert village.books.count("evidence") == 0
    village.world.tell(village.owner, "/evidence 授权 防晒喷雾 2027-12-31 品牌方授权")
    await village.publish(village.owner)
    assert village.books.ask("SELECT kind, state FROM evidence") == [("authorization", "published")]


async def test_upload_for_an_unknown_product_is_completed_by_a_button(village: Village) -> None:
    await village.add_product("防晒喷雾")
    private = village.world.private(village.owner)
    for seed, button in ((1, "防晒喷雾"), (2, "新建商品")):
        village.world.send_photo(private, village.owner, picture(seed), caption="/evidence 物流 防晒棒")
        await village.pass_time(seconds=2)
        problem = await village.heard("没找到商品", by=village.owner)
        await village.pressed(village.owner, problem, button)
        await village.publish(village.owner)
    assert village.books.ask("SELECT name FROM product ORDER BY id") == [("防晒喷雾",), ("防晒棒",)]
    assert village.books.count("evidence", "state = 'published'") == 2


async def test_date_alone_completes_the_line_that_lacks_it(village: Village) -> None:
    await village.add_product()
    private = village.world.private(village.owner)
    village.world.send_photo(private, village.owner, picture(1), caption="/evidence 授权 防晒喷雾")
    await village.pass_time(seconds=2)
    await village.heard("有效期", by=village.owner)
    village.world.tell(village.owner, "2027-12-31")
    assert "2027-12-31" in (await village.publish(village.owner)).words


@pytest.mark.parametrize("given", ["1999", "abc", "", "99999999999999999999", "#1001", "-1"])
async def test_unknown_ticket_number_is_answered_with_the_nearest(village: Village, given: str) -> None:
    said = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    await village.answered(said, "#1001")
    await village.heard("新售后单", by=village.owner)
    village.world.tell(village.owner, f"/ticket {given}")
    await village.heard("#1001" if given in ("1999", "#1001") else "", by=village.owner)
    assert village.books.count("inbox", "state = 'dead'") == 0


def _bomb() -> bytes:
    """Return a PNG of a few hundred kilobytes that claims 20,000 × 20,000 pixels."""
    rows = zlib.compress(b"\x00" * 5_000_000)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _gif() -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("P", (90, 90), shade) for shade in (0, 80, 160)]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("大图.jpg", b"\xff\xd8" + b"\x00" * (21 * 1024 * 1024), "最多 20"),
        ("空的.png", b"", "空的"),
        ("半截.png", picture(1)[:600], "打不开"),
        ("炸弹.png", _bomb(), "百万"),
        ("改名.png", b"MZ\x90\x00" + b"\x00" * 900, "没有收"),
        ("改名.jpg", b"<html><script>alert(1)</script></html>", "没有收"),
        ("说明.txt", "这是真的".encode(), "只收"),
        ("动图.gif", _gif(), ""),
        ("坏的.pdf", b"%PDF-1.7 nothing in it", ""),
    ],
)
async def test_bad_file_is_refused_with_the_reason(village: Village, name: str, data: bytes, said: str) -> None:
    await village.add_product()
    private = village.world.private(village.owner)
    line = "/evidence 授权 防晒喷雾 2027-12-31 授权书"
    village.world.send_document(private, village.owner, data, file_name=name, caption=line)
    await village.pass_time(seconds=2)
    refusal = await village.heard(said, by=village.owner)
    assert "待发布" not in refusal.words
    assert village.books.count("evidence") == 0
    assert [file for file in village.running.data_dir.glob("*s/**/*") if file.is_file()] == []


async def test_album_with_one_bad_file_is_not_half_published(village: Village) -> None:
    await village.add_product()
    private = village.world.private(village.owner)
    items = [("一.png", picture(1)), ("二.png", picture(2)[:500]), ("三.png", picture(3))]
    line = "/evidence 授权 防晒喷雾 2027-12-31 授权书"
    village.world.send_album(private, village.owner, items, caption=line)
    await village.pass_time(seconds=2)
    kept = await village.heard("打不开", by=village.owner)
    assert "第 2 个文件没收" in kept.words
    assert village.books.count("evidence") == 0
    await village.pressed(village.owner, kept, "用其余 2 个")
    preview = await village.heard("待发布", by=village.owner)
    assert "文件:2 个" in preview.words
    assert village.books.ask("SELECT state FROM evidence") == [("draft",)]


async def test_album_becomes_one_item(village: Village) -> None:
    await village.add_product()
    private = village.world.private(village.owner)
    line = "/evidence 物流 防晒喷雾 三张连着看"
    village.world.send_album(private, village.owner, [picture(seed) for seed in (1, 2, 3)], caption=line)
    await village.publish(village.owner)
    await village.promote()
    doubt = village.world.say(village.group, village.member, "说是韩国直邮,谁知道是不是国内发的")
    first = await village.answered(doubt, "三张连着看")
    album = [message for message in village.group.messages.values() if message.media_group_id == first.media_group_id]
    assert len(album) == 3


@pytest.mark.parametrize(
    "name",
    [
        "<b>阿安</b>",
        f"{RTL}nimda",
        ZERO_WIDTH * 60,
        "官方客服 https://t.me/x",
        "😀" * 30,
        "A" * 64,
        "{ $name }",
        "@youju_bot",
        "   ",
    ],
)
async def test_strange_name_never_breaks_an_answer(village: Village, name: str) -> None:
    await village.prepare()
    stranger = village.add_member(name)
    answers = []
    for text in ("这个是正品吗", "快递五天了一动不动,什么时候能到"):
        said = village.world.say(village.group, stranger, text)
        answers.append(await village.answered(said))
    await village.heard("新售后单", by=village.owner)
    for answer in answers:
        assert RTL not in answer.words
        assert ZERO_WIDTH not in answer.words
        assert all(entity.type == "text_mention" for entity in answer.entities), answer.entities
    assert "客服" not in answers[0].words


async def test_very_long_and_marked_up_texts_are_shown_as_text(village: Village) -> None:
    await village.prepare()
    long = "<a href='https://x.cn'>快递</a>五天了一动不动,什么时候能到 *粗* " + "啊" * 4000
    said: Message = village.world.say(village.group, village.member, long[:4096])
    await village.answered(said, "#1001")
    notice = await village.heard("新售后单 #1001", by=village.owner)
    assert "<a href='https://x.cn'>快递</a>" in notice.words
    assert all(entity.type == "text_link" for entity in notice.entities if entity.url)
    village.world.tell(village.owner, "/product " + "长" * 4000)
    await village.heard("商品名太长", by=village.owner)
    village.world.tell(village.owner, "/ticket " + "9" * 4000)
    await village.heard("不是单号", by=village.owner)
    village.world.tell(village.owner, "/evidence 渠道 防晒喷雾 " + "说" * 3000)
    await village.heard("最多 1000 个", by=village.owner)
    assert village.books.count("inbox", "state = 'dead'") == 0


async def test_odd_messages_are_taken_calmly(village: Village) -> None:
    await village.prepare()
    sticker = {"sticker": {"file_id": "x", "file_unique_id": "y", "type": "regular", "width": 1, "height": 1}}
    sticker["sticker"] |= {"is_animated": False, "is_video": False}
    village.world.send_other(village.group, village.member, sticker)
    village.world.send_other(village.world.private(village.owner), village.owner, sticker)
    village.world.tell(village.owner, "/nonsense")
    await village.heard("没看懂", by=village.owner)
    for text in ("/", "//", "/product", "/promote", "\u202e/tickets", "/tickets@other_bot"):
        village.world.tell(village.owner, text)
    await village.settled()
    assert village.books.count("inbox", "state = 'dead'") == 0
