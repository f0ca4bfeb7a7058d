"""aiogram's form storage on our table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from core.clock import Clock
from core.database import Database
from mailbox import forms


class Forms(BaseStorage):
    """Conversation state in the database; writes join the transaction that is open."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Remember at which step a person is; ``None`` ends the form."""
        async with self._database.transaction() as transaction:
            _, data = await forms.load(transaction.connection, _key(key))
            name = state.state if isinstance(state, State) else state
            await forms.save(transaction, _key(key), name, data, self._clock())

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the step at which a person is."""
        async with self._database.read() as connection:
            return (await forms.load(connection, _key(key)))[0]

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Remember what was filled in so far."""
        async with self._database.transaction() as transaction:
            state, _ = await forms.load(transaction.connection, _key(key))
            await forms.save(transaction, _key(key), state, dict(data), self._clock())

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return what was filled in so far."""
        async with self._database.read() as connection:
            return (await forms.load(connection, _key(key)))[1]

    async def close(self) -> None:
        """Nothing is kept open here."""


def _key(key: StorageKey) -> forms.FormKey:
    return (key.bot_id, key.chat_id, key.user_id)
