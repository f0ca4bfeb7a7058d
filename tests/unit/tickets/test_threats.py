"""What an appeal needs, read from the member's own words; the dossier's page and archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.dossier import Dossier, Entry, Original, build_dossier, build_page, safe_names
from tickets.threats import Demand, read_demand

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
HEADINGS = ("时间", "谁", "内容", "文件", "名称", "SHA-256", "按原话保存")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            ["赔我500,不然我就发差评,到处曝光你们"],
            Demand("赔我500", "500", "不然我就发差评,到处曝光你们", ""),
        ),
        (["给我转200块,否则小红书见"], Demand("给我转200块", "200", "否则小红书见", "")),
        (["我要投诉你们"], Demand()),
        (["退一赔三", "不赔就挂到网上"], Demand("退一赔三", "", "不赔就挂到网上", "")),
        (["拿300元来私了"], Demand("", "300", "", "")),
    ],
)
def test_a_demand_is_read_from_what_was_said(said: list[str], expected: Demand) -> None:
    assert read_demand(said) == expected


def test_what_is_missing_is_named() -> None:
    assert read_demand(["赔我500"], "E2026112200001").missing == ("in_exchange",)
    assert Demand().missing == ("wanted", "sum", "in_exchange", "order")


class Seen(HTMLParser):
    """What a browser would find: tags, texts, addresses that would be loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for key, value in attrs if key in ("src", "background", "data")]
        assert not [key for key, _ in attrs if key.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def case(text: str = "赔我500", name: str = "阿安", file_name: str = "01-a.jpg", link: str = "") -> Dossier:
    entries = (
        Entry(NOW + timedelta(minutes=5), "有据", "回复", "收到", number="-1001/12"),
        Entry(NOW, name, "原话", text, number="-1001/11", link=link, file_names=(file_name,)),
    )
    originals = (Original(file_name, b"picture", is_picture=True), Original("02-b.ogg", None))
    return Dossier("#1024 维权材料", [("成员", name)], HEADINGS, entries, originals)


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    return parser


def test_the_page_shows_the_case_in_the_order_of_time_and_loads_nothing_from_elsewhere() -> None:
    page = build_page(case(link="https://t.me/c/1/11"))
    shown = seen(page)
    assert shown.text.index("赔我500") < shown.text.index("收到")
    assert "2026-11-22 07:00:00 UTC" in shown.text
    assert shown.loaded == ["files/01-a.jpg"]
    assert hashlib.sha256(b"picture").hexdigest() in shown.text
    assert not {"script", "link", "iframe", "object"} & set(shown.tags)
    assert '<meta charset="utf-8">' in page


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60),
    st.text(max_size=20),
    st.sampled_from(["javascript:alert(1)", 'https://t.me/c/1/1?"><script>']),
)
def test_nothing_that_people_write_becomes_markup(text: str, name: str, link: str) -> None:
    evil = f"{text}<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = build_page(case(evil, f"<b>{name}</b>", link=link))
    shown = seen(page)
    assert "script" not in shown.tags
    assert "b" not in shown.tags
    assert shown.loaded == ["files/01-a.jpg"]
    assert 'href="javascript' not in page


def test_the_archive_checks_itself_and_is_the_same_every_time() -> None:
    data = build_dossier(case(), "dossier-1024")
    assert data == build_dossier(case(), "dossier-1024")
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == [
        "dossier-1024/SHA256SUMS",
        "dossier-1024/files/01-a.jpg",
        "dossier-1024/timeline.html",
    ]
    for line in archive.read("dossier-1024/SHA256SUMS").decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(archive.read(f"dossier-1024/{name}")).hexdigest() == digest


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "01-passwd"),
        ("C:\\x\\聊天记录.png", "01-聊天记录.png"),
        ("", "01-file"),
        ("..", "01-file"),
        ("a b\u202e.exe", "01-a_b_.exe"),
    ],
)
def test_file_names_stay_inside_their_folder(name: str, safe: str) -> None:
    assert safe_names([name]) == [safe]
    assert safe_names([name, name])[1].startswith("02-")
