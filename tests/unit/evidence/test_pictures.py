"""The check of uploaded files."""

from __future__ import annotations

import io
import random
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image, PngImagePlugin

from evidence.documents import MOST_PAGES
from evidence.picture_hash import SAME_PICTURE_BITS, picture_hash
from evidence.pictures import BadFileError, check_file, hash_distance, looks_same
from tests.unit.evidence.samples import LOCKED_PDF, drawing, exif, noise, pdf, saved

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _refused(data: bytes, name: str = "", mime: str | None = None) -> BadFileError:
    with pytest.raises(BadFileError) as caught:
        check_file(data, name, mime)
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
def test_picture_without_hidden_data_is_kept_as_it_is(kind: str) -> None:
    data = saved(drawing(), kind)
    checked = check_file(data, "letter", None)
    assert checked.data == data
    assert (checked.file.mime, checked.file.width, checked.file.height) == (KINDS[kind], 600, 800)
    assert checked.file.size_bytes == len(data)
    assert checked.file.sha256 == checked.original_sha256
    assert len(checked.file.picture_hash) == 16


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_data_is_removed_and_pixels_stay(kind: str) -> None:
    data = saved(drawing(), kind, exif=exif()) + b"<html>appended</html>"
    clean = check_file(data).data
    assert b"SecretPhone" in data
    assert b"SecretPhone" not in clean
    assert b"appended" not in clean
    assert not _opened(clean).getexif()
    assert _opened(clean).tobytes() == _opened(data).tobytes()


def test_comments_and_text_are_removed() -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Zhang San", zip=True)
    note.add_itxt("XML:com.adobe.xmp", "Li Si")
    assert len(check_file(saved(drawing(), "PNG", pnginfo=note)).data) == len(saved(drawing(), "PNG"))
    assert b"Wang Wu" not in check_file(saved(drawing(), comment="Wang Wu")).data
    assert b"Zhao" not in check_file(saved(drawing(), "WEBP", xmp=b"<x>Zhao</x>")).data


def test_colour_profile_stays() -> None:
    profile = b"\x00" * 128
    assert _opened(check_file(saved(drawing(), icc_profile=profile)).data).info["icc_profile"] == profile


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_orientation_is_applied(kind: str, orientation: int) -> None:
    upright = drawing(300, 400)
    turned = upright.transpose(
        {
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }[orientation]
    )
    checked = check_file(saved(turned, kind, exif=exif(orientation)))
    assert (checked.file.width, checked.file.height) == (300, 400)
    assert hash_distance(checked.file.picture_hash, picture_hash(upright)) <= 2
    assert not _opened(checked.data).getexif()


@pytest.mark.parametrize(
    ("name", "mime"),
    [("letter.png", "image/png"), ("letter.jpg", None), ("letter", None), ("letter.exe", "application/x-msdownload")],
)
def test_bytes_decide_what_it_is(name: str, mime: str | None) -> None:
    assert check_file(saved(drawing()), name, mime).file.mime == "image/jpeg"


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "LA", "RGBA", "I;16"])
def test_colour_modes_are_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = (
        drawing(mode="L").convert("I;16")
        if mode == "I;16"
        else drawing(mode="L" if mode == "LA" else "RGB").convert(mode)
    )
    checked = check_file(saved(image, kind))
    assert _opened(checked.data).mode in ("1", "L", "LA", "P", "RGB", "RGBA")
    assert checked.file.mime == KINDS[kind]


def test_long_picture_is_made_smaller() -> None:
    checked = check_file(saved(drawing(1080, 12000)))
    assert checked.file.width + checked.file.height <= 10_000
    assert checked.file.height / checked.file.width == pytest.approx(12000 / 1080, rel=0.01)
    assert _opened(checked.data).size == (checked.file.width, checked.file.height)


@pytest.mark.parametrize("size", [(40, 4000), (4000, 40), (1, 9000), (60, 30000)])
def test_strip_gets_margins(size: tuple[int, int]) -> None:
    checked = check_file(saved(drawing(*size), "PNG"))
    assert max(checked.file.width, checked.file.height) <= 20 * min(checked.file.width, checked.file.height)
    assert checked.file.width + checked.file.height <= 10_000


def test_picture_too_heavy_for_a_photo_becomes_a_lighter_one() -> None:
    checked = check_file(saved(noise(2200, 2200), "PNG"))
    assert checked.file.size_bytes <= 10 * 1024 * 1024
    assert checked.file.mime == "image/jpeg"
    assert _opened(checked.data).size == (checked.file.width, checked.file.height)


def test_document_is_taken_and_equal_documents_stay_equal() -> None:
    data = pdf(3)
    checked = check_file(data, "授权书.pdf", "application/pdf")
    assert (checked.file.mime, checked.file.width, checked.file.height) == ("application/pdf", 400, 600)
    assert not checked.file.is_picture
    assert check_file(data).file.sha256 == checked.file.sha256
    assert check_file(checked.data).file.mime == "application/pdf"


def test_document_loses_its_author() -> None:
    data = pdf().replace(b"/Creator(PDFium)", b"/Author(ZhangSn)")
    assert b"ZhangSn" in data
    assert b"ZhangSn" not in check_file(data).data


def _bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")
    body = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def _frames(kind: str) -> bytes:
    return saved(drawing(40, 40), kind, save_all=True, append_images=[drawing(40, 40, shift=3)], duration=100)


