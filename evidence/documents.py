"""PDF files: opened once to see that they can be, measured, and written anew without what is not on the pages."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from PIL import Image

# pypdfium2 takes a sixth of a second to import, and most days bring no PDF: it is imported where it is used.

MOST_PAGES = 20
DOTS_PER_INCH = 150
LONGEST_SIDE = 2200

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_THUMBNAIL = 512
_ONE_AT_A_TIME = threading.Lock()  # pdfium is not thread-safe
_WRITTEN_AT = re.compile(rb"(?<=/CreationDate\(D:)\d{14}(?=[+\-Z])")
_FILE_ID = re.compile(rb"(?<=/ID\[<)([0-9A-F]+)><([0-9A-F]+)(?=>\]>>\s*startxref)")


class LockedError(ValueError):
    """The document opens only with a password."""


class TooManyPagesError(ValueError):
    """The document has more pages than a proof needs."""

    def __init__(self, pages: int) -> None:
        super().__init__(f"{pages} pages")
        self.pages = pages


class Document(NamedTuple):
    """A checked document: written anew, the size of its first page in points, and how that looks."""

    data: bytes
    width: int
    height: int
    first_page: Image.Image


def read_document(data: bytes) -> Document:
    """Read a PDF: pages are kept as they are; author, title, scripts and attachments of the document are not.

    Raises:
        LockedError: it needs a password.
        TooManyPagesError: more than 20 pages.
        ValueError: it is damaged or has no pages.

    Source: pdfium, fpdfview.h, "not thread-safe".
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            return _read(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
                raise LockedError("needs a password") from error
            raise ValueError(str(error)) from error


def _read(data: bytes) -> Document:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            raise TooManyPagesError(pages)
        if not pages:
            raise ValueError("no pages")
        return _measured(document)
    finally:
        document.close()


def _measured(document: Any) -> Document:
    """Look at the first page and write all pages into a new document."""
    page = document[0]
    try:
        width, height = page.get_size()
        if not (width >= 1 and height >= 1):
            raise ValueError("an empty page")
        bitmap = page.render(scale=_THUMBNAIL / max(width, height))
        first_page = bitmap.to_pil().convert("RGB")
        bitmap.close()
    finally:
        page.close()
    return Document(_written_anew(document), round(width), round(height), first_page)


def _written_anew(document: Any) -> bytes:
    """Return the pages as a new document; equal pages give equal bytes, so the time and the random id are blanked."""
    import pypdfium2

    new = pypdfium2.PdfDocument.new()
    try:
        new.import_pages(document)
        written = io.BytesIO()
        new.save(written)
    finally:
        new.close()
    return timeless(written.getvalue())


def timeless(data: bytes) -> bytes:
    """Return a document without the time of writing and its random id: equal pages are equal bytes."""
    data = _WRITTEN_AT.sub(b"20000101000000", data)
    return _FILE_ID.sub(lambda match: b"0" * len(match[1]) + b"><" + b"0" * len(match[2]), data)


def count_pages(data: bytes) -> int:
    """Return how many pages a checked document has."""
    with _opened(data) as document:
        return len(document)


def render_page(data: bytes, number: int) -> Image.Image:
    """Return a page of a checked document as a picture, at most 2200 pixels long.

    Raises:
        ValueError: it cannot be drawn.
    """
    with _opened(data) as document:
        return _rendered(document[number])


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                yield document
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from error


def _rendered(page: Any) -> Image.Image:
    try:
        longest = max(*page.get_size(), 1.0)
        bitmap = page.render(scale=min(DOTS_PER_INCH / 72, LONGEST_SIDE / longest))
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return picture
    finally:
        page.close()
