"""A folder or ZIP with a CSV that says what each file is: read line by line, every trick refused. Blocking."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from evidence.fields import Setting, problem_of, read_field
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from evidence.pictures import MOST_BYTES, BadFileError
from workspaces.models import Product
from workspaces.problems import Problem

MOST_LINES = 5000
MOST_FILES_A_LINE = 10
_MOST_CSV_BYTES = 5 * 1024 * 1024
_MOST_TIMES_SMALLER = 200
"""No picture or PDF packs better than this; what does is a bomb."""
_SEPARATORS = (";", "|", "；")
COLUMNS = {
    "kind": "kind",
    "scope": "scope",
    "valid_until": "until",
    "note": "note",
    "issuer": "issuer",
    "issued_on": "issued",
    "brand": "brand",
    "shop": "shop",
    "region": "region",
    "self_check": "check",
}
"""The columns of the CSV beside ``file``, and the field that each fills."""


class BadManifestError(ValueError):
    """The folder, the ZIP or its CSV cannot be read at all."""


class Source(Protocol):
    """Where the files are."""

    def names(self) -> list[str]:
        """Return the names of all files, with ``/`` between folders."""
        ...

    def read(self, name: str, most_bytes: int) -> bytes:
        """Return a file's bytes, at most ``most_bytes`` and one more.

        Raises:
            BadFileError: there is none, or its name or packing is a trick.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Files in a folder; nothing outside it is ever reached."""

    path: Path

    def names(self) -> list[str]:
        """Return the names of all files."""
        found = (file for file in self.path.rglob("*") if file.is_file())
        return sorted(file.relative_to(self.path).as_posix() for file in found)

    def read(self, name: str, most_bytes: int) -> bytes:
        """Return a file's bytes."""
        target = self.path / _safe(name)
        if not target.is_file() or not target.resolve().is_relative_to(self.path.resolve()):
            raise BadFileError("bad-file-missing", name=name[:60])
        with target.open("rb") as file:
            return file.read(most_bytes + 1)


@dataclass(frozen=True, slots=True)
class Archive:
    """Files in a ZIP; what it declares is checked before anything is unpacked, and never believed."""

    file: zipfile.ZipFile

    def names(self) -> list[str]:
        """Return the names of all files."""
        return sorted(item.filename for item in self.file.infolist() if not item.is_dir())

    def read(self, name: str, most_bytes: int) -> bytes:
        """Return a file's bytes."""
        try:
            item = self.file.getinfo(_safe(name))
        except KeyError:
            raise BadFileError("bad-file-missing", name=name[:60]) from None
        is_link = stat.S_ISLNK(item.external_attr >> 16)
        is_bomb = item.file_size > most_bytes or item.file_size > max(item.compress_size, 1) * _MOST_TIMES_SMALLER
        if is_link or item.flag_bits & 0x1 or is_bomb:
            raise BadFileError("bad-file-archive", name=name[:60])
        try:
            with self.file.open(item) as packed:
                return packed.read(most_bytes + 1)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
            raise BadFileError("bad-file-archive", name=name[:60]) from error


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the CSV: what it says, or what is wrong with it."""

    number: int
    files: tuple[str, ...] = ()
    changes: Mapping[str, Any] | None = None
    problem: Problem | None = None


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a folder or a ZIP.

    Raises:
        BadManifestError: it is neither.
    """
    if path.is_dir():
        yield Folder(path)
        return
    try:
        with zipfile.ZipFile(path) as file:
            yield Archive(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise BadManifestError(f"{path.name} is neither a folder nor a ZIP that can be read") from error


def lines_of(source: Source, products: Sequence[Product], today: date) -> list[Line]:
    """Return the lines of the one CSV in ``source``, each read and checked.

    Raises:
        BadManifestError: there is no CSV, several, or it has no columns ``file`` and ``kind``.
    """
    tables = [name for name in source.names() if name.lower().endswith(".csv")]
    if len(tables) != 1:
        raise BadManifestError(f"wanted: one .csv that says what the files are; there are {len(tables)}")
    rows = list(csv.DictReader(io.StringIO(_text(source.read(tables[0], _MOST_CSV_BYTES)))))
    if len(rows) > MOST_LINES:
        raise BadManifestError(f"{len(rows)} lines; at most {MOST_LINES} at a time")
    if not rows or not {"file", "kind", "scope"} <= set(rows[0]):
        raise BadManifestError(f"the CSV wants the columns file, kind, scope; it may have {', '.join(COLUMNS)}")
    setting = Setting(products, today)
    return [_line(number, row, setting) for number, row in enumerate(rows, start=2)]


def blank_from(line: Line, **known: Any) -> Evidence:
    """Return a draft with what a line says; ``known``: ids, files and moments."""
    usual: dict[str, Any] = {"product_id": None, "brand": "", "note": "", "valid_until": None, "files": ()}
    return Evidence(**{**usual, "state": EvidenceState.DRAFT, **(line.changes or {}), **known})


def _line(number: int, row: Mapping[str, str | None], setting: Setting) -> Line:
    changes: dict[str, Any] = {"kind": EvidenceKind.STATEMENT, "scope": Scope.WORKSPACE}
    for column, field in COLUMNS.items():
        typed = (row.get(column) or "").strip()
        if not typed and column not in ("kind", "scope"):
            continue
        found = read_field(field, typed, setting)
        if isinstance(found, Problem):
            return Line(number, problem=found)
        changes.update(found)
    files = _files(row.get("file") or "")
    if len(files) > MOST_FILES_A_LINE:
        return Line(number, problem=Problem("problem-too-many-files", {"limit": str(MOST_FILES_A_LINE)}))
    return Line(number, files, changes, _lacking(changes, files, (row.get("valid_until") or "").strip()))


def _lacking(changes: Mapping[str, Any], files: tuple[str, ...], until: str) -> Problem | None:
    kind = changes["kind"]
    if kind is EvidenceKind.AUTHORIZATION and not until:
        return Problem("problem-date-needed", {"kind": kind.value})
    placed = tuple(EvidenceFile(name, "image/jpeg", 0) for name in files)
    ids: dict[str, Any] = {"id": 0, "workspace_id": 0, "uploaded_by": 0, "created_at": None}
    return problem_of(blank_from(Line(0, files, changes), **ids, files=placed))


def _files(value: str) -> tuple[str, ...]:
    for sign in _SEPARATORS[1:]:
        value = value.replace(sign, _SEPARATORS[0])
    return tuple(name.strip() for name in value.split(_SEPARATORS[0]) if name.strip())


def _safe(name: str) -> str:
    """Return a name that stays where it belongs.

    Raises:
        BadFileError: it leads elsewhere.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name:
        raise BadFileError("bad-file-path", name=name[:60])
    return path.as_posix()


def _text(data: bytes) -> str:
    """Return a CSV as text; spreadsheets here write UTF-8 with a mark, or GB18030."""
    if len(data) > _MOST_CSV_BYTES:
        raise BadManifestError("the CSV is larger than 5 MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


__all__ = ["MOST_BYTES", "Archive", "BadManifestError", "Folder", "Line", "blank_from", "lines_of", "opened"]
