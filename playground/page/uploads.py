"""Pictures and files that a visitor sends: read from the form, told apart, and said as one message or an album."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from aiohttp import BodyPartReader, MultipartReader

from playground.emulator import ActingError
from playground.emulator.world.media import BadPictureError
from playground.emulator.world.speaking import FileItem
from playground.page.acting import replied
from playground.page.stage import Stage

MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024
LONGEST_CAPTION = 1024
Json = dict[str, Any]


async def read_form(reader: MultipartReader) -> tuple[Json, list[tuple[str, bytes]]]:
    """Return the fields and files of a form.

    Raises:
        ActingError: a file is too large, or there are too many.
    """
    fields: Json = {}
    files: list[tuple[str, bytes]] = []
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            continue
        if part.name != "file":
            fields[part.name or ""] = (await part.read(decode=True)).decode("utf-8", "replace")
            continue
        if len(files) == MOST_FILES:
            raise ActingError(f"一次最多发 {MOST_FILES} 个文件")
        files.append((part.filename or "file", await _bytes_of(part)))
    return fields, files


async def _bytes_of(part: BodyPartReader) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        data += chunk
        if len(data) > MOST_BYTES:
            raise ActingError(f"「{part.filename}」超过 20 MB,发不了")
    return bytes(data)


async def send(stage: Stage, fields: Json, files: Sequence[tuple[str, bytes]]) -> Json:
    """Send files in somebody's name: pictures as pictures, all else as documents; several of a sort are an album."""
    if not files:
        raise ActingError("没有收到文件")
    chat, user = stage.world.chats[int(fields["chat"])], stage.person(int(fields["who"]))
    caption = str(fields.get("caption", "")).strip()
    if len(caption) > LONGEST_CAPTION:
        raise ActingError(f"图片的说明最多 {LONGEST_CAPTION} 个字,现在是 {len(caption)} 个")
    answered, topic = replied(stage, chat, fields), chat.topics.get(int(fields.get("thread") or 0))
    items = [await _item(stage, name, data) for name, data in files]
    stage.touched()
    pictures: list[FileItem] = [item for item in items if isinstance(item, bytes)]
    papers: list[FileItem] = [item for item in items if not isinstance(item, bytes)]
    sent = 0
    for group in (pictures, papers):
        said = "" if sent else caption
        if len(group) > 1:
            stage.world.send_album(chat, user, group, caption=said, reply_to=answered, thread=topic)
        for item in group if len(group) == 1 else ():
            if isinstance(item, bytes):
                stage.world.send_photo(chat, user, item, caption=said, reply_to=answered, thread=topic)
            else:
                name, data = item
                stage.world.send_document(
                    chat, user, data, file_name=name, caption=said, reply_to=answered, thread=topic
                )
        sent += len(group)
    return {"sent": sent}


async def _item(stage: Stage, name: str, data: bytes) -> FileItem:
    try:
        await asyncio.to_thread(stage.world.media.photo, data)
    except BadPictureError:
        return name, data
    return data
