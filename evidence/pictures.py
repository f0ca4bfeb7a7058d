"""The check of an uploaded file: what it really is, that it can be read, and the same without hidden data.

Blocking and heavy: run it in a thread.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image

from core.errors import SayableError
from evidence import documents, formats
from evidence.models import EvidenceFile
from evidence.picture_hash import hash_distance, looks_same, on_white, picture_hash

__all__ = ["BadFileError", "CheckedFile", "check_file", "hash_distance", "looks_same"]

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDES = 10_000
"""Telegram takes photos whose width and height together are no more, at most 20 times as long as wide, up to 10 MB."""
MOST_RATIO = 20
MOST_PHOTO_BYTES = 10 * 1024 * 1024

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PILLOW_FORMATS = {formats.JPEG: "JPEG", formats.PNG: "PNG", formats.WEBP: "WEBP"}
_ENDINGS = {
    ".jpg": formats.JPEG,
    ".jpeg": formats.JPEG,
    ".png": formats.PNG,
    ".webp": formats.WEBP,
    ".pdf": formats.PDF,
}
_SENDABLE_MODES = frozenset(("1", "L", "LA", "P", "RGB", "RGBA"))
# What Pillow's decoders raise for broken files; warnings only where they are made errors.
_DECODING = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError, Warning)


class BadFileError(SayableError):
    """A file that we do not take. Keys and variables are listed at ``check_file``."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: ``data`` is clean, ``original_sha256`` recognises the same upload."""

    data: bytes
    file: EvidenceFile
    original_sha256: str


def check_file(data: bytes, name: str = "", mime: str | None = None) -> CheckedFile:
    """Check an upload and return it without metadata, upright and in a size that Telegram takes.

    ``name`` and ``mime`` are what the sender calls it; the bytes decide.

    Raises:
        BadFileError: ``bad-file-empty``, ``bad-file-too-large`` (size_mb, limit_mb), ``bad-file-heic``,
            ``bad-file-disguised`` (claimed, found), ``bad-file-not-picture`` (found), ``bad-file-animated``,
            ``bad-file-damaged``, ``bad-file-too-many-pixels`` (megapixels, limit), ``bad-file-locked``,
            ``bad-file-too-many-pages`` (pages, limit).
    """
    if not data:
        raise BadFileError("bad-file-empty")
    if len(data) > MOST_BYTES:
        raise BadFileError("bad-file-too-large", size_mb=_megabytes(len(data)), limit_mb=_megabytes(MOST_BYTES))
    found = formats.found_type(data)
    original = hashlib.sha256(data).hexdigest()
    if found == formats.PDF:
        return _checked_document(data, original)
    if found in _PILLOW_FORMATS:
        return _checked_picture(data, found, original)
    raise _refusal(data, found, name, mime)


def _refusal(data: bytes, found: str, name: str, mime: str | None) -> BadFileError:
    """Return why a file of another type is not taken."""
    if found == "heic":
        return BadFileError("bad-file-heic")
    if found == "gif" and formats.is_animated_gif(data):
        return BadFileError("bad-file-animated")
    claimed = _ENDINGS.get(PurePath(name).suffix.lower()) or (mime if mime in _ENDINGS.values() else None)
    if claimed is not None:
        return BadFileError("bad-file-disguised", claimed=claimed, found=found)
    return BadFileError("bad-file-not-picture", found=found)


def _checked_document(data: bytes, original: str) -> CheckedFile:
    try:
        document = documents.read_document(data)
    except documents.LockedError as error:
        raise BadFileError("bad-file-locked") from error
    except documents.TooManyPagesError as error:
        raise BadFileError(
            "bad-file-too-many-pages", pages=str(error.pages), limit=str(documents.MOST_PAGES)
        ) from error
    except ValueError as error:
        raise BadFileError("bad-file-damaged") from error
    looks = picture_hash(document.first_page)
    return _checked(document.data, formats.PDF, document.width, document.height, looks, original)


