"""Members are guarded: from people who pose as staff, and from what they should not have posted in a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.change import Change
from core.ids import ChatId, UserId
from triage.asides import private_kinds
from triage.mail import About, Place, heads
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import CommunityWatch
from triage.words import notices, receipts
from triage.words.voice import Reply
from workspaces.models import Mode

_SAID_ONCE_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class GuardMembers:
    """Report impostors to staff, and offer to delete private data that was posted in a community."""

    tools: Tools

    def report(self, change: Change, community: CommunityWatch, message: MessageLook) -> None:
        """Tell staff at once of somebody who poses as staff; nothing is said in the group (PRODUCT 1.3)."""
        sender, channel = message.from_, message.sender_chat
        notice = notices.impostor(
            self.tools.voice(community.workspace),
            community.community,
            name=channel.title if channel is not None else sender.name if sender is not None else "",
            user_id=channel.id if channel is not None else sender.id if sender is not None else 0,
            words=message.words,
            message_id=message.message_id,
            url=_link(community, message),
        )
        self._tell_staff(change, community, notice, "staff-impostor")

    def offer_deletion(self, change: Change, community: CommunityWatch, message: MessageLook) -> None:
        """Offer to delete what shows an order number, a phone or an address; where the bot is silent, tell staff.

        Several within a few minutes by one member get one offer.
        """
        kinds, voice = private_kinds(message.words), self.tools.voice_in(community)
        if not kinds or message.edit_date is not None or message.from_ is None:
            return
        name = message.from_.name
        if self._is_silent(community, message.from_.id):
            url = _link(community, message)
            desk = self.tools.voice(community.workspace)
            notice = notices.private_shown(
                desk, community.community, name=name, kinds=kinds, message_id=message.message_id, url=url
            )
            self._tell_staff(change, community, notice, "staff-private")
            return
        if self._was_warned(change, community, UserId(message.from_.id)):
            return
        reply = receipts.private_posted(
            voice,
            community_id=community.community.id,
            name=name,
            kinds=kinds,
            ticket_id=None,
            bot_username=self.tools.watch.bot_username,
        )
        place = Place(ChatId(message.chat.id), message.message_id, message.thread_id)
        about = About("private-posted", community.community.workspace_id)
        self.tools.mail.in_thread(change, community, place, reply, about, under_album=reply.words)

    def _was_warned(self, change: Change, community: CommunityWatch, member_id: UserId) -> bool:
        now, warned = self.tools.clock(), community.warned_at.get(member_id)
        if warned is not None and now - warned < _SAID_ONCE_WITHIN:
            return True
        change.after.append(lambda: community.warned_at.update({member_id: now}))
        return False

    def _is_silent(self, community: CommunityWatch, member_id: int) -> bool:
        now, place = self.tools.clock(), community.community
        return place.mode is not Mode.AUTO or place.is_quiet(now) or community.hushed_until(member_id, now) is not None

    def _tell_staff(self, change: Change, community: CommunityWatch, notice: Reply, purpose: str) -> None:
        workspace = community.workspace
        people = [workspace.responsible, *heads(workspace)]
        self.tools.mail.to_staff(change, workspace, notice, About(purpose, workspace.workspace.id), people)


def _link(community: CommunityWatch, message: MessageLook) -> str | None:
    return notices.link_to(community.community, ChatId(message.chat.id), message.message_id)
