"""The dossier of a case: a ZIP with a timeline that any browser shows offline, the files, and their SHA-256 list."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

_FIXED = (2020, 1, 1, 0, 0, 0)  # so that the same case makes the same bytes
_STYLE = """
@page{margin:15mm}
body{font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",
sans-serif;color:#1a1a1a;max-width:52em;margin:2em auto;padding:0 1em}
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}
table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid #ccc;padding:.4em .6em;text-align:left;vertical-align:top}
td.said{white-space:pre-wrap;overflow-wrap:anywhere}
td.when{white-space:nowrap}
code{font-size:.8em;overflow-wrap:anywhere}
img{max-width:100%;max-height:16em;display:block;margin:.4em 0}
tr{break-inside:avoid}
""".strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: what was said or done, word for word."""

    at: datetime
    who: str
    what: str
    text: str = ""
    number: str = ""  # Telegram's chat and message id
    link: str = ""
    file_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """One original file; ``data`` None: its bytes are not at hand."""

    name: str
    data: bytes | None
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything of one case. ``facts`` and ``headings`` are words of the reader's language, as they are shown."""

    title: str
    facts: Sequence[tuple[str, str]]
    headings: Sequence[
        str
    ]  # of the timeline: when, who, what; of the files: title, name, SHA-256; and the closing line
    entries: Sequence[Entry]
    originals: Sequence[Original]
    language: str = "zh-Hans"
    time_format: str = "%Y-%m-%d %H:%M:%S %Z"


def build_dossier(dossier: Dossier, folder: str) -> bytes:
    """Return the ZIP; all of it lies in ``folder``, and ``sha256sum -c SHA256SUMS`` checks it."""
    there = [each for each in dossier.originals if each.data is not None]
    members = {f"files/{each.name}": each.data or b"" for each in there}
    members["timeline.html"] = build_page(dossier).encode()
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(members.items()))
    members["SHA256SUMS"] = sums.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(members.items()):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _FIXED), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def build_page(dossier: Dossier) -> str:
    """Return the timeline as HTML that needs nothing else: every value is escaped, nothing is loaded from elsewhere."""
    when, who, what, files, name, sha256, closing = dossier.headings
    head = _raw("head", _raw("meta", charset="utf-8") + _tag("title", dossier.title) + f"<style>{_STYLE}</style>")
    facts = _raw("table", "".join(_raw("tr", _tag("th", key) + _tag("td", value)) for key, value in dossier.facts))
    lines = "".join(_line(dossier, entry) for entry in sorted(dossier.entries, key=lambda each: each.at))
    timeline = _raw("table", _raw("tr", "".join(_tag("th", each) for each in (when, who, what))) + lines)
    rows = "".join(_file(each) for each in dossier.originals)
    listing = _raw("table", _raw("tr", _tag("th", name) + _tag("th", sha256)) + rows) if rows else ""
    body = _raw(
        "body",
        _tag("h1", dossier.title)
        + facts
        + timeline
        + (_tag("h2", files) + listing if rows else "")
        + _tag("p", closing),
    )
    return "<!DOCTYPE html>\n" + _raw("html", head + body, lang=dossier.language) + "\n"


def safe_names(names: Iterable[str]) -> list[str]:
    """Return names that any system takes, each once: what a person called a file may reach outside a folder."""
    safe: list[str] = []
    for number, name in enumerate(names, start=1):
        plain = re.sub(r"[^\w.\-]+", "_", name.replace("\\", "/").rpartition("/")[2]).strip("._") or "file"
        safe.append(f"{number:02d}-{plain[-80:]}")
    return safe


def _line(dossier: Dossier, entry: Entry) -> str:
    where = f"{entry.number} " if entry.number else ""
    link = _tag("a", entry.link, href=entry.link) if entry.link.startswith("https://") else ""
    pictures = {each.name for each in dossier.originals if each.is_picture and each.data is not None}
    shown = "".join(
        _raw("img", src=f"files/{name}", alt=name) if name in pictures else _tag("div", name)
        for name in entry.file_names
    )
    said = _tag("strong", entry.what) + (_tag("div", entry.text) if entry.text else "") + shown
    source = _raw("div", _raw("small", escape(where) + link)) if where or link else ""
    moment = entry.at.strftime(dossier.time_format)
    cells = _tag("td", moment, css="when") + _tag("td", entry.who) + _raw("td", said + source, css="said")
    return _raw("tr", cells)


def _file(original: Original) -> str:
    digest = "–" if original.data is None else hashlib.sha256(original.data).hexdigest()
    return _raw("tr", _tag("td", original.name) + _raw("td", _tag("code", digest)))


def _tag(name: str, text: str, **attributes: str) -> str:
    """Return an element around a text, which is escaped."""
    return _raw(name, escape(text), **attributes)


def _raw(name: str, inner: str = "", **attributes: str) -> str:
    """Return an element around HTML that was made here; attributes are escaped."""
    shown = "".join(f' {key.replace("css", "class")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>" if name in ("meta", "img") else f"<{name}{shown}>{inner}</{name}>"
