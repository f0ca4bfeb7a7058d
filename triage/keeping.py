"""A human answered first: the words are offered to be kept as evidence, so that next time the bot can answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from core.change import Change
from core.errors import SayableError
from core.ids import ConcernId, UserId
from detection.finding import Kind
from triage.library.adding import AddWords
from triage.mail import About, Place, heads
from triage.repository import Concern, HumanAnswerRow, find_concern
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import notices
from workspaces.rights import Action, may

FEWEST_SIGNS = 8
"""「看置顶」 is no proof: shorter words are not offered."""
KIND = "声明"
"""What a human said is filed as: a statement; the preview lets it be changed."""


def offer_to_keep(
    tools: Tools, change: Change, community: CommunityWatch, message: MessageLook, concern: Concern
) -> None:
    """Offer to keep what a human answered to a doubt that the bot has not answered with proof."""
    is_answered = any(item.concern_id == concern.id and item.kind == "full" for item in community.answers)
    if concern.kind is not Kind.DOUBT or concern.product_id is None or is_answered:
        return
    if len(message.words.strip()) < FEWEST_SIGNS or message.words.startswith("/"):
        return
    workspace, author = community.workspace, message.from_
    notice = notices.human_first(
        tools.voice(workspace),
        community.community,
        concern,
        author=author.name if author is not None and message.sender_chat is None else "",
        answer=message.words,
    )
    by = [UserId(author.id)] if author is not None else []
    people = [user for user in by if may(workspace.role_of(user), Action.KEEP_EVIDENCE)] or heads(workspace)
    about = About("staff-human-first", workspace.workspace.id)
    tools.mail.to_staff(change, workspace, notice, about, people)


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Make a draft of evidence of what a human answered; its preview is published or discarded like any other."""

    tools: Tools
    add_words: AddWords

    async def __call__(self, concern_id: ConcernId, *, by: UserId, place: Place) -> WorkspaceWatch:
        """Show the preview where the button was pressed.

        Raises:
            SayableError: gone, not theirs, or a line that evidence cannot be made of.
        """
        async with self.tools.database.transaction() as transaction:
            concern = await find_concern(transaction.connection, concern_id)
            community = None if concern is None else self.tools.watch.community(concern.community_id)
            if concern is None or community is None:
                raise SayableError("alert-old")
            workspace = community.workspace
            if not may(workspace.role_of(by), Action.KEEP_EVIDENCE):
                raise SayableError("alert-staff-only")
            query = select(HumanAnswerRow.c.words).where(
                HumanAnswerRow.c.chat_id == concern.chat_id, HumanAnswerRow.c.message_id == concern.message_id
            )
            newest = query.order_by(HumanAnswerRow.c.answer_id.desc()).limit(1)
            words = (await transaction.execute(newest)).scalar_one_or_none()
            product = None if concern.product_id is None else workspace.products.get(concern.product_id)
            if not words or product is None:
                raise SayableError("alert-old")
            said = " ".join(words.split())
            await self.add_words(workspace, place, f"{KIND} 「{product.name}」 {said}", by=by)
        return workspace
