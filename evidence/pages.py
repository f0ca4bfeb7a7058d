"""The pages of an original as pictures, and pictures as the file that is shown. Blocking: run it in a thread."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Sequence

from PIL import Image

from evidence import documents, formats
from evidence.models import EvidenceFile
from evidence.picture_hash import on_white

_QUALITY = 90


def count_pages(data: bytes, mime: str) -> int:
    """Return how many pages a checked file has; a picture is one."""
    return documents.count_pages(data) if mime == formats.PDF else 1


def page_of(data: bytes, mime: str, number: int) -> Image.Image:
    """Return a page of a checked file as it looks."""
    if mime == formats.PDF:
        return documents.render_page(data, number)
    image = Image.open(io.BytesIO(data))
    image.load()
    return on_white(image).convert("RGB")


def as_jpeg(picture: Image.Image) -> bytes:
    """Return a picture as a new file: pixels alone, no metadata."""
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY, subsampling=0)
    return written.getvalue()


_NO_TIME = time.gmtime(0)


def shown_file(pages: Sequence[bytes], source: EvidenceFile) -> tuple[bytes, EvidenceFile]:
    """Return what may be shown of ``source``: a JPEG, of several pages a PDF that holds nothing but pictures.

    ``pages`` are redacted JPEGs, so nothing of the original's bytes is in it: no metadata, no text behind the picture.
    """
    first, *others = (Image.open(io.BytesIO(page)) for page in pages)
    data, mime = pages[0], formats.JPEG
    if others:
        written = io.BytesIO()
        dates = {
            "creationDate": _NO_TIME,
            "modDate": _NO_TIME,
        }  # equal pages give equal bytes, whenever they are written
        first.save(written, "PDF", save_all=True, append_images=others, resolution=documents.DOTS_PER_INCH, **dates)
        data, mime = documents.timeless(written.getvalue()), formats.PDF
    name = hashlib.sha256(data).hexdigest()
    return data, EvidenceFile(name, mime, len(data), *first.size, source.picture_hash, source.source)
