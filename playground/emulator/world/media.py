"""Pictures and documents: decoded, resized as Telegram does, kept by id."""

from __future__ import annotations

import base64
import hashlib
import io
import mimetypes
import warnings
from dataclasses import dataclass, field
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError

SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
"""Telegram's photo sizes: letter and the longest side in pixels."""
MAX_SIDES_SUM = 10_000
MAX_RATIO = 20


class BadPictureError(ValueError):
    """These bytes are no picture that Telegram takes; the text is Telegram's."""


@dataclass(frozen=True, slots=True)
class PhotoSize:
    """One size of a photo, with its bytes (JPEG)."""

    file_id: str
    file_unique_id: str
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in all its sizes, smallest first; ``original`` are the bytes as they were sent."""

    sizes: tuple[PhotoSize, ...]
    original: bytes = field(repr=False)

    @property
    def largest(self) -> PhotoSize:
        """The size that people look at."""
        return self.sizes[-1]


@dataclass(frozen=True, slots=True)
class Document:
    """A file, kept byte by byte."""

    file_id: str
    file_unique_id: str
    file_name: str
    mime_type: str
    data: bytes = field(repr=False)


Media = Photo | Document


class MediaShelf:
    """All files of the world, found by file_id; equal bytes are one file."""

    def __init__(self) -> None:
        self._by_id: dict[str, Media] = {}
        self._photos: dict[str, Photo] = {}
        self._paths: dict[str, bytes] = {}
        self._path_of: dict[str, str] = {}

    def photo(self, data: bytes) -> Photo:
        """Take a picture in; the same bytes give the same Photo.

        Raises:
            BadPictureError: not decodable, too large in pixels, or too narrow.
        """
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._photos:
            photo = Photo(_develop(data, digest), data)
            self._photos[digest] = photo
            self._by_id |= {size.file_id: photo for size in photo.sizes}
        return self._photos[digest]

    def document(self, data: bytes, file_name: str, mime_type: str | None = None) -> Document:
        """Take a file in; its type is guessed from the name when not given."""
        guessed = mime_type or mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        digest = hashlib.sha256(data + file_name.encode()).hexdigest()
        document = Document(_id("BQAC", digest), _id("AgAD", digest)[:15], file_name, guessed, data)
        self._by_id[document.file_id] = document
        return document

    def find(self, file_id: str) -> Media | None:
        """Return the photo or document behind a file_id."""
        return self._by_id.get(file_id)

    def size(self, file_id: str) -> PhotoSize | Document | None:
        """Return the very file behind a file_id: of a photo the size it names."""
        media = self._by_id.get(file_id)
        if isinstance(media, Photo):
            return next(size for size in media.sizes if size.file_id == file_id)
        return media

    def path(self, file_id: str) -> str | None:
        """Return the path under which a file can be downloaded, as getFile tells it."""
        file = self.size(file_id)
        if file is None:
            return None
        if file_id not in self._path_of:
            folder, suffix = ("photos", ".jpg") if isinstance(file, PhotoSize) else ("documents", _suffix(file))
            self._path_of[file_id] = f"{folder}/file_{len(self._path_of)}{suffix}"
            self._paths[self._path_of[file_id]] = file.data
        return self._path_of[file_id]

    def download(self, path: str) -> bytes | None:
        """Return the bytes that getFile promised under this path."""
        return self._paths.get(path)


def _suffix(document: Document) -> str:
    return PurePath(document.file_name).suffix


def _id(prefix: str, *parts: str) -> str:
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    return prefix + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _develop(data: bytes, digest: str) -> tuple[PhotoSize, ...]:
    picture = _decode(data)
    longest = max(picture.size)
    wanted = [(letter, side) for letter, side in SIZES if side < longest]
    if longest <= SIZES[-1][1]:
        wanted.append((SIZES[len(wanted)][0], longest))
    sizes = []
    for letter, side in reversed(wanted):
        picture = _shrink(picture, side)
        sizes.append(_size(picture, letter, digest))
    return tuple(reversed(sizes))


def _decode(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
            width, height = picture.size
            if width + height > MAX_SIDES_SUM or max(width, height) > MAX_RATIO * min(width, height):
                raise BadPictureError("PHOTO_INVALID_DIMENSIONS")
            return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPictureError("IMAGE_PROCESS_FAILED") from error


def _shrink(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    scale = side / max(picture.size)
    width, height = (max(1, round(length * scale)) for length in picture.size)
    return picture.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=1.1)


def _size(picture: Image.Image, letter: str, digest: str) -> PhotoSize:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    file_id, unique_id = _id("AgACAg", digest, letter), _id("AQAD", digest, letter)[:16]
    return PhotoSize(file_id, unique_id, picture.width, picture.height, buffer.getvalue())
