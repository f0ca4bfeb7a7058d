"""Boxes that a person changes: on and off, by cells, undone; and what is drawn for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from core.ids import ChatId, EvidenceId, WorkspaceId
from evidence.boxdrawing import LONGEST, draw_boxes, draw_grid
from evidence.boxing import LockedBoxError, cell_bounds, cells_in, toggled, turned, undone, with_box, with_corner
from evidence.reading.private import find_private
from evidence.redaction import WHOLE, Box, box_of, covers, preview_of, redacted, still_legible, wider
from evidence.redactions import Editing, Page, Redaction, settled
from tests.unit.evidence.sheets import line, sheet

NAME, PHONE = Box((0, 0, 900, 0, 900, 400, 0, 400), "name", text="张三丰"), Box((0,) * 8, "mobile")


def redaction(*pages: Page) -> Redaction:
    return Redaction(EvidenceId(1), WorkspaceId(2), ChatId(3), 4, None, pages=pages or (Page(0, 0, (NAME, PHONE)),))


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("B2-D3", ("B2", "D3")),
        ("b2 d3", ("B2", "D3")),
        ("Ｂ２－Ｄ３", ("B2", "D3")),
        ("C4", ("C4", "C4")),
        ("A1到F8", ("A1", "F8")),
        ("G1", None),
        ("A9", None),
        ("A1-", None),
        ("A1 B2 C3", None),
        ("", None),
    ],
)
def test_cells_are_typed_in_many_ways(typed: str, cells: tuple[str, str] | None) -> None:
    assert cells_in(typed) == cells


def test_a_name_can_be_uncovered_and_undone() -> None:
    open_name = toggled(redaction(), 0)
    assert [box.on for box in open_name.pages[0].boxes] == [False, True]
    assert undone(open_name).pages == redaction().pages
    assert undone(undone(open_name)).pages == redaction().pages


def test_a_phone_number_is_never_uncovered() -> None:
    with pytest.raises(LockedBoxError):
        toggled(redaction(), 1)


def test_two_cells_make_a_box_whichever_comes_first() -> None:
    for first, last in (("B2", "D3"), ("D3", "B2"), ("B3", "D2")):
        added = with_box(redaction(), first, last).pages[0].boxes[-1]
        assert added.bounds == (1667, 1250, 6667, 3750)
    chosen = with_corner(with_corner(redaction(), "B2"), "D3")
    assert chosen.pages[0].boxes[-1].bounds == (1667, 1250, 6667, 3750)
    assert chosen.editing == Editing(undo=((0, (NAME, PHONE)),))


def test_a_zoomed_window_makes_smaller_cells() -> None:
    zoomed = with_corner(replace(redaction(), editing=Editing(mode="zooming")), "C4")
    assert zoomed.editing is not None
    window = zoomed.editing.window
    assert window == (1666, 2500, 6667, 6250)
    added = with_corner(with_corner(zoomed, "A1"), "A1").pages[0].boxes[-1]
    assert added.bounds == cell_bounds("A1", window)
    assert undone(zoomed).editing == Editing()


def test_pages_are_turned_round_and_keep_what_can_be_undone() -> None:
    book = redaction(Page(0, 0, (NAME,)), Page(0, 1, (NAME,)))
    second = turned(toggled(book, 0), 1)
    assert second.editing is not None
    assert second.editing.page == 1
    back = undone(second)
    assert (back.editing or Editing(9)).page == 0
    assert back.pages == book.pages


def test_what_is_settled_keeps_no_words_and_no_drawings() -> None:
    after = settled(replace(redaction(Page(0, 0, (NAME,), preview="p")), editing=Editing(drawn=("d",))))
    assert (after.pages[0].boxes[0].text, after.pages[0].preview, after.editing) == ("", "", None)


def test_drawings_show_boxes_and_the_grid() -> None:
    page = Image.new("RGB", (300, 600), "white")
    boxes = draw_boxes(page, [NAME])
    assert max(boxes.size) == LONGEST
    assert boxes.getpixel((30, 50)) != (255, 255, 255)
    grid = draw_grid(page, [], corner="B2")
    assert grid.getpixel((int(grid.width * 0.25), int(grid.height * 0.2))) != (255, 255, 255)
    zoomed = draw_boxes(page, [NAME], (0, 0, 1000, 1000))
    assert zoomed.getpixel((zoomed.width // 2, zoomed.height // 5)) != (255, 255, 255)


def test_hidden_places_are_coarse_and_the_rest_is_untouched() -> None:
    noise = Image.effect_noise((400, 400), 100).convert("RGB")
    box = Box((2500, 2500, 7500, 2500, 7500, 7500, 2500, 7500))
    shown = redacted(noise, [box])
    assert shown.crop((0, 0, 90, 400)).tobytes() == noise.crop((0, 0, 90, 400)).tobytes()
    assert len(shown.crop((110, 110, 290, 290)).getcolors(100_000) or ()) == 1
    assert redacted(noise, [replace(box, on=False)]).tobytes() == noise.tobytes()


def test_a_preview_shows_both_versions_where_they_differ() -> None:
    page = Image.new("RGB", (400, 800), "white")
    assert preview_of(page, []).size == (400, 800)
    assert preview_of(page, [NAME]).width == 816


def test_tiny_and_outlying_boxes_do_no_harm() -> None:
    page = Image.new("RGB", (30, 30), "white")
    assert redacted(page, [PHONE, Box((WHOLE,) * 8), wider(PHONE)]).size == (30, 30)


def test_what_is_under_a_box_is_not_looked_for_again() -> None:
    size = (1000, 1000)
    found = find_private(sheet(["收货人:张三丰", "运单号 SF1412345678901"]))
    boxes = [box for piece in found if (box := box_of(piece, size)) is not None]
    left = sheet(["收货人", "顾客中心"])
    assert still_legible(left, boxes, size) == []


def test_what_can_still_be_read_is_found_even_without_its_label() -> None:
    size = (1000, 1000)
    (seen,) = still_legible([line("张三丰 已签收", y=400)], [replace(NAME, corners=(0,) * 8)], size)
    assert seen.why == "name"
    (phone,) = still_legible([line("13912345678")], [], size)
    assert phone.why == "mobile"


def test_what_a_person_uncovered_is_accepted() -> None:
    size = (1000, 1000)
    (seen,) = still_legible([line("收货人:张三丰")], [], size)
    assert still_legible([line("收货人:张三丰")], [replace(seen, on=False)], size) == []
    assert covers(seen, seen)
