"""What waits to be sent, chat by chat, and which of it may go next."""

from __future__ import annotations

import heapq
import itertools

from core.ids import ChatId, OutgoingId
from mailbox.limits import Limits
from mailbox.models import Outgoing

_AT_ONCE = 16


class Queue:
    """Messages by chat, the most urgent and oldest first; one of a chat at a time, several chats at once.

    A chat that may not be written to yet is parked until it may; all moments are of one monotonic clock.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.known: set[OutgoingId] = set()
        """What is in hand: waits here, or is being sent."""
        self._chats: dict[ChatId, list[tuple[int, int, Outgoing]]] = {}
        self._busy: set[ChatId] = set()
        self._ready: list[tuple[int, int, ChatId]] = []
        self._parked: list[tuple[float, int, ChatId]] = []
        self._ticket = itertools.count()
        self._paused_until = 0.0

    def put(self, message: Outgoing) -> bool:
        """Take in what is not in hand yet; tell whether it was news."""
        if message.id in self.known:
            return False
        self.known.add(message.id)
        self.put_again(message)
        if message.chat_id not in self._busy:
            self._offer(message.chat_id)
        return True

    def put_again(self, message: Outgoing) -> None:
        """Put back what could not go; it stays the first of its chat, so that order is kept."""
        heapq.heappush(self._chats.setdefault(message.chat_id, []), (message.urgency, message.id, message))

    def pause_all(self, until: float) -> None:
        """Let nothing out before ``until``."""
        self._paused_until = until

    def drop_chat(self, chat_id: ChatId) -> None:
        """Forget what waits for a chat; it is read anew."""
        for _, _, waiting in self._chats.pop(chat_id, []):
            self.known.discard(waiting.id)

    def release(self, chat_id: ChatId) -> None:
        """What was taken for a chat is done with: its next one may go."""
        self._busy.discard(chat_id)
        self._offer(chat_id)

    def take(self, now: float) -> Outgoing | float | None:
        """Take what may go out now; else return the seconds until something may, None if only news can tell."""
        while self._parked and self._parked[0][0] <= now:
            self._offer(heapq.heappop(self._parked)[2])
        while self._ready and len(self._busy) < _AT_ONCE:
            message = self._first()
            if message is None:
                continue
            overall = max(self.limits.overall_wait(message.urgency, now), self._paused_until - now)
            if overall > 0:
                return overall
            heapq.heappop(self._ready)
            wait = self.limits.chat_wait(message.chat_id, message.items, now)
            if wait > 0:
                heapq.heappush(self._parked, (now + wait, next(self._ticket), message.chat_id))
                continue
            return self._taken(message, now)
        return max(0.0, self._parked[0][0] - now) if self._parked and not self._ready else None

    def _first(self) -> Outgoing | None:
        """Return the message offered first; an offer that its chat has outlived is dropped instead."""
        _urgency, message_id, chat_id = self._ready[0]
        waiting = self._chats.get(chat_id)
        if chat_id in self._busy or not waiting or waiting[0][1] != message_id:
            heapq.heappop(self._ready)
            return None
        return waiting[0][2]

    def _taken(self, message: Outgoing, now: float) -> Outgoing:
        self.limits.count(message.chat_id, message.items, message.urgency, now)
        heapq.heappop(self._chats[message.chat_id])
        self._busy.add(message.chat_id)
        return message

    def _offer(self, chat_id: ChatId) -> None:
        waiting = self._chats.get(chat_id)
        if waiting:
            heapq.heappush(self._ready, (waiting[0][0], waiting[0][1], chat_id))
        else:
            self._chats.pop(chat_id, None)
