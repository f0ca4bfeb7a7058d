"""Small signs in a chat: typing, reactions, pins."""

from __future__ import annotations

from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.api.rights import demand_voice, reachable_chat, thread_of
from playground.emulator.api.shapes import Reaction
from playground.emulator.world import Chat, Message

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_EMOJI = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡
🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈
😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿
🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
EMOJI = frozenset(_EMOJI.split())
"""The reactions that exist on Telegram."""


class SendChatAction(Parameters, frozen=True, kw_only=True):
    """Parameters of sendChatAction."""

    chat_id: int | str
    action: str
    message_thread_id: int | None = None


class SetMessageReaction(Parameters, frozen=True, kw_only=True):
    """Parameters of setMessageReaction."""

    chat_id: int | str
    message_id: int
    reaction: list[Reaction] | None = None
    is_big: bool = False


class PinChatMessage(Parameters, frozen=True, kw_only=True):
    """Parameters of pinChatMessage."""

    chat_id: int | str
    message_id: int
    disable_notification: bool = False


class UnpinChatMessage(Parameters, frozen=True, kw_only=True):
    """Parameters of unpinChatMessage; without ``message_id`` the last pin."""

    chat_id: int | str
    message_id: int | None = None


@method("sendChatAction", SendChatAction)
def send_chat_action(office: Office, given: SendChatAction) -> bool:
    """Show for some seconds that the bot is at work."""
    chat = reachable_chat(office.world, given.chat_id)
    if given.action not in ACTIONS:
        raise ViolationError("wrong parameter action in request")
    demand_voice(office.world, chat, "can_send_messages")
    thread_of(chat, given.message_thread_id, None)
    office.world.happened("action", chat, {"action": given.action, "message_thread_id": given.message_thread_id})
    return True


@method("setMessageReaction", SetMessageReaction)
def set_message_reaction(office: Office, given: SetMessageReaction) -> bool:
    """React to a message with one emoji, or take the reaction back."""
    world, emoji = office.world, tuple(reaction.emoji for reaction in given.reaction or ())
    if len(emoji) > 1:
        raise ViolationError("REACTIONS_TOO_MANY")
    if not set(emoji) <= EMOJI:
        raise ViolationError("REACTION_INVALID")
    chat = reachable_chat(world, given.chat_id)
    message = _find(chat, given.message_id, "react")
    if message.service or not set(emoji) <= set(
        emoji if chat.available_reactions is None else chat.available_reactions
    ):
        raise ApiError("REACTION_INVALID")
    if not chat.may(world.bot, "can_react_to_messages"):
        raise ApiError("not enough rights to react to messages in the chat")
    world.set_reaction(world.bot, message, emoji)
    return True


@method("pinChatMessage", PinChatMessage)
def pin_chat_message(office: Office, given: PinChatMessage) -> bool:
    """Pin a message; the service message about it comes from the bot."""
    chat = reachable_chat(office.world, given.chat_id)
    _demand_pinning(office, chat)
    message = _find(chat, given.message_id, "pin")
    office.world.pin(message, by=None if chat.kind == "channel" else office.world.bot)
    return True


@method("unpinChatMessage", UnpinChatMessage)
def unpin_chat_message(office: Office, given: UnpinChatMessage) -> bool:
    """Unpin a message."""
    chat = reachable_chat(office.world, given.chat_id)
    _demand_pinning(office, chat)
    if given.message_id is None:
        pinned = chat.pinned[-1:]
    else:
        pinned = [message for message in chat.pinned if message.message_id == given.message_id]
    if not pinned:
        raise ApiError("message to unpin not found")
    office.world.unpin(pinned[0])
    return True


def _find(chat: Chat, message_id: int, verb: str) -> Message:
    message = chat.find(message_id)
    if message is None:
        raise ApiError(f"message to {verb} not found")
    return message


def _demand_pinning(office: Office, chat: Chat) -> None:
    bot = office.world.bot
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if chat.kind == "private" or chat.member(bot).has_right(right):
        return
    if chat.kind == "channel" or chat.member(bot).is_admin or not chat.may(bot, "can_pin_messages"):
        raise ApiError("not enough rights to manage pinned messages in the chat")
