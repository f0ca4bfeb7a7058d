"""Which updates of a batch may matter: most are a member's ordinary words, and end here at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.ids import ChatId, UserId
from core.together import Together
from detection.context import doubts_in_reply
from detection.gate import may_flag_each
from triage.asides import may_be_aside_each
from triage.routing import TRIGGER_WORDS, may_matter
from triage.updates import ANONYMOUS_ADMIN, CHANNEL_FORWARD, UpdateGlance
from triage.watch import Watch

_STAFF_OF_TELEGRAM = (ANONYMOUS_ADMIN, CHANNEL_FORWARD)


def admit(updates: Sequence[UpdateGlance], watch: Watch) -> list[int]:
    """Return the places of the updates that may matter; the watch is told to expect what may follow each."""
    places = []
    for place in _not_ordinary(updates, watch):
        if may_matter(updates[place], watch):
            watch.expect(updates[place])
            places.append(place)
    return places


def _not_ordinary(updates: Sequence[UpdateGlance], watch: Watch) -> Iterator[int]:
    """Yield the places of the updates about which ``route`` must be asked.

    All others it would send nowhere, whatever is expected meanwhile: texts of plain members that nothing stops at. They
    are nearly all that a busy bot ever sees, so this is one loop over the fields that settle it.
    """
    together = Together([each.message.text if each.message is not None else "" for each in updates])
    conspicuous = may_flag_each(together) | may_be_aside_each(together)
    communities = watch.communities
    for place, update in enumerate(updates):
        message = update.message
        if place in conspicuous or message is None or message.from_ is None or not message.text:
            yield place
            continue
        known, sender, text = communities.get(ChatId(message.chat.id)), UserId(message.from_.id), message.text
        if (
            known is None
            or text[0] in "/求"
            or text in TRIGGER_WORDS
            or sender in known.admins
            or sender in known.workspace.staff
            or sender in _STAFF_OF_TELEGRAM
            or message.sender_chat is not None
            or message.is_automatic_forward
            or known.workspace.taught_concerns.lessons
        ):
            yield place
            continue
        replied = message.reply_to_message
        if replied is not None and (
            replied.message_id in known.ours or replied.message_id in known.concerns or doubts_in_reply(text)
        ):
            yield place
