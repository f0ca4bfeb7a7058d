"""Trouble on request: the next calls fail, drag or vanish, as they do on bad days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playground.emulator.world import Chat
from playground.emulator.world.pulse import Pulse
from playground.emulator.world.updates import UpdateQueue

Trouble = Literal["flood", "error", "drop", "slow"]
Outage = Literal["refused", "hanging"]


@dataclass(slots=True)
class Fault:
    """One kind of trouble for the next ``times`` calls (``None``: until ``clear``).

    ``after_effect``: the call is carried out first, and only its answer is lost or late.
    """

    trouble: Trouble
    times: int | None
    method: str | None
    chat_id: int | None
    code: int = 0
    description: str = ""
    seconds: float = 0.0
    after_effect: bool = False

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether a call meets this trouble; getUpdates only when it is named."""
        if self.times == 0 or (self.chat_id is not None and self.chat_id != chat_id):
            return False
        return method == self.method if self.method is not None else method != "getUpdates"


class Faults:
    """The troubles that are ordered; ``method`` and ``chat`` narrow them down, ``download`` is the method of files.

    Without ``method`` all calls are meant, except getUpdates.
    """

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._ordered: list[Fault] = []
        self.outage_kind: Outage | None = None
        self.is_shuffling = False
        self.pulse = Pulse()

    def flood(
        self, retry_after: int = 1, *, times: int | None = 1, method: str | None = None, chat: Chat | None = None
    ) -> None:
        """Answer 429 with ``retry_after`` (seconds)."""
        self._order("flood", times, method, chat, seconds=retry_after)

    def error(
        self,
        code: int = 502,
        description: str = "Bad Gateway",
        *,
        times: int | None = 1,
        method: str | None = None,
        chat: Chat | None = None,
    ) -> None:
        """Answer with an error, 5xx unless told otherwise (400 and 403 take a full description)."""
        self._order("error", times, method, chat, code=code, description=description)

    def drop(
        self,
        *,
        after_effect: bool = False,
        times: int | None = 1,
        method: str | None = None,
        chat: Chat | None = None,
    ) -> None:
        """Close the connection without an answer, before or after the call took effect."""
        self._order("drop", times, method, chat, after_effect=after_effect)

    def slow(
        self,
        seconds: float,
        *,
        after_effect: bool = False,
        times: int | None = 1,
        method: str | None = None,
        chat: Chat | None = None,
    ) -> None:
        """Wait before the call is carried out, or (``after_effect``) before it is answered."""
        self._order("slow", times, method, chat, seconds=seconds, after_effect=after_effect)

    def duplicate(self, times: int = 1) -> None:
        """Deliver each of the next ``times`` updates twice, the second time after it was confirmed."""
        self._updates.double(times)

    def shuffle(self) -> None:
        """Deliver the next batch of two or more updates in reverse order."""
        self.is_shuffling = True

    def begin_outage(self, kind: Outage = "refused") -> None:
        """Let every connection be closed at once, or hang, until ``end_outage``."""
        self.outage_kind = kind
        self._updates.pulse.beat()

    def end_outage(self) -> None:
        """Serve again; what hung is closed without an answer and without effect."""
        self.outage_kind = None
        self.pulse.beat()

    @contextmanager
    def outage(self, kind: Outage = "refused") -> Iterator[None]:
        """Be out of service within a ``with`` block."""
        self.begin_outage(kind)
        try:
            yield
        finally:
            self.end_outage()

    def clear(self) -> None:
        """Forget all ordered trouble."""
        self._ordered.clear()
        self.is_shuffling = False
        self.end_outage()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the trouble that this call meets, and count it."""
        fault = next((fault for fault in self._ordered if fault.fits(method, chat_id)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            self._ordered = [kept for kept in self._ordered if kept.times != 0]
        return fault

    def _order(
        self,
        trouble: Trouble,
        times: int | None,
        method: str | None,
        chat: Chat | None,
        *,
        code: int = 0,
        description: str = "",
        seconds: float = 0.0,
        after_effect: bool = False,
    ) -> None:
        chat_id = None if chat is None else chat.id
        self._ordered.append(Fault(trouble, times, method, chat_id, code, description, seconds, after_effect))
