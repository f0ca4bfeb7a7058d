"""Telegram's sending limits, counted here and nowhere else: pure arithmetic on a monotonic clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from core.ids import ChatId
from mailbox.models import Urgency

_BULK_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second overall, a second in one chat, a minute in one group; 0 means no limit."""

    per_second: float = 30
    per_chat_second: float = 1
    per_group_minute: int = 20


@dataclass(slots=True)
class Limits:
    """How long each call has to wait. An album counts once towards a second and with all its items towards a minute."""

    rates: Rates
    _next_any: float = 0.0
    _next_bulk: float = 0.0
    _next_in_chat: dict[ChatId, float] = field(default_factory=dict)
    _minute: dict[ChatId, deque[tuple[float, int]]] = field(default_factory=dict)

    def overall_wait(self, urgency: Urgency, now: float) -> float:
        """Return the seconds until any call of this urgency may go out."""
        earliest = max(self._next_any, self._next_bulk) if urgency is Urgency.BULK else self._next_any
        return max(0.0, earliest - now)

    def chat_wait(self, chat_id: ChatId, items: int, now: float) -> float:
        """Return the seconds until ``items`` messages may go into this chat."""
        wait = max(0.0, self._next_in_chat.get(chat_id, 0.0) - now)
        if not self.rates.per_group_minute or chat_id > 0:
            return wait
        sent = self._minute.get(chat_id, deque())
        while sent and sent[0][0] <= now - 60:
            sent.popleft()
        room = self.rates.per_group_minute - min(items, self.rates.per_group_minute)
        total = sum(count for _, count in sent)
        for at, count in sent:
            if total <= room:
                break
            total -= count
            wait = max(wait, at + 60 - now)
        return wait

    def count(self, chat_id: ChatId, items: int, urgency: Urgency, now: float) -> None:
        """Remember that a call goes out at ``now``."""
        rates = self.rates
        if rates.per_second:
            self._next_any = max(self._next_any, now) + 1 / rates.per_second
            if urgency is Urgency.BULK:
                self._next_bulk = now + 1 / (rates.per_second * _BULK_SHARE)
        if rates.per_chat_second:
            self._next_in_chat[chat_id] = now + 1 / rates.per_chat_second
            if len(self._next_in_chat) > 10_000:
                self._next_in_chat = {chat: at for chat, at in self._next_in_chat.items() if at > now}
        if rates.per_group_minute and chat_id < 0:
            self._minute.setdefault(chat_id, deque()).append((now, items))

    def delay(self, chat_id: ChatId, until: float) -> None:
        """Nothing goes into this chat before ``until``, as Telegram told us."""
        self._next_in_chat[chat_id] = max(self._next_in_chat.get(chat_id, 0.0), until)
