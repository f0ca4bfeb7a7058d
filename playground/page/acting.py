"""What a visitor does in somebody's name: each act takes the JSON that the page sent and returns what it led to."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playground.emulator import ActingError, Chat, Message, User
from playground.page.stage import Stage
from playground.page.travelling import next_contact, travel

Json = dict[str, Any]
Act = Callable[[Stage, Json], Awaitable[Json]]
LONGEST_TEXT = 4096
LONGEST_NAME = 40
JUMPS = {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "1d": timedelta(days=1)}
FARTHEST = timedelta(days=40)


async def say(stage: Stage, given: Json) -> Json:
    """Write a message, in a topic or as a reply if asked for."""
    chat, user, text = _chat(stage, given), _user(stage, given), _text(given)
    stage.touched()
    message = stage.world.say(
        chat, user, text, reply_to=replied(stage, chat, given), thread=chat.topics.get(given.get("thread") or 0)
    )
    return {"message": message.message_id}


async def edit(stage: Stage, given: Json) -> Json:
    """Change one's own message."""
    message = _own(stage, given)
    stage.touched()
    stage.world.edit(message, _text(given))
    return {}


async def delete(stage: Stage, given: Json) -> Json:
    """Take a message away: one's own, or any as an administrator."""
    message, user = _message(stage, given), _user(stage, given)
    if message.sender != user and not message.chat.member(user).is_admin:
        raise ActingError("只能删自己的消息")
    stage.touched()
    stage.world.delete(message)
    return {}


async def react(stage: Stage, given: Json) -> Json:
    """Set or take back a reaction."""
    message, user, emoji = _message(stage, given), _user(stage, given), str(given.get("emoji", ""))[:8]
    held = message.reactions.get(user.id, ())
    stage.world.react(user, message, *(() if emoji in held else (emoji,)))
    return {}


async def press(stage: Stage, given: Json) -> Json:
    """Press a button and wait for what it shows; a link to the bot is followed."""
    message, user = _message(stage, given), _user(stage, given)
    button = message.keyboard[int(given["row"])][int(given["column"])]
    stage.touched()
    began = time.perf_counter()
    pressed = stage.world.press(user, message, button)
    answer = await pressed.answered(5.0)
    spent = round((time.perf_counter() - began) * 1000)
    opened = _follow(stage, user, answer.url) if answer.url else None
    shown = {"text": answer.text, "is_alert": answer.is_alert, "url": answer.url}
    return {"answer": shown, "opened": opened, "milliseconds": spent}


async def follow(stage: Stage, given: Json) -> Json:
    """Open a link to the bot, or start it."""
    user = _user(stage, given)
    stage.touched()
    return {"opened": _follow(stage, user, str(given.get("url") or f"t.me/{stage.world.bot.username}"))}


async def tap(stage: Stage, given: Json) -> Json:
    """Press a key of the reply keyboard."""
    stage.touched()
    return {"message": stage.world.tap(_user(stage, given), str(given.get("text", ""))).message_id}


async def come(stage: Stage, given: Json) -> Json:
    """Let a new member come in."""
    name = " ".join(str(given.get("name", "")).split())[:LONGEST_NAME]
    if not name:
        raise ActingError("给新成员起个名字")
    stage.touched()
    return {"user": stage.add_person(name).id}


async def move(stage: Stage, given: Json) -> Json:
    """Move the clock on by a span, to the next contact window, or to a moment."""
    if stage.is_travelling:
        return {"stops": 0}
    now = stage.running.clock()
    span = JUMPS.get(str(given.get("by", "")))
    target = now + span if span else next_contact(stage)
    if "to" in given:
        target = datetime.fromtimestamp(int(given["to"]) / 1000, UTC) + timedelta(seconds=1)
    if not now <= target <= now + FARTHEST:
        raise ActingError("时钟只能往后拨,一次最多 40 天")
    stage.touched()
    return {"stops": await travel(stage, target)}


async def step(stage: Stage, given: Json) -> Json:
    """Play the story's next step."""
    del given
    return {"is_playing": stage.story.next()}


async def mark(stage: Stage, given: Json) -> Json:
    """Note how far a chat was read."""
    chat, number = _chat(stage, given), int(given["number"])
    if number > stage.read.get(chat.id, 0):
        stage.read[chat.id] = min(number, len(stage.world.feed))
        stage.changed()
    return {}


async def menu(stage: Stage, given: Json) -> Json:
    """Return the commands that somebody is offered in a chat."""
    chat, user = _chat(stage, given), _user(stage, given)
    return {"commands": [{"name": name, "about": about} for name, about in stage.world.profile.menu(chat, user)]}


ACTS: dict[str, Act] = {
    act.__name__: act for act in (say, edit, delete, react, press, follow, tap, come, move, step, mark, menu)
}


def replied(stage: Stage, chat: Chat, given: Json) -> Message | None:
    """Return the message that is answered, if any."""
    message_id = given.get("reply_to")
    return None if not message_id else stage.message(chat.id, int(message_id))


def _follow(stage: Stage, user: User, url: str) -> int | None:
    if f"t.me/{stage.world.bot.username}" not in url:
        return None
    stage.world.follow(user, url)
    stage.changed()
    return stage.world.private(user).id


def _chat(stage: Stage, given: Json) -> Chat:
    return stage.world.chats[int(given["chat"])]


def _user(stage: Stage, given: Json) -> User:
    return stage.person(int(given["who"]))


def _message(stage: Stage, given: Json) -> Message:
    return stage.message(int(given["chat"]), int(given["message"]))


def _own(stage: Stage, given: Json) -> Message:
    message = _message(stage, given)
    if message.sender != _user(stage, given):
        raise ActingError("只能改自己的消息")
    return message


def _text(given: Json) -> str:
    text = str(given.get("text", "")).strip()
    if not text:
        raise ActingError("还没写字")
    if len(text) > LONGEST_TEXT:
        raise ActingError(f"一条最多 {LONGEST_TEXT} 个字,现在是 {len(text)} 个")
    return text
