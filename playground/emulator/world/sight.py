"""Which messages the bot gets to see: privacy mode and other bots."""

from __future__ import annotations

from playground.emulator.world.entities import cut
from playground.emulator.world.messages import Message
from playground.emulator.world.people import ANONYMOUS_ADMIN, CHANNEL_WRITER, User


def bot_sees(message: Message, bot: User, *, bot_to_bot: bool = False) -> bool:
    """Whether a message (new or edited) goes to the bot.

    Source: Bot API, "Privacy mode"; Bot FAQ, "What messages will my bot get?".
    """
    chat, sender = message.chat, message.sender
    if sender == bot:
        return False
    if chat.kind == "private":
        return True
    if not chat.has(bot):
        return _tells_of_leaving(message, bot)
    sees_all = chat.member(bot).is_admin or not chat.hides_from_bot
    if sender is not None and sender.is_bot and sender.id not in (ANONYMOUS_ADMIN.id, CHANNEL_WRITER.id):
        return bot_to_bot and sees_all
    return sees_all or chat.kind == "channel" or bool(message.service) or _is_for(message, bot)


def _tells_of_leaving(message: Message, bot: User) -> bool:
    gone = message.service.get("left_chat_member")
    return message.chat.kind == "group" and gone is not None and gone["id"] == bot.id


def _is_for(message: Message, bot: User) -> bool:
    if message.reply_to is not None and message.reply_to.sender == bot:
        return True
    name = f"@{bot.username}".lower()
    for entity in message.entities:
        words = cut(message.words, entity).lower()
        if entity.type == "bot_command" and ("@" not in words or words.endswith(name)):
            return True
        if entity.type == "mention" and words == name:
            return True
    return False
