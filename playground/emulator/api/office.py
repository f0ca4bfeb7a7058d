"""The counter at which methods are served: the registry, and what each method may reach."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic

from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.parameters import P, Parameters, Request, Upload, fill
from playground.emulator.world import World
from playground.emulator.world.media import BadPictureError, Document, Media, Photo

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_FILE_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Method(Generic[P]):
    """One method: what it takes, and what it does with it."""

    takes: type[P]
    run: Callable[[Office, P], Any]

    def __call__(self, office: Office) -> Any:
        """Read the parameters and run."""
        return self.run(office, fill(office.request, self.takes))


METHODS: dict[str, Method[Any]] = {}
"""Every method that the emulator knows, by its exact name; anything else is answered 404."""


def method(name: str, takes: type[P]) -> Callable[[Callable[[Office, P], Any]], Callable[[Office, P], Any]]:
    """Register a function as a Bot API method."""

    def register(function: Callable[[Office, P], Any]) -> Callable[[Office, P], Any]:
        METHODS[name] = Method(takes, function)
        return function

    return register


class Nothing(Parameters, frozen=True):
    """For methods without parameters."""


@dataclass(frozen=True, slots=True)
class Office:
    """What a method works with: the world and the files that came with the call."""

    world: World
    request: Request

    def photo(self, reference: str) -> Photo:
        """Return the picture that ``attach://name`` or a file_id stands for."""
        found = self._media(reference)
        if isinstance(found, Document):
            raise ApiError("can't use file of type Document as Photo")
        if isinstance(found, Photo):
            return found
        if len(found.data) > MAX_PHOTO_BYTES:
            raise ApiError(f"file of size {len(found.data)} bytes is too big for a photo (maximum {MAX_PHOTO_BYTES})")
        try:
            return self.world.media.photo(found.data)
        except BadPictureError as error:
            raise ApiError(str(error)) from error

    def develop(self) -> None:
        """Decode and resize the attached pictures ahead; slow, so in a thread of its own."""
        for upload in self.request.files.values():
            if len(upload.data) <= MAX_PHOTO_BYTES:
                with suppress(BadPictureError):
                    self.world.media.photo(upload.data)

    def document(self, reference: str) -> Document:
        """Return the document that ``attach://name`` or a file_id stands for."""
        found = self._media(reference)
        if isinstance(found, Photo):
            raise ApiError("can't use file of type Photo as Document")
        return found if isinstance(found, Document) else self.world.media.document(found.data, found.name)

    def _media(self, reference: str) -> Media | Upload:
        if reference.startswith("attach://"):
            upload = self.request.files.get(reference.removeprefix("attach://"))
            if upload is None:
                raise ViolationError(f"no file is attached as {reference} (strict emulator)")
            if not upload.data:
                raise ApiError("file must be non-empty")
            if len(upload.data) > MAX_FILE_BYTES:
                raise ApiError("Request Entity Too Large", code=413)
            return upload
        if "://" in reference:
            raise ViolationError("failed to get HTTP URL content: files by URL are not used here (strict emulator)")
        found = self.world.media.find(reference)
        if found is None:
            raise ApiError("wrong file identifier/HTTP URL specified")
        return found
