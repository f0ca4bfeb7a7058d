"""Buttons: pressing one, and what the bot answers to it."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playground.emulator.world.chats import Chat
from playground.emulator.world.feed import Json
from playground.emulator.world.messages import Button, Message
from playground.emulator.world.people import User
from playground.emulator.world.pulse import Pulse
from playground.emulator.world.state import ActingError, State
from playground.emulator.world.wire import chat_json, message_json, user_json


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pressed button showed: a note, an alert to be closed, or a link that opens."""

    text: str = ""
    is_alert: bool = False
    url: str | None = None


@dataclass(slots=True, eq=False)
class Press:
    """One press of a button and, once it is there, the Answer."""

    user: User
    message: Message
    button: Button
    query_id: str
    at: datetime
    answer: Answer | None = None
    elapsed: float | None = None
    """Real seconds from press to answer."""
    _began: float = field(default_factory=time.monotonic)
    _pulse: Pulse = field(default_factory=Pulse)

    async def answered(self, timeout: float = 5.0) -> Answer:  # noqa: ASYNC109  tests read best so
        """Wait for the Answer, at most ``timeout`` seconds.

        Raises:
            TimeoutError: the bot said nothing: the button would still be spinning.
        """
        while self.answer is None:
            if not await self._pulse.next(timeout):
                raise TimeoutError(f"「{self.button.text}」 was not answered within {timeout} s")
        return self.answer

    def settle(self, answer: Answer) -> None:
        """Note the Answer and wake who waits for it."""
        self.answer, self.elapsed = answer, time.monotonic() - self._began
        self._pulse.beat()


class Pressing(State):
    """Acts of people upon buttons."""

    query_lifetime = timedelta(seconds=30)
    """After so long (by the world's clock) a press can no longer be answered."""
    presses: dict[str, Press]
    _query_ids: itertools.count[int]

    def press(self, user: User, message: Message, button: str | Button, *, inaccessible: bool = False) -> Press:
        """Press an inline button, named by its text or a part of it.

        ``inaccessible``: the bot is told of the press, but no longer shown the message.
        """
        chosen = button if isinstance(button, Button) else _named(message, button)
        if message.is_deleted or not (message.chat.kind == "private" or message.chat.has(user)):
            raise ActingError(f"{user.name} does not see this button")
        query_id = str(next(self._query_ids))
        press = Press(user, message, chosen, query_id, self.clock())
        self.happened("press", message.chat, _note(press))
        if chosen.url is not None:
            press.settle(Answer(url=chosen.url))
            return press
        self.presses[query_id] = press
        shown: Json = {"chat": chat_json(message.chat), "message_id": message.message_id, "date": 0}
        query = {
            "id": query_id,
            "from": user_json(user),
            "message": shown if inaccessible else message_json(message),
            "chat_instance": str(abs(message.chat.id) * 7919),
            "data": chosen.data,
        }
        self.updates.add("callback_query", query)
        return press

    def tap(self, user: User, text: str) -> Message:
        """Press a button of the reply keyboard in the private chat: its text is said."""
        chat = self.private(user)
        if chat.keyboard is None or not any(text in row for row in chat.keyboard.rows):
            raise ActingError(f"no key 「{text}」 is shown to {user.name}")
        message = self.draft(chat, user)
        message.text = text
        return self.publish(message)

    def answer(self, query_id: str, answer: Answer) -> bool:
        """Note the bot's Answer; ``False`` when the press is unknown, answered or too old."""
        press = self.presses.get(query_id)
        if press is None or press.answer is not None or self.clock() - press.at > self.query_lifetime:
            return False
        press.settle(answer)
        self.happened("answer", press.message.chat, _note(press) | {"text": answer.text, "url": answer.url})
        return True

    def show_keyboard(self, chat: Chat, message: Message) -> None:
        """Show the reply keyboard that came with a message."""
        chat.keyboard = message.reply_keyboard


def _named(message: Message, text: str) -> Button:
    exact = [button for button in message.buttons if button.text == text]
    found = exact or [button for button in message.buttons if text in button.text]
    if len(found) != 1:
        names = "、".join(button.text for button in message.buttons) or "no buttons"
        raise ActingError(f"no single button 「{text}」 among: {names}")
    return found[0]


def _note(press: Press) -> Json:
    return {
        "message_id": press.message.message_id,
        "user": user_json(press.user),
        "button": press.button.text,
        "query_id": press.query_id,
    }
