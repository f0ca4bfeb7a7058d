"""What a Reply becomes in the Bot API's words: calls, texts, captions, albums and buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.texts import Words
from evidence.models import EvidenceFile
from mailbox.models import Keyboard
from triage.words.voice import Reply


def reworded(payload: dict[str, Any], words: Words, *, is_caption: bool) -> dict[str, Any]:
    """Return the parameters of a sent message as they would be with other words."""
    gone = ("text", "entities", "caption", "caption_entities")
    if "media" in payload:
        first = {name: value for name, value in payload["media"][0].items() if name not in gone}
        return {**payload, "media": [{**first, **caption_of(words)}, *payload["media"][1:]]}
    kept = {name: value for name, value in payload.items() if name not in gone}
    return {**kept, **(caption_of(words) if is_caption else text_of(words))}


def marked(value: Any, files: frozenset[str], mark: str) -> Any:
    """Return a payload in which ``files`` name the words that are drawn over them when they are sent."""
    if isinstance(value, dict):
        return {key: marked(item, files, mark) for key, item in value.items()}
    if isinstance(value, list):
        return [marked(item, files, mark) for item in value]
    return f"{value}#{mark}" if isinstance(value, str) and value in files else value


def calls_of(reply: Reply, under_album: Words) -> Iterable[tuple[str, dict[str, Any], int]]:
    """Yield (method, parameters, number of messages) of each call that a reply takes."""
    photos = [_shown(file) for file in reply.pictures if file.is_picture]
    photos += [f"private:{name}" for name in reply.private_pictures]
    papers = [_shown(file) for file in reply.pictures if not file.is_picture]
    protected = {"protect_content": True} if reply.is_protected else {}
    for kind, files in (("photo", photos), ("document", papers)):
        is_first = files is photos or not photos
        if len(files) > 1:
            yield (
                "sendMediaGroup",
                {"media": _album(kind, files, reply.words if is_first else None), **protected},
                len(files),
            )
        elif files:
            alone = not (photos and papers)
            words = caption_of(reply.words) if is_first else {}
            keys = keyboard_of(reply.keyboard) if alone else {}
            yield f"send{kind.capitalize()}", {kind: files[0], **words, **keys, **protected}, 1
    count = len(photos) + len(papers)
    if not count:
        yield "sendMessage", {**text_of(reply.words), **(keyboard_of(reply.keyboard) or _keys(reply.keys))}, 1
    elif count > 1 and reply.keyboard:
        yield "sendMessage", {**text_of(under_album), **keyboard_of(reply.keyboard)}, 1


def _shown(file: EvidenceFile) -> str:
    """Return how a payload names a file that may be shown.

    Raises:
        ValueError: nobody has accepted a version of it yet.
    """
    if not file.is_shown:
        raise ValueError("an original is never sent")
    return f"file:{file.sha256}"


def _album(kind: str, files: list[str], words: Words | None) -> list[dict[str, Any]]:
    media: list[dict[str, Any]] = [{"type": kind, "media": file} for file in files]
    if words is not None:
        media[0].update(caption_of(words))
    return media


def text_of(words: Words) -> dict[str, Any]:
    """Return the parameters of a text message."""
    entities = {"entities": list(words.entities)} if words.entities else {}
    return {"text": words.text, **entities, "link_preview_options": {"is_disabled": True}}


def caption_of(words: Words) -> dict[str, Any]:
    """Return the parameters of a caption."""
    entities = {"caption_entities": list(words.entities)} if words.entities else {}
    return {"caption": words.text, **entities}


def keyboard_of(keyboard: Keyboard) -> dict[str, Any]:
    """Return the parameters of the buttons under a message; none: no parameter."""
    if not keyboard:
        return {}
    rows = [
        [{"text": key.label, **({"url": key.url} if key.url else {"callback_data": key.data})} for key in row]
        for row in keyboard
    ]
    return {"reply_markup": {"inline_keyboard": rows}}


def _keys(keys: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    if not keys:
        return {}
    rows = [[{"text": label} for label in row] for row in keys]
    return {"reply_markup": {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}}


def placed(target: int | str | None, thread_id: int | str | None, *, quiet: bool) -> dict[str, Any]:
    """Return where a call goes: the message replied to, the topic, and whether without sound."""
    replied = {"reply_parameters": {"message_id": target}} if target is not None else {}
    thread = {"message_thread_id": thread_id} if thread_id is not None else {}
    return {**replied, **thread, **({"disable_notification": True} if quiet else {})}
