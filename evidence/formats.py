"""Picture formats byte by byte: which one it is, and the same file without metadata, its pixels untouched."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs")
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"))
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"))
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (_PNG_SIGNATURE, PNG),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xd0\xcf\x11\xe0", "doc"),
)


class BrokenError(ValueError):
    """The bytes end or change where the format does not allow it."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A picture file without metadata. ``orientation`` is EXIF's (1: upright)."""

    data: bytes
    orientation: int = 1
    is_animated: bool = False


@dataclass(slots=True)
class _Parts:
    """What is kept while a file is read through."""

    kept: list[bytes] = field(default_factory=list)
    orientation: int = 1
    is_animated: bool = False

    def stripped(self) -> Stripped:
        return Stripped(b"".join(self.kept), self.orientation, self.is_animated)


def found_type(data: bytes) -> str:
    """Return the MIME type of an accepted format, else a short word for what the bytes are (``heic``, ``exe`` …)."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _HEIC_BRANDS else "video"
    known = next((name for start, name in _STARTS if data.startswith(start)), "")
    if known:
        return known
    if b"%PDF-" in data[:1024]:
        return PDF
    beginning = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if beginning.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")) else "unknown"


def is_animated_gif(data: bytes) -> bool:
    """Whether a GIF has more than one frame."""
    return data.count(b"\x21\xf9\x04") > 1


def strip(data: bytes, mime: str) -> Stripped:
    """Return a JPEG, PNG or WebP file without its metadata and without anything behind its end.

    Raises:
        BrokenError: the file is cut or damaged.
    """
    try:
        return {JPEG: _strip_jpeg, PNG: _strip_png, WEBP: _strip_webp}[mime](data)
    except (struct.error, IndexError) as error:
        raise BrokenError("the file ends early") from error


def _strip_jpeg(data: bytes) -> Stripped:
    """Keep the segments that make the picture, its colours included."""
    parts, at = _Parts([b"\xff\xd8"]), 2
    while True:
        if data[at] != 0xFF:
            raise BrokenError("no marker where one must be")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0xD9:
            parts.kept.append(b"\xff\xd9")
            return parts.stripped()
        else:
            at = _take_segment(data, at, marker, parts)


def _take_segment(data: bytes, at: int, marker: int, parts: _Parts) -> int:
    """Keep or drop one segment (with the scan behind it) and return where the next begins."""
    end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    body = data[at + 4 : end]
    if marker == 0xDA:
        after = _AFTER_SCAN.search(data, end)
        if after is None:
            raise BrokenError("the picture is cut")
        end = after.start()
    elif marker == 0xE1 and body.startswith(b"Exif\x00\x00"):
        parts.orientation = _orientation(body[6:])
    if end > len(data):
        raise BrokenError("a segment is cut")
    if _is_picture_segment(marker, body):
        parts.kept.append(data[at:end])
    return end


def _is_picture_segment(marker: int, body: bytes) -> bool:
    """Whether a segment makes the picture: no comment, no application data but JFIF, colour profile and Adobe's."""
    if marker == 0xE0:
        return body.startswith(b"JFIF\x00") and body[12:14] == b"\x00\x00"
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\x00")
    return marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _strip_png(data: bytes) -> Stripped:
    """Keep the chunks that make the picture, its colours included."""
    parts, at = _Parts([_PNG_SIGNATURE]), len(_PNG_SIGNATURE)
    while True:
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise BrokenError("a chunk is cut")
        if name == b"eXIf":
            parts.orientation = _orientation(data[at + 8 : end - 4])
        parts.is_animated = parts.is_animated or name == b"acTL"
        if name in _PNG_KEPT:
            parts.kept.append(data[at:end])
        if name == b"IEND":
            return parts.stripped()
        at = end


def _strip_webp(data: bytes) -> Stripped:
    """Keep the chunks that make the picture; write the sizes and flags anew."""
    parts, at = _Parts(), 12
    whole = 8 + struct.unpack_from("<I", data, 4)[0]
    if whole > len(data) + 1:
        raise BrokenError("the file is cut")
    while at < min(whole, len(data)):
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise BrokenError("a chunk is cut")
        if name == b"EXIF":
            parts.orientation = _orientation(body.removeprefix(b"Exif\x00\x00"))
        parts.is_animated = parts.is_animated or name in (b"ANIM", b"ANMF")
        if name in _WEBP_KEPT:
            parts.kept.append(_webp_chunk(name, body))
        at += 8 + size + size % 2
    content = b"WEBP" + b"".join(parts.kept)
    parts.kept = [b"RIFF", struct.pack("<I", len(content)), content]
    return parts.stripped()


def _webp_chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk; the header no longer announces EXIF and XMP."""
    if name == b"VP8X":
        body = bytes((body[0] & ~0x0C,)) + body[1:]
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def _orientation(exif: bytes) -> int:
    """Return the orientation that EXIF data tells, 1 where it tells none."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        at = struct.unpack_from(f"{order}I", exif, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", exif, at)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * number)
            if tag == 0x0112:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1
