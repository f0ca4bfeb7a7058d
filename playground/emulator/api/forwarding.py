"""forwardMessage and copyMessage."""

from __future__ import annotations

from playground.emulator.api import checks
from playground.emulator.api.errors import ApiError
from playground.emulator.api.office import Office, method
from playground.emulator.api.rights import reachable_chat
from playground.emulator.api.sending import Placed, WithCaption, begin, finish, settle_entities
from playground.emulator.world import Message
from playground.emulator.world.feed import Json


class ForwardMessage(Placed, frozen=True, kw_only=True):
    """Parameters of forwardMessage."""

    from_chat_id: int | str
    message_id: int


class CopyMessage(WithCaption, frozen=True, kw_only=True):
    """Parameters of copyMessage."""

    from_chat_id: int | str
    message_id: int
    show_caption_above_media: bool = False


@method("forwardMessage", ForwardMessage)
def forward_message(office: Office, given: ForwardMessage) -> Json:
    """Forward a message and say where it comes from."""
    source = _source(office, given.from_chat_id, given.message_id, "forward")
    copy = begin(office, given, _permission(source))
    office.world.fill_forward(copy, source)
    return finish(office, copy)


@method("copyMessage", CopyMessage)
def copy_message(office: Office, given: CopyMessage) -> Json:
    """Send the content of a message anew; a given caption replaces the old one."""
    checks.no_parse_mode(given.parse_mode)
    source = _source(office, given.from_chat_id, given.message_id, "copy")
    caption, entities = checks.caption(given.caption, given.caption_entities)
    copy = begin(office, given, _permission(source), markup=given.reply_markup)
    copy.text, copy.caption, copy.entities = source.text, source.caption, source.entities
    copy.photo, copy.document = source.photo, source.document
    if given.caption is not None and source.media is not None:
        copy.caption, copy.entities = caption, settle_entities(office, caption, entities)
    return {"message_id": finish(office, copy)["message_id"]}


def _source(office: Office, chat_id: int | str, message_id: int, verb: str) -> Message:
    message = reachable_chat(office.world, chat_id).find(message_id)
    if message is None:
        raise ApiError(f"message to {verb} not found")
    if message.service or (message.is_protected and message.sender != office.world.bot):
        raise ApiError("message can't be forwarded" if verb == "forward" else "message can't be copied")
    return message


def _permission(message: Message) -> str:
    if message.photo is not None:
        return "can_send_photos"
    return "can_send_documents" if message.document is not None else "can_send_messages"
