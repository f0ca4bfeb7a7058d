"""The page's own files, read once: a page of many small modules comes fast only from memory."""

from __future__ import annotations

import hashlib
from pathlib import Path

from aiohttp import web

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_SHORT = {"/": "index.html", "/favicon.ico": "seal.svg"}


class OwnFiles:
    """Answers with the files of one folder; a browser that has the same bytes is told so."""

    def __init__(self, folder: Path) -> None:
        files = (path for path in sorted(folder.rglob("*")) if path.suffix in TYPES)
        self._files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
        self._tags = {name: hashlib.sha256(data).hexdigest()[:20] for name, data in self._files.items()}

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a request for ``/``, ``/favicon.ico`` or ``/static/…``."""
        name = _SHORT.get(request.path) or request.match_info.get("path", "")
        data = self._files.get(name)
        if data is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "no-cache", "ETag": f'"{self._tags[name]}"'}
        if any(tag.value == self._tags[name] for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        kind = TYPES[Path(name).suffix]
        return web.Response(body=data, content_type=kind, charset="utf-8", headers=headers)
