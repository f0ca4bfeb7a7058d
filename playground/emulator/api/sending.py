"""Methods that put new messages into a chat."""

from __future__ import annotations

from playground.emulator.api import checks
from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.api.rights import demand_voice, reachable_chat, thread_of
from playground.emulator.api.shapes import LinkPreview, Markup, MediaItem, Reply
from playground.emulator.world import Chat, Message
from playground.emulator.world.entities import Entity, with_detected
from playground.emulator.world.feed import Json
from playground.emulator.world.wire import message_json, user_json


class Placed(Parameters, frozen=True, kw_only=True):
    """What all methods take that put a message somewhere."""

    chat_id: int | str
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False


class Sending(Placed, frozen=True, kw_only=True):
    """… and that may answer a message."""

    reply_parameters: Reply | None = None


class WithMarkup(Sending, frozen=True, kw_only=True):
    """… and that may carry buttons."""

    reply_markup: Markup | None = None
    parse_mode: str | None = None


class SendMessage(WithMarkup, frozen=True, kw_only=True):
    """Parameters of sendMessage."""

    text: str
    entities: list[Entity] | None = None
    link_preview_options: LinkPreview | None = None


class WithCaption(WithMarkup, frozen=True, kw_only=True):
    """What pictures and documents have in common."""

    caption: str | None = None
    caption_entities: list[Entity] | None = None


class SendPhoto(WithCaption, frozen=True, kw_only=True):
    """Parameters of sendPhoto."""

    photo: str
    show_caption_above_media: bool = False
    has_spoiler: bool = False


class SendDocument(WithCaption, frozen=True, kw_only=True):
    """Parameters of sendDocument."""

    document: str
    thumbnail: str | None = None
    disable_content_type_detection: bool = False


class SendMediaGroup(Sending, frozen=True, kw_only=True):
    """Parameters of sendMediaGroup; an album takes no buttons."""

    media: list[MediaItem]


@method("sendMessage", SendMessage)
def send_message(office: Office, given: SendMessage) -> Json:
    """Send a text."""
    checks.no_parse_mode(given.parse_mode)
    text, entities = checks.text(given.text, given.entities)
    message = begin(office, given, "can_send_messages", markup=given.reply_markup)
    message.text, message.entities = text, settle_entities(office, text, entities)
    return finish(office, message)


@method("sendPhoto", SendPhoto)
def send_photo(office: Office, given: SendPhoto) -> Json:
    """Send a picture."""
    checks.no_parse_mode(given.parse_mode)
    caption, entities = checks.caption(given.caption, given.caption_entities)
    photo = office.photo(given.photo)
    message = begin(office, given, "can_send_photos", markup=given.reply_markup)
    message.photo, message.caption = photo, caption
    message.entities = settle_entities(office, caption, entities)
    return finish(office, message)


@method("sendDocument", SendDocument)
def send_document(office: Office, given: SendDocument) -> Json:
    """Send a file."""
    checks.no_parse_mode(given.parse_mode)
    caption, entities = checks.caption(given.caption, given.caption_entities)
    document = office.document(given.document)
    message = begin(office, given, "can_send_documents", markup=given.reply_markup)
    message.document, message.caption = document, caption
    message.entities = settle_entities(office, caption, entities)
    return finish(office, message)


@method("sendMediaGroup", SendMediaGroup)
def send_media_group(office: Office, given: SendMediaGroup) -> list[Json]:
    """Send an album of 2-10 pictures, or of 2-10 documents."""
    kinds = {item.type for item in given.media}
    if not 2 <= len(given.media) <= 10:
        raise ViolationError("number of messages in an album must be between 2 and 10 (strict emulator)")
    if len(kinds) > 1:
        raise ViolationError("document can't be mixed with other media types")
    if not kinds <= {"photo", "document"}:
        raise ViolationError(f"media type {kinds} is not known here (strict emulator)")
    contents = [_item(office, number, item) for number, item in enumerate(given.media, 1)]
    permission = "can_send_photos" if kinds == {"photo"} else "can_send_documents"
    album = office.world.next_album()
    messages = []
    for content in contents:
        message = begin(office, given, permission)
        message.photo, message.document = content.photo, content.document
        message.caption, message.entities, message.media_group_id = content.caption, content.entities, album
        messages.append(finish(office, message))
    return messages


def _item(office: Office, number: int, item: MediaItem) -> Message:
    checks.no_parse_mode(item.parse_mode)
    content = Message(Chat(0, "group"), 0, office.world.clock(), None)
    content.caption, entities = checks.caption(item.caption, item.caption_entities)
    content.entities = settle_entities(office, content.caption, entities)
    try:
        if item.type == "photo":
            content.photo = office.photo(item.media)
        else:
            content.document = office.document(item.media)
    except ViolationError:
        raise
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        raise ApiError(f'failed to send message #{number} with the error message "{reason}"') from error
    return content


def begin(office: Office, given: Placed, permission: str, *, markup: Markup | None = None) -> Message:
    """Check place, rights, thread, reply and buttons, and return the draft of a message."""
    world = office.world
    keyboard, keys = checks.markup(markup)
    chat = reachable_chat(world, given.chat_id)
    demand_voice(world, chat, permission)
    reply = given.reply_parameters if isinstance(given, Sending) else None
    reply_to = _answered(chat, reply)
    thread = thread_of(chat, given.message_thread_id, reply_to)
    in_channel = chat.kind == "channel"
    message = world.draft(chat, None if in_channel else world.bot, reply_to=reply_to, thread=thread)
    message.sender_chat = chat if in_channel else None
    message.keyboard, message.reply_keyboard = keyboard, keys
    message.is_protected = message.is_protected or given.protect_content
    message.quote = reply.quote if reply and reply_to else None
    return message


def _answered(chat: Chat, reply: Reply | None) -> Message | None:
    if reply is None:
        return None
    if reply.chat_id not in (None, chat.id, str(chat.id)):
        raise ViolationError("replies across chats are not known here (strict emulator)")
    message = chat.find(reply.message_id)
    if message is None and not reply.allow_sending_without_reply:
        raise ApiError("message to be replied not found")
    if message is not None and reply.quote is not None and reply.quote not in message.words:
        raise ApiError("QUOTE_TEXT_INVALID")
    return message


def settle_entities(office: Office, text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Drop mentions of unknown people and add the links and commands that Telegram finds by itself."""
    settled = []
    for entity in entities:
        if entity.type == "text_mention":
            user = office.world.users.get((entity.user or {}).get("id", 0))
            if user is None:
                continue
            settled.append(Entity(entity.type, entity.offset, entity.length, user=user_json(user)))
        else:
            settled.append(entity)
    return with_detected(text, tuple(settled))


def finish(office: Office, message: Message) -> Json:
    """Publish a message and return it as the answer."""
    office.world.publish(message)
    if message.reply_keyboard is not None and message.chat.kind == "private":
        office.world.show_keyboard(message.chat, message)
    return message_json(message)
