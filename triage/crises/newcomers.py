"""Who joined a community lately: kept for a week, because a crowd that has just come in counts half."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from core.change import Change
from core.ids import ChatId, UserId
from triage.crises.rows import add_newcomer, forget_newcomers
from triage.tools import Tools
from triage.updates import UpdateLook


def note_newcomers(tools: Tools, update: UpdateLook) -> Change:
    """Return the Change that keeps who joined, and when; nothing of what is said is in it."""
    change = Change()
    community = tools.watch.communities.get(ChatId(update.chat_id))
    if community is not None:
        for user_id, joined_at in _joined(update):
            add_newcomer(change, tools.new_id(), community.community.id, user_id, joined_at)
    return change


def _joined(update: UpdateLook) -> Iterator[tuple[UserId, datetime]]:
    message, membership = update.message, update.chat_member
    if message is not None:
        yield from ((UserId(user.id), message.at) for user in message.newcomers)
    elif membership is not None and membership.newcomer is not None:
        yield UserId(membership.newcomer.id), datetime.fromtimestamp(membership.date, UTC)


@dataclass(frozen=True, slots=True)
class ForgetNewcomers:
    """Let go who joined a week ago."""

    tools: Tools

    async def __call__(self) -> None:
        """Delete the rows."""
        change = Change()
        forget_newcomers(change, self.tools.clock())
        await self.tools.writer.commit(change)
