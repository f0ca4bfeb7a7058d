"""A chat printed as people read it: one line for each thing that happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from playground.emulator.world import Chat, World
from playground.emulator.world.feed import Event, Json

SHANGHAI = ZoneInfo("Asia/Shanghai")
INDENT = " " * 9


def transcript(world: World, chat: Chat | None = None, *, zone: tzinfo = SHANGHAI) -> list[str]:
    """Return what happened in a chat (``None``: in all of them), oldest first.

    ``[申请售后]`` is a button, ``〔图×3〕`` an album, ``↩`` quotes what is answered, ``✎`` is an edit, ``#`` a topic.
    """
    events = [event for event in world.feed if chat is None or event.chat_id == chat.id]
    return list(_lines(world, with_albums_joined(events), zone, with_names=chat is None))


def with_albums_joined(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Put the messages of an album together; every other event stands alone."""
    album: list[Event] = []
    for event in events:
        group = event.data.get("media_group_id") if event.kind == "message" else None
        if album and group != album[0].data["media_group_id"]:
            yield album
            album = []
        if group is None:
            yield [event]
        else:
            album.append(event)
    if album:
        yield album


def _lines(world: World, happenings: Iterable[list[Event]], zone: tzinfo, *, with_names: bool) -> Iterator[str]:
    day: date | None = None
    for events in happenings:
        first = events[0]
        line = _message([event.data for event in events]) if first.kind == "message" else _line(world, first)
        if line is None:
            continue
        moment = first.at.astimezone(zone)
        if day is not None and day != moment.date():
            yield f"—— {moment:%m月%d日} ——"
        day = moment.date()
        yield f"{moment:%H:%M:%S} {_place(world, first, with_name=with_names)}{line}"


def _place(world: World, event: Event, *, with_name: bool) -> str:
    if event.chat_id is None:
        return ""
    chat = world.chats[event.chat_id]
    topic = chat.topics.get(event.data.get("message_thread_id") or 0)
    return (f"【{chat.name}】" if with_name else "") + (f"#{topic.name} " if topic else "")


def _line(world: World, event: Event) -> str | None:
    data = event.data
    if event.kind == "edit":
        return f"✎ {author(data)}: {_content([data])}"
    if event.kind == "press":
        return f"{name(data['user'])} 按下 [{data['button']}]"
    if event.kind == "answer":
        shown = " ".join(part for part in (data["text"], data["url"]) if part)
        return f"→ {name(data['user'])} 看到: {shown}" if shown else None
    if event.kind == "reaction":
        emoji = "".join(one["emoji"] for one in data["new_reaction"]) or "(收回)"
        return f"{name(data['user'])} {emoji} {_quoted(world, event)}"
    if event.kind == "delete":
        return f"(已删除) {_quoted(world, event)}"
    if event.kind == "pin":
        return f"{'置顶' if data['pinned'] else '取消置顶'} {_quoted(world, event)}"
    return None


def _message(album: list[Json]) -> str:
    first = album[0]
    answered = first.get("reply_to_message")
    arrow = f" ↩{author(answered)}「{short(words(answered))}」" if answered and words(answered) else ""
    return f"{author(first)}{arrow}: {_content(album)}"


def _content(album: list[Json]) -> str:
    parts = [*media(album), *(words(item) for item in album if words(item)), *service(album[0]), *buttons(album[0])]
    return " ".join(parts).replace("\n", "\n" + INDENT)


def media(album: list[Json]) -> list[str]:
    """Return what a message carries beside its words: 〔转发〕, pictures, files."""
    pictures = sum("photo" in item for item in album)
    parts = [f"〔图×{pictures}〕" if pictures > 1 else "〔图〕"] if pictures else []
    parts += [f"〔文件 {item['document']['file_name']}〕" for item in album if "document" in item]
    is_forward = "forward_origin" in album[0] and not album[0].get("is_automatic_forward")
    return ["〔转发〕", *parts] if is_forward else parts


def buttons(data: Json) -> list[str]:
    """Return the inline buttons as ``[text]``, then the reply keyboard."""
    rows: Iterable[list[Json]] = data.get("reply_markup", {}).get("inline_keyboard", ())
    inline = [f"[{button['text']}]" for row in rows for button in row]
    return [*inline, *(f"⌨{'/'.join(row)}" for row in data.get("reply_keyboard", ()))]


def service(data: Json) -> Iterator[str]:
    """Return what a service message tells, in brackets."""
    for user in data.get("new_chat_members", ()):
        yield f"({name(user)} 入群)"
    if "left_chat_member" in data:
        yield f"({name(data['left_chat_member'])} 离群)"
    if "pinned_message" in data:
        yield f"(置顶了「{short(words(data['pinned_message']))}」)"
    if "forum_topic_created" in data:
        yield f"(开了话题 {data['forum_topic_created']['name']})"
    if "migrate_to_chat_id" in data or "migrate_from_chat_id" in data:
        yield "(升级为超级群)"
    if "new_chat_title" in data:
        yield f"(群名改为 {data['new_chat_title']})"


def _quoted(world: World, event: Event) -> str:
    chat = world.chats[event.chat_id or 0]
    message = chat.messages[event.data["message_id"]]
    return f"{message.author}「{short(message.words or '〔图〕')}」"


def author(data: Json) -> str:
    """Return the name over a message."""
    if "sender_chat" in data:
        return str(data["sender_chat"]["title"])
    return name(data["from"]) if "from" in data else str(data["chat"].get("title", ""))


def name(user: Json) -> str:
    """Return first and last name."""
    return " ".join(str(user[part]) for part in ("first_name", "last_name") if part in user)


def words(data: Json) -> str:
    """Return the text or the caption."""
    return str(data.get("text") or data.get("caption") or "")


def short(text: str) -> str:
    """Cut a text to one short line."""
    line = " ".join(text.split())
    return line if len(line) <= 16 else line[:15] + "…"
