"""LookAtPages: the pages of an item's originals, what a machine reads in them, and the versions that may be shown."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from core.files import Stores
from evidence import pages as paper
from evidence.machine.reader import ReadsPictures
from evidence.models import Evidence, EvidenceFile
from evidence.reading.lines import Line
from evidence.reading.offers import Offers, offers_of
from evidence.reading.private import find_private
from evidence.redaction import Box, box_of, preview_of, redacted, still_legible, wider
from evidence.redactions import Page, Redaction


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as it was looked at."""

    page: Page
    offers: Offers


@dataclass(frozen=True, slots=True)
class LookAtPages:
    """Everything about pages that takes time: done in threads and in the reading process, outside any transaction.

    Each method may raise ``FileNotFoundError`` (the original is gone) or ``ValueError`` (it cannot be drawn).
    """

    stores: Stores
    reader: ReadsPictures

    async def first(self, item: Evidence, brands: Sequence[str]) -> list[Seen]:
        """Look at all pages: what is private there, and what they offer."""
        return [
            await self._seen(item, number, page_number, brands)
            for number, file in enumerate(item.files)
            for page_number in range(await self._count(file))
        ]

    async def again(self, item: Evidence, redaction: Redaction) -> Redaction:
        """Read what would be shown; return the redaction with more hidden where something private is still legible."""
        pages = [await self._checked(item, page) if page.is_read else page for page in redaction.pages]
        return replace(redaction, pages=tuple(pages))

    async def drawn(self, item: Evidence, redaction: Redaction) -> Redaction:
        """Return the redaction with new previews of its pages."""
        pages = [await self._drawn(page, await self.picture(item, page)) for page in redaction.pages]
        return replace(redaction, pages=tuple(pages))

    async def shown(self, item: Evidence, redaction: Redaction) -> tuple[EvidenceFile, ...]:
        """Make and keep the versions of an item's files that may be shown.

        Their bytes go first: a row never names a file that is not there.
        """
        return tuple([await self._shown(item, number, redaction) for number in range(len(item.files))])

    async def picture(self, item: Evidence, page: Page) -> Image.Image:
        """Return a page of an item's original."""
        file = item.files[page.file]
        return await asyncio.to_thread(
            lambda: paper.page_of(self.stores.originals.read(file.original), file.mime, page.number)
        )

    async def keep(self, picture: Image.Image) -> str:
        """Keep a picture among the originals and return its name."""
        return await asyncio.to_thread(lambda: self.stores.originals.put(paper.as_jpeg(picture)))

    async def forget(self, names: Sequence[str]) -> None:
        """Remove pictures from among the originals."""
        for name in names:
            if name:
                await asyncio.to_thread(self.stores.originals.delete, name)

    async def _count(self, file: EvidenceFile) -> int:
        return await asyncio.to_thread(lambda: paper.count_pages(self.stores.originals.read(file.original), file.mime))

    async def _seen(self, item: Evidence, number: int, page_number: int, brands: Sequence[str]) -> Seen:
        page = Page(number, page_number)
        picture = await self.picture(item, page)
        lines = await self.reader.read(picture) or []
        page = replace(page, boxes=_boxes(lines, picture.size), is_read=bool(lines))
        return Seen(await self._drawn(page, picture), offers_of(lines, brands))

    async def _drawn(self, page: Page, picture: Image.Image) -> Page:
        preview = await asyncio.to_thread(preview_of, picture, page.boxes)
        return replace(page, preview=await self.keep(preview))

    async def _checked(self, item: Evidence, page: Page) -> Page:
        picture = await self.picture(item, page)
        lines = await self.reader.read(await asyncio.to_thread(redacted, picture, page.boxes))
        if lines is None:
            return replace(page, is_read=False)
        more = (wider(box) for box in still_legible(lines, page.boxes, picture.size))
        return replace(page, boxes=(*page.boxes, *more))

    async def _shown(self, item: Evidence, number: int, redaction: Redaction) -> EvidenceFile:
        pages = []
        for page in redaction.pages:
            if page.file == number:
                picture = await self.picture(item, page)
                pages.append(await asyncio.to_thread(_redacted_jpeg, picture, page.boxes))
        data, file = await asyncio.to_thread(paper.shown_file, pages, item.files[number])
        await asyncio.to_thread(self.stores.files.put, data)
        return file


def _boxes(lines: Sequence[Line], size: tuple[int, int]) -> tuple[Box, ...]:
    found = (box_of(piece, size) for piece in find_private(lines))
    return tuple(box for box in found if box is not None)


def _redacted_jpeg(picture: Image.Image, boxes: Sequence[Box]) -> bytes:
    return paper.as_jpeg(redacted(picture, boxes))
