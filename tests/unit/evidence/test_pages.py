"""Pages of originals, and the files that are shown in their stead: pixels alone."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from evidence import formats
from evidence.models import EvidenceFile
from evidence.pages import as_jpeg, count_pages, page_of, shown_file
from evidence.pictures import check_file
from evidence.redaction import Box, redacted
from tests.unit.evidence.samples import drawing, exif, pdf, saved

SOURCE = EvidenceFile("", formats.JPEG, 9, 10, 10, "ff00", "f" * 64)
SECRET = b"BT /F1 24 Tf 60 700 Td (Zhang San 13812345678) Tj ET"


def written_pdf(pages: int = 1) -> bytes:
    """Return a document with a text layer that names somebody, and an author."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects.append(b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages)
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    objects.append(b"<</Length %d>>stream\n" % len(SECRET) + SECRET + b"\nendstream")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    objects += [page] * pages
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_one_page(kind: str) -> None:
    checked = check_file(saved(drawing(), kind))
    assert count_pages(checked.data, checked.file.mime) == 1
    assert page_of(checked.data, checked.file.mime, 0).mode == "RGB"


def test_pages_of_a_document_are_drawn_large_enough_to_read() -> None:
    data = pdf(3)
    assert count_pages(data, formats.PDF) == 3
    assert page_of(data, formats.PDF, 2).size == (834, 1250)
    assert max(page_of(pdf(1, 14_000, 200), formats.PDF, 0).size) <= 2201


def test_what_is_behind_the_picture_is_gone() -> None:
    original = written_pdf(2)
    assert "13812345678" in text_of(original)
    pages = [as_jpeg(page_of(original, formats.PDF, number)) for number in range(2)]
    data, file = shown_file(pages, SOURCE)
    assert (file.mime, count_pages(data, formats.PDF), text_of(data)) == (formats.PDF, 2, "")
    assert b"13812345678" not in data
    assert shown_file(pages, SOURCE)[1] == file


def test_a_document_of_one_page_is_shown_as_a_picture() -> None:
    data, file = shown_file([as_jpeg(page_of(written_pdf(), formats.PDF, 0))], SOURCE)
    assert (file.mime, file.picture_hash, file.original) == (formats.JPEG, "ff00", SOURCE.original)
    assert Image.open(io.BytesIO(data)).size == (file.width, file.height)


def test_the_shown_file_has_neither_metadata_nor_the_hidden_pixels() -> None:
    checked = check_file(saved(drawing(), "JPEG", exif=exif(), comment=b"by Zhang San"))
    page = page_of(checked.data, checked.file.mime, 0)
    everything = Box((0, 0, 10_000, 0, 10_000, 10_000, 0, 10_000))
    data, file = shown_file([as_jpeg(redacted(page, [everything]))], checked.file)
    shown = Image.open(io.BytesIO(data))
    assert not shown.getexif()
    assert b"Zhang San" not in data
    assert len(set(shown.resize((20, 20), Image.Resampling.NEAREST).convert("L").tobytes())) <= 2
    assert file.sha256 != checked.file.sha256
