"""Where an update goes: nowhere, to Intake, or to the Dispatcher."""

from __future__ import annotations

from enum import Enum

from core.ids import ChatId
from detection.context import doubts_in_reply
from detection.gate import is_echo
from triage.asides import asks_for_human, private_kinds
from triage.updates import MembershipLook, MessageGlance, UpdateGlance
from triage.watch import CommunityWatch, Watch
from workspaces.promos import may_be_promo

TRIGGER_WORDS = frozenset({"申请售后", "我要售后", "我的售后", "申請售後", "我要售後", "我的售後"})
PROOF_WORDS = ("/proof", "求证", "求證")
"""「求证 商品」 asks for what is on file: a plain doubt, said by command."""
_RANKS_THAT_COUNT = frozenset({"administrator", "creator"})


class Route(Enum):
    """Where an update goes."""

    NOWHERE = "nowhere"
    INTAKE = "intake"
    DISPATCHER = "dispatcher"


def route(update: UpdateGlance, watch: Watch) -> Route:
    """Return where an update goes; pure, and errs to admit."""
    message = update.message
    if message is not None:
        return _route_message(message, watch)
    if update.edited_message is not None:
        return _route_edit(update.edited_message, watch)
    if update.callback_query is not None or update.my_chat_member is not None:
        return Route.DISPATCHER
    return Route.NOWHERE if update.chat_member is None else _route_membership(update.chat_member, watch)


def may_matter(update: UpdateGlance, watch: Watch) -> bool:
    """Whether an update is stored at all."""
    return route(update, watch) is not Route.NOWHERE


def _route_message(message: MessageGlance, watch: Watch) -> Route:
    known = watch.communities.get(ChatId(message.chat.id))
    if known is None:
        return _route_elsewhere(message, watch)
    text = message.text
    if text.startswith(PROOF_WORDS):
        return Route.INTAKE
    if text and (text[0] == "/" or text in TRIGGER_WORDS):
        return Route.DISPATCHER
    if message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None:
        return Route.DISPATCHER
    if message.newcomers:
        return Route.INTAKE
    matters = _staff_word_matters(message, known) if known.is_staff(message) else _member_word_matters(message, known)
    return Route.INTAKE if matters else Route.NOWHERE


def _route_elsewhere(message: MessageGlance, watch: Watch) -> Route:
    if message.chat.id > 0:  # a private chat
        return Route.DISPATCHER
    if message.words[:1] != "/" and watch.of_room(ChatId(message.chat.id)) is not None:
        # A staff room is not watched; of an album only one picture carries the line.
        is_album = bool(message.media_group_id) and message.has_attachment
        is_to_us = message.reply_to_message is not None and bool(message.words)  # to a card of ours, say
        return Route.DISPATCHER if is_album or is_to_us or message.migrate_to_chat_id is not None else Route.NOWHERE
    if ChatId(message.chat.id) in watch.joining and not message.text.startswith("/"):
        return Route.INTAKE
    moved = message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None
    return Route.DISPATCHER if moved or message.words.startswith("/") else Route.NOWHERE


def _staff_word_matters(message: MessageGlance, known: CommunityWatch) -> bool:
    replied = message.reply_to_message
    if replied is not None and (replied.message_id in known.concerns or replied.message_id in known.ours):
        return True
    if replied is not None and _may_be_asked(replied.text or replied.caption, known):
        return True  # a human's answer to what came in the same batch
    return may_be_promo(message.words)


def _may_be_asked(words: str, known: CommunityWatch) -> bool:
    return is_echo(words) or known.may_concern(words)


def _member_word_matters(message: MessageGlance, known: CommunityWatch) -> bool:
    sender = message.from_
    if sender is None or sender.is_bot:
        return message.sender_chat is not None and known.may_be_impostor(message)
    replied = message.reply_to_message
    if replied is not None and (replied.message_id in known.ours or replied.message_id in known.concerns):
        return True
    words = message.words
    if words and (known.may_concern(words) or known.may_praise(words)):
        return True
    if words and replied is not None and doubts_in_reply(words):
        return True
    if words and (known.may_join(message) or _is_aside(message, known)):
        return True
    if message.text or not message.has_attachment:  # what has a text carries nothing else
        return False
    return known.is_in_case(sender.id, message.at)


def _is_aside(message: MessageGlance, known: CommunityWatch) -> bool:
    """Whether a message that is no concern matters: a call for a human, private numbers, a contact under a concern."""
    words, sender = message.words, message.from_
    if private_kinds(words):
        return True
    if sender is not None and asks_for_human(words) and known.is_in_case(sender.id, message.at):
        return True
    return known.may_be_impostor(message)


def _route_edit(message: MessageGlance, watch: Watch) -> Route:
    known = watch.communities.get(ChatId(message.chat.id))
    if known is None or known.is_staff(message):
        return Route.NOWHERE
    matters = message.message_id in known.concerns or known.may_concern(message.words) or known.may_join(message)
    return Route.INTAKE if matters else Route.NOWHERE


def _route_membership(change: MembershipLook, watch: Watch) -> Route:
    statuses = {change.old_chat_member.status, change.new_chat_member.status}
    if ChatId(change.chat.id) not in watch.communities:
        return Route.NOWHERE
    if statuses & _RANKS_THAT_COUNT:
        return Route.DISPATCHER
    return Route.INTAKE if change.newcomer is not None else Route.NOWHERE