def _checked_picture(data: bytes, mime: str, original: str) -> CheckedFile:
    try:
        stripped = formats.strip(data, mime)
    except formats.BrokenError as error:
        raise BadFileError("bad-file-damaged") from error
    if stripped.is_animated:
        raise BadFileError("bad-file-animated")
    image = _decoded(stripped.data, mime)
    fitting = _fitting(image, stripped.orientation)
    clean = stripped.data
    if fitting is not image or len(clean) > MOST_PHOTO_BYTES:
        fitting, clean, mime = _encoded(fitting, mime)
    return _checked(clean, mime, fitting.width, fitting.height, picture_hash(fitting), original)


def _checked(data: bytes, mime: str, width: int, height: int, looks: str, original: str) -> CheckedFile:
    sha256 = hashlib.sha256(data).hexdigest()
    return CheckedFile(data, EvidenceFile(sha256, mime, len(data), width, height, looks), original)


def _decoded(data: bytes, mime: str) -> Image.Image:
    """Decode a picture, once its size is known to be bearable."""
    try:
        image = Image.open(io.BytesIO(data), formats=(_PILLOW_FORMATS[mime],))
        _check_size(image.width, image.height)
        image.load()
    except BadFileError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadFileError("bad-file-too-many-pixels", megapixels="100+", limit=_mega(MOST_PIXELS)) from error
    except (*_DECODING, struct.error, zlib.error) as error:
        raise BadFileError("bad-file-damaged") from error
    return image


def _check_size(width: int, height: int) -> None:
    """Refuse what would fill the memory."""
    if width * height > MOST_PIXELS:
        raise BadFileError("bad-file-too-many-pixels", megapixels=_mega(width * height), limit=_mega(MOST_PIXELS))


def _fitting(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture upright and as Telegram takes it; the same object where nothing had to change."""
    fitting = image if image.mode in _SENDABLE_MODES else _recoloured(image)
    if orientation in _UPRIGHT:
        fitting = fitting.transpose(_UPRIGHT[orientation])
    longest, shortest = max(fitting.size), min(fitting.size)
    sides = longest + max(shortest, longest / MOST_RATIO + 1)
    if sides > LONGEST_SIDES:
        fitting = _shrunk(fitting, LONGEST_SIDES / sides)
    if max(fitting.size) > MOST_RATIO * min(fitting.size):
        fitting = _widened(fitting)
    return fitting


def _recoloured(image: Image.Image) -> Image.Image:
    """Return a CMYK or 16-bit picture as screens show it; its colour profile speaks of the old colours."""
    shown = on_white(image)
    shown.info.pop("icc_profile", None)
    return shown


def _shrunk(image: Image.Image, factor: float) -> Image.Image:
    """Return a smaller version; palettes are given up, for they cannot be blended."""
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    return on_white(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _widened(image: Image.Image) -> Image.Image:
    """Return a strip with white margins, so that it is no narrower than allowed."""
    short = -(-max(image.size) // MOST_RATIO)
    size = (max(image.width, short), max(image.height, short))
    wide = Image.new("RGB", size, "white")
    wide.paste(on_white(image), ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
    return wide


def _encoded(image: Image.Image, mime: str) -> tuple[Image.Image, bytes, str]:
    """Return a changed picture, its bytes and type: its own format, a JPEG where that would be too large."""
    data = _saved(image, mime)
    while len(data) > MOST_PHOTO_BYTES:
        if mime == formats.JPEG:
            image = _shrunk(image, 0.8)
        mime = formats.JPEG
        data = _saved(image, mime)
    return image, data, mime


def _saved(image: Image.Image, mime: str) -> bytes:
    written = io.BytesIO()
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    if mime == formats.PNG:
        image.save(written, "PNG", icc_profile=profile)
    elif mime == formats.WEBP:
        image.convert("RGBA" if "A" in image.getbands() else "RGB").save(
            written, "WEBP", quality=92, icc_profile=profile
        )
    else:
        on_white(image).save(written, "JPEG", quality=92, subsampling=0, icc_profile=profile)
    return written.getvalue()


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.1f}".removesuffix(".0")


def _mega(pixels: int) -> str:
    return f"{pixels / 1_000_000:.0f}"
