"""The pages of an original as pictures, and pictures as the file that is shown. Blocking: run it in a thread."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from PIL import Image

from evidence import documents, formats
from evidence.models import EvidenceFile
from evidence.picture_hash import on_white

_QUALITY = 90


def pages_of(data: bytes, mime: str) -> list[Image.Image]:
    """Return the pages of a checked file, a picture being one page."""
    if mime == formats.PDF:
        return documents.render_pages(data)
    image = Image.open(io.BytesIO(data))
    image.load()
    return [on_white(image).convert("RGB")]


def shown_file(pages: Sequence[Image.Image], source: EvidenceFile) -> tuple[bytes, EvidenceFile]:
    """Return what may be shown of ``source``: a picture, of several pages a PDF that holds nothing but pictures.

    Written anew, so nothing of the original's bytes is in it: no metadata, no text behind the picture.
    """
    written = io.BytesIO()
    first, *others = pages
    if others:
        first.save(
            written, "PDF", save_all=True, append_images=others, resolution=documents.DOTS_PER_INCH, quality=_QUALITY
        )
    else:
        first.save(written, "JPEG", quality=_QUALITY, subsampling=0)
    data = documents.timeless(written.getvalue()) if others else written.getvalue()
    mime = formats.PDF if others else formats.JPEG
    name = hashlib.sha256(data).hexdigest()
    return data, EvidenceFile(name, mime, len(data), first.width, first.height, source.picture_hash, source.source)
