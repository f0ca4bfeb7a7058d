"""Methods that change or remove messages."""

from __future__ import annotations

from datetime import timedelta

from playground.emulator.api import checks
from playground.emulator.api.errors import ApiError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.api.rights import reachable_chat
from playground.emulator.api.sending import settle_entities
from playground.emulator.api.shapes import LinkPreview, Markup, MediaItem
from playground.emulator.world import Message
from playground.emulator.world.entities import Entity
from playground.emulator.world.feed import Json
from playground.emulator.world.messages import Keyboard
from playground.emulator.world.wire import message_json

DELETABLE_FOR = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Editing(Parameters, frozen=True, kw_only=True):
    """What all edits take. Without ``reply_markup`` the buttons go away, as on Telegram."""

    chat_id: int | str
    message_id: int
    reply_markup: Markup | None = None


class EditMessageText(Editing, frozen=True, kw_only=True):
    """Parameters of editMessageText."""

    text: str
    parse_mode: str | None = None
    entities: list[Entity] | None = None
    link_preview_options: LinkPreview | None = None


class EditMessageCaption(Editing, frozen=True, kw_only=True):
    """Parameters of editMessageCaption."""

    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: list[Entity] | None = None
    show_caption_above_media: bool = False


class EditMessageMedia(Editing, frozen=True, kw_only=True):
    """Parameters of editMessageMedia."""

    media: MediaItem


class DeleteMessage(Parameters, frozen=True, kw_only=True):
    """Parameters of deleteMessage."""

    chat_id: int | str
    message_id: int


class DeleteMessages(Parameters, frozen=True, kw_only=True):
    """Parameters of deleteMessages."""

    chat_id: int | str
    message_ids: list[int]


@method("editMessageText", EditMessageText)
def edit_message_text(office: Office, given: EditMessageText) -> Json:
    """Change the words of a text message."""
    checks.no_parse_mode(given.parse_mode)
    text, entities = checks.text(given.text, given.entities)
    message = _own(office, given)
    if message.media is not None:
        raise ApiError("there is no text in the message to edit")
    settled = settle_entities(office, text, entities)
    keyboard = _keyboard(message, given)
    if (message.text, message.entities, message.keyboard) == (text, settled, keyboard):
        raise ApiError(NOT_MODIFIED)
    message.text, message.entities = text, settled
    return _finish(office, message, keyboard)


@method("editMessageCaption", EditMessageCaption)
def edit_message_caption(office: Office, given: EditMessageCaption) -> Json:
    """Change the words under a picture or document."""
    checks.no_parse_mode(given.parse_mode)
    caption, entities = checks.caption(given.caption, given.caption_entities)
    message = _own(office, given)
    if message.media is None:
        raise ApiError("there is no caption in the message to edit")
    settled = settle_entities(office, caption, entities)
    keyboard = _keyboard(message, given)
    if (message.caption, message.entities, message.keyboard) == (caption, settled, keyboard):
        raise ApiError(NOT_MODIFIED)
    message.caption, message.entities = caption, settled
    return _finish(office, message, keyboard)


@method("editMessageReplyMarkup", Editing)
def edit_message_reply_markup(office: Office, given: Editing) -> Json:
    """Change or remove the buttons under a message."""
    message = _own(office, given)
    keyboard = _keyboard(message, given)
    if message.keyboard == keyboard:
        raise ApiError(NOT_MODIFIED)
    return _finish(office, message, keyboard)


@method("editMessageMedia", EditMessageMedia)
def edit_message_media(office: Office, given: EditMessageMedia) -> Json:
    """Put another picture or document in the place of one."""
    item = given.media
    checks.no_parse_mode(item.parse_mode)
    caption, entities = checks.caption(item.caption, item.caption_entities)
    photo = office.photo(item.media) if item.type == "photo" else None
    document = office.document(item.media) if item.type == "document" else None
    message = _own(office, given)
    if message.media_group_id is not None and (photo is None) != (message.photo is None):
        raise ApiError("message can't be edited: an album keeps its kind")
    settled = settle_entities(office, caption, entities)
    keyboard = _keyboard(message, given)
    before = (message.photo, message.document, message.caption, message.entities, message.keyboard)
    if before == (photo, document, caption, settled, keyboard):
        raise ApiError(NOT_MODIFIED)
    message.photo, message.document, message.text = photo, document, ""
    message.caption, message.entities = caption, settled
    return _finish(office, message, keyboard)


@method("deleteMessage", DeleteMessage)
def delete_message(office: Office, given: DeleteMessage) -> bool:
    """Take a message away: an own one, or with the right to delete anybody's, if it is not too old."""
    chat = reachable_chat(office.world, given.chat_id)
    message = chat.find(given.message_id)
    if message is None:
        raise ApiError("message to delete not found")
    if not _may_delete(office, message):
        raise ApiError("message can't be deleted for everyone")
    office.world.delete(message)
    return True


@method("deleteMessages", DeleteMessages)
def delete_messages(office: Office, given: DeleteMessages) -> bool:
    """Take up to 100 messages away; what is gone or out of reach is skipped."""
    chat = reachable_chat(office.world, given.chat_id)
    if not 1 <= len(given.message_ids) <= 100:
        raise ApiError("there must be 1-100 message identifiers")
    found = [message for message in map(chat.find, given.message_ids) if message is not None]
    office.world.delete(*(message for message in found if _may_delete(office, message)))
    return True


def _own(office: Office, given: Editing) -> Message:
    chat = reachable_chat(office.world, given.chat_id)
    message = chat.find(given.message_id)
    if message is None:
        raise ApiError("message to edit not found")
    is_own = message.sender == office.world.bot or (
        chat.kind == "channel" and chat.member(office.world.bot).has_right("can_edit_messages")
    )
    if not is_own or message.service or message.origin is not None:
        raise ApiError("message can't be edited")
    return message


def _keyboard(message: Message, given: Editing) -> Keyboard:
    keyboard = checks.keyboard(given.reply_markup)
    if keyboard and message.media_group_id is not None:
        raise ApiError("message can't be edited: an album carries no buttons")
    return keyboard


def _finish(office: Office, message: Message, keyboard: Keyboard) -> Json:
    message.keyboard = keyboard
    office.world.edited(message)
    return message_json(message)


def _may_delete(office: Office, message: Message) -> bool:
    world, chat = office.world, message.chat
    if world.clock() - message.date > DELETABLE_FOR:
        return False
    is_own = message.sender == world.bot or chat.kind == "private"
    return is_own or chat.member(world.bot).has_right("can_delete_messages")
