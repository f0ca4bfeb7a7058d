"""The file store: bytes under the name of their SHA-256, so that the same file is kept once."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{64}")


class Files:
    """Files in one folder, two levels deep (``ab/cd/abcd…``). Blocking: call it in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its name; what is there already stays. Durable when it returns, whole or not at all.

        Raises:
            OSError: the disk is full or away; nothing is left behind.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not self._is_there(target, len(data)):
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, data)
        return sha256

    def path(self, sha256: str) -> Path:
        """Return where a file is or would be.

        Raises:
            ValueError: ``sha256`` is no such name; so no other file is ever reached.
        """
        if not _NAME.fullmatch(sha256):
            raise ValueError("not a SHA-256 name")
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the file is there."""
        return self.path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            FileNotFoundError: it is not there.
        """
        return self.path(sha256).read_bytes()

    def delete(self, sha256: str) -> bool:
        """Remove a file; whether there was one."""
        try:
            self.path(sha256).unlink()
        except FileNotFoundError:
            return False
        return True

    @staticmethod
    def _is_there(target: Path, size_bytes: int) -> bool:
        """Whether the whole file is there; one cut short by a broken disk is written anew."""
        try:
            return target.stat().st_size == size_bytes
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class Stores:
    """Two stores: ``files`` may be shown to anybody, ``originals`` to nobody but who uploaded them and staff."""

    files: Files
    originals: Files


def _write(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: nobody ever sees half a file."""
    handle, name = tempfile.mkstemp(prefix=".new-", dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:  # no half file stays, whatever happened; it is raised again
        unfinished.unlink(missing_ok=True)
        raise
    for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable, where the system lets folders be opened (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
