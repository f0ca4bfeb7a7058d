"""A message is deleted in a community by a tap of its author or of staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, CommunityId, UserId
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import alerts
from workspaces.audit import note
from workspaces.rights import Action, may


class Eraser(Protocol):
    """Whoever can delete messages."""

    async def erase(self, chat_id: ChatId, message_id: int) -> bool:
        """Delete a message; False: the bot may not, or it is too old.

        Raises:
            DeliveryError: not now.
        """
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """The message that a button is about, as Telegram says it: who wrote it, and our offer above the button."""

    message_id: int
    author_id: UserId | None = None
    offer_id: int | None = None


@dataclass(frozen=True, slots=True)
class EraseMessage:
    """Delete a member's message, if the one who taps may."""

    tools: Tools
    eraser: Eraser

    async def __call__(self, community_id: CommunityId, target: Target, *, by: UserId) -> str:
        """Delete it and return the alert.

        Raises:
            SayableError: not theirs to delete, or too old.
        """
        community = self.tools.watch.community(community_id)
        if community is None:
            raise SayableError("alert-old")
        if by != target.author_id and not self._is_staff(community, by):
            raise SayableError("alert-delete-whose")
        chat_id, voice = community.community.chat_id, self.tools.voice_in(community)
        if not await self.eraser.erase(chat_id, target.message_id):
            return alerts.alert(voice, "cannot-delete")
        if target.offer_id is not None:
            await self.eraser.erase(chat_id, target.offer_id)
        await self._note(community, target, by)
        return alerts.alert(voice, "deleted" if by == target.author_id else "erased")

    def _is_staff(self, community: CommunityWatch, by: UserId) -> bool:
        return by in community.admins or may(community.workspace.role_of(by), Action.WORK_ON_ALL)

    async def _note(self, community: CommunityWatch, target: Target, by: UserId) -> None:
        change, now = Change(), self.tools.clock()
        place, subject = community.community.workspace_id, f"message:{target.message_id}"
        note(change, self.tools.new_id(), place, by, "message.delete", subject, now)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
