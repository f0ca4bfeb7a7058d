"""The file store."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from core.files import Files


def test_file_is_kept_under_its_hash(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    sha256 = files.put(b"proof")
    assert sha256 == hashlib.sha256(b"proof").hexdigest()
    assert files.path(sha256) == tmp_path / "files" / sha256[:2] / sha256[2:4] / sha256
    assert files.has(sha256)
    assert files.read(sha256) == b"proof"


def test_same_file_is_kept_once(tmp_path: Path) -> None:
    files = Files(tmp_path)
    first = files.path(files.put(b"proof")).stat()
    again = files.path(files.put(b"proof")).stat()
    assert (first.st_ino, first.st_mtime_ns) == (again.st_ino, again.st_mtime_ns)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [files.put(b"proof")]


def test_file_cut_short_is_written_anew(tmp_path: Path) -> None:
    files = Files(tmp_path)
    sha256 = files.put(b"proof")
    files.path(sha256).write_bytes(b"pr")
    files.put(b"proof")
    assert files.read(sha256) == b"proof"


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Files(tmp_path).put(b"proof")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_file_is_deleted_once(tmp_path: Path) -> None:
    files = Files(tmp_path)
    sha256 = files.put(b"proof")
    assert files.delete(sha256)
    assert not files.delete(sha256)
    assert not files.has(sha256)
    with pytest.raises(FileNotFoundError):
        files.read(sha256)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "/..", "a" * 63 + "/", "a" * 64 + "\n"]
)
def test_other_names_are_refused(tmp_path: Path, name: str) -> None:
    files = Files(tmp_path)
    for reach in (files.path, files.read, files.delete, files.has):
        with pytest.raises(ValueError, match="SHA-256"):
            reach(name)
