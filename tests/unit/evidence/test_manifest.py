"""A folder or ZIP with a CSV: what each line says, and every trick refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from core.ids import ProductId, WorkspaceId
from evidence.manifest import MOST_BYTES, Archive, BadManifestError, Folder, Line, lines_of, opened
from evidence.models import EvidenceKind, Scope
from evidence.pictures import BadFileError
from workspaces.models import Product

TODAY = date(2026, 11, 22)
PRODUCTS = [Product(ProductId(1), WorkspaceId(1), "防晒喷雾", brand="沐澜")]
HEAD = "file,kind,scope,valid_until,note,issuer,shop"


def read(folder: Path, *lines: str, encoding: str = "utf-8") -> list[Line]:
    (folder / "list.csv").write_bytes("\n".join((HEAD, *lines)).encode(encoding))
    return lines_of(Folder(folder), PRODUCTS, TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_line_says_what_its_files_are(tmp_path: Path, encoding: str) -> None:
    (line,) = read(tmp_path, "a.jpg;b.jpg,授权,防晒喷雾,2026-12-31,品牌方授权,沐澜集团,沐澜企业店", encoding=encoding)
    assert (line.number, line.files, line.problem) == (2, ("a.jpg", "b.jpg"), None)
    assert line.changes is not None
    assert (line.changes["kind"], line.changes["product_id"]) == (EvidenceKind.AUTHORIZATION, 1)
    assert (line.changes["valid_until"], line.changes["shop"]) == (date(2026, 12, 31), "沐澜企业店")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a.jpg,授劝,防晒喷雾,,,,", "problem-unknown-kind"),
        ("a.jpg,物流,防晒棒,,,,", "problem-unknown-product"),
        ("a.jpg,授权,防晒喷雾,,,,", "problem-date-needed"),
        ("a.jpg,授权,防晒喷雾,2026-02-30,,,", "problem-no-such-date"),
        (",物流,防晒喷雾,,,,", "problem-file-needed"),
        (",渠道,防晒喷雾,,,,", "problem-note-needed"),
        (";".join(f"{n}.jpg" for n in range(11)) + ",物流,防晒喷雾,,,,", "problem-too-many-files"),
    ],
)
def test_a_wrong_line_says_what_is_wrong_and_the_others_stand(tmp_path: Path, text: str, key: str) -> None:
    bad, good = read(tmp_path, text, ",声明,*,,全店说明,,")
    assert bad.problem is not None
    assert bad.problem.key == key
    assert good.problem is None
    assert good.changes is not None
    assert good.changes["scope"] is Scope.WORKSPACE


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "C:\\x.jpg", "a/../../b", "..\\b.jpg", "a\x00b"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    with pytest.raises(BadFileError, match="bad-file-path"):
        Folder(tmp_path / "in").read(name, MOST_BYTES)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "in" / "a.jpg").symlink_to(tmp_path / "secret")
    with pytest.raises(BadFileError, match="bad-file-missing"):
        Folder(tmp_path / "in").read("a.jpg", MOST_BYTES)


def packed(**files: bytes) -> Archive:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return Archive(zipfile.ZipFile(io.BytesIO(written.getvalue())))


def test_a_bomb_in_a_zip_is_refused_before_it_is_unpacked() -> None:
    archive = packed(bomb=b"\0" * 15_000_000, huge=bytes(range(256)) * 90_000, fine=b"hello")
    for name in ("bomb", "huge"):
        with pytest.raises(BadFileError, match="bad-file-archive"):
            archive.read(name, MOST_BYTES)
    assert archive.read("fine", MOST_BYTES) == b"hello"
    with pytest.raises(BadFileError, match="bad-file-missing"):
        archive.read("none", MOST_BYTES)


def test_what_is_no_folder_zip_or_csv_is_refused_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(BadManifestError, match="neither"), opened(tmp_path / "x.zip"):
        pass
    with pytest.raises(BadManifestError, match="there are 0"):
        lines_of(Folder(tmp_path), PRODUCTS, TODAY)
    (tmp_path / "a.csv").write_text("name\nx\n")
    with pytest.raises(BadManifestError, match="columns"):
        lines_of(Folder(tmp_path), PRODUCTS, TODAY)