@pytest.mark.parametrize(
    ("data", "name", "mime", "key"),
    [
        (b"", "a.jpg", None, "bad-file-empty"),
        (b"\xff\xd8\xff" + b"0" * 20 * 1024 * 1024, "a.jpg", None, "bad-file-too-large"),
        (b"MZ\x90\x00" + b"0" * 99, "letter.jpg", None, "bad-file-disguised"),
        (b"<!DOCTYPE html><html></html>", "letter.jpg", "image/jpeg", "bad-file-disguised"),
        (b"  <svg xmlns='x'/>", "", "image/png", "bad-file-disguised"),
        (b"PK\x03\x04" + b"0" * 99, "letter.pdf", None, "bad-file-disguised"),
        (b"MZ\x90\x00" + b"0" * 99, "tool.exe", "application/x-msdownload", "bad-file-not-picture"),
        (b"hello", "note.txt", "text/plain", "bad-file-not-picture"),
        (b"\x00\x00\x00\x18ftypheic" + b"0" * 99, "IMG_1.HEIC", "image/heic", "bad-file-heic"),
        (b"\x00\x00\x00\x18ftypheic" + b"0" * 99, "IMG_1.jpg", "image/jpeg", "bad-file-heic"),
        (b"\x00\x00\x00\x18ftypisom" + b"0" * 99, "a.mp4", "video/mp4", "bad-file-not-picture"),
        (saved(drawing(40, 40), "GIF"), "a.gif", "image/gif", "bad-file-not-picture"),
        (_frames("GIF"), "a.gif", "image/gif", "bad-file-animated"),
        (_frames("PNG"), "a.png", None, "bad-file-animated"),
        (_frames("WEBP"), "a.webp", None, "bad-file-animated"),
        (_bomb(8000, 8000), "a.png", None, "bad-file-too-many-pixels"),
        (_bomb(10000, 10000), "a.png", None, "bad-file-too-many-pixels"),
        (_bomb(60000, 60000), "a.png", None, "bad-file-too-many-pixels"),
        (_bomb(0, 0), "a.png", None, "bad-file-damaged"),
        (_bomb(100, 100), "a.png", None, "bad-file-damaged"),
        (b"%PDF-1.7 nothing", "a.pdf", None, "bad-file-damaged"),
        (LOCKED_PDF, "a.pdf", None, "bad-file-locked"),
        (pdf(MOST_PAGES + 1), "a.pdf", None, "bad-file-too-many-pages"),
        (b"\xff\xd8\xff\xe0", "a.jpg", None, "bad-file-damaged"),
        (b"\x89PNG\r\n\x1a\n", "a.png", None, "bad-file-damaged"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a.webp", None, "bad-file-damaged"),
    ],
    ids=range(26),
)
def test_bad_file_is_refused_with_the_reason(data: bytes, name: str, mime: str | None, key: str) -> None:
    assert _refused(data, name, mime).key == key


def test_refusal_tells_what_was_found() -> None:
    assert _refused(b"MZ" + b"0" * 99, "letter.jpg").variables == {"claimed": "image/jpeg", "found": "exe"}
    assert _refused(_bomb(8000, 8000)).variables == {"megapixels": "64", "limit": "50"}
    assert _refused(b"0" * (20 * 1024 * 1024 + 600_000)).variables == {"size_mb": "20.6", "limit_mb": "20"}
    assert _refused(pdf(21)).variables == {"pages": "21", "limit": "20"}


@pytest.mark.parametrize("kind", KINDS)
def test_cut_picture_is_refused(kind: str) -> None:
    data = saved(drawing(200, 200), kind, exif=exif())
    for share in range(1, 20):
        assert _refused(data[: len(data) * share // 20], "a.jpg").key in (
            "bad-file-damaged",
            "bad-file-disguised",
        )


@pytest.mark.parametrize("kind", [*KINDS, "PDF"])
def test_damaged_file_is_taken_or_refused_but_never_fails_otherwise(kind: str) -> None:
    chance = random.Random(kind)
    whole = pdf(2) if kind == "PDF" else saved(drawing(120, 160), kind, exif=exif(6))
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(BadFileError):
            check_file(bytes(data), "a.jpg")


@pytest.mark.parametrize("shift", range(4))
def test_picture_looks_the_same_after_recompressing_and_resizing(shift: int) -> None:
    original = drawing(900, 1200, shift=shift)
    looks = picture_hash(original)
    versions = (
        saved(original, quality=35),
        saved(original.resize((320, 427))),
        saved(original.resize((1800, 2400)), "WEBP", quality=50),
        saved(original.convert("L"), "PNG"),
    )
    assert max(hash_distance(looks, check_file(version).file.picture_hash) for version in versions) <= 4


def test_other_pictures_look_different() -> None:
    looks = [picture_hash(drawing(900, 1200, shift=shift)) for shift in range(4)] + [picture_hash(noise(300, 300))]
    distances = [hash_distance(one, other) for at, one in enumerate(looks) for other in looks[:at]]
    assert min(distances) > SAME_PICTURE_BITS


def test_hash_of_nothing_is_like_nothing() -> None:
    assert hash_distance("", "0" * 16) == 64
    assert not looks_same("", "")
    assert looks_same("f" * 16, "f" * 16)
    assert picture_hash(Image.new("RGB", (50, 50), "white")) == picture_hash(Image.new("L", (9, 200), 255))
