"""What Telegram says of people and of the bot itself in a chat."""

from __future__ import annotations

from typing import Any

import msgspec

from bot.telegram import TelegramApi
from core.errors import ChatGoneError, ChatMovedError, DeliveryRefusedError, MessageGoneError
from core.ids import ChatId, UserId
from triage.doors.membership import Standing
from workspaces.models import ChatAdmin


class _Self(msgspec.Struct):
    id: int
    can_read_all_group_messages: bool = False


class _Rank(msgspec.Struct):
    status: str
    can_send_messages: bool = True
    can_send_photos: bool = True
    can_send_documents: bool = True


class _Permissions(msgspec.Struct):
    can_send_messages: bool = True
    can_send_photos: bool = True
    can_send_documents: bool = True


class _Chat(msgspec.Struct):
    permissions: _Permissions = msgspec.field(default_factory=_Permissions)


class TelegramPeople:
    """Asks Telegram; nothing is remembered, because people ask again after they have mended something."""

    def __init__(self, api: TelegramApi) -> None:
        self._api = api

    async def admins(self, chat_id: ChatId) -> list[ChatAdmin]:
        """Return who administers a chat, bots left out.

        Raises:
            DeliveryError: Telegram does not say.
        """
        return await self._api.admins(chat_id)

    async def rank(self, chat_id: ChatId, user_id: UserId) -> str:
        """Return what somebody is in a chat: creator, administrator, member …

        Raises:
            DeliveryError: Telegram does not say.
        """
        return (await self._member(chat_id, user_id)).status

    async def standing(self, chat_id: ChatId) -> Standing | None:
        """Return what the bot may do in a group; None: it is not there.

        Raises:
            DeliveryError: Telegram does not say.
        """
        own = msgspec.json.decode(await self._api.call("getMe", {}), type=_Self)
        try:
            member = await self._member(chat_id, UserId(own.id))
            if member.status == "administrator":
                return Standing(can_read=True, can_send=True, can_send_media=True)
            if member.status in ("left", "kicked"):
                return None
            chat = msgspec.json.decode(await self._call("getChat", chat_id), type=_Chat).permissions
        except (ChatGoneError, ChatMovedError):
            return None
        return Standing(
            can_read=own.can_read_all_group_messages,
            can_send=member.can_send_messages and chat.can_send_messages,
            can_send_media=all(
                (member.can_send_photos, member.can_send_documents, chat.can_send_photos, chat.can_send_documents)
            ),
        )

    async def erase(self, chat_id: ChatId, message_id: int) -> bool:
        """Delete a message; False: the bot may not, or it is too old. One that is gone already counts as deleted.

        Raises:
            DeliveryError: not now.
        """
        try:
            await self._call("deleteMessage", chat_id, message_id=message_id)
        except MessageGoneError:
            return True
        except (DeliveryRefusedError, ChatGoneError):
            return False
        return True

    async def _member(self, chat_id: ChatId, user_id: UserId) -> _Rank:
        return msgspec.json.decode(await self._call("getChatMember", chat_id, user_id=user_id), type=_Rank)

    async def _call(self, method: str, chat_id: ChatId, **more: Any) -> msgspec.Raw:
        return await self._api.call(method, {"chat_id": chat_id, **more})
