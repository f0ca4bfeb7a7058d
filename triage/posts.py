"""What staff and the channel post in a community: promotions, and answers that come before ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.change import Change
from core.ids import ChatId, ProductId, PromotionId, UserId
from tickets.repository import MARK_ANSWERED
from triage.desk.cases import Cases
from triage.keeping import offer_to_keep
from triage.mail import About, heads
from triage.repository import HumanAnswerRow
from triage.tools import Tools
from triage.updates import MessageLook, ReplyLook
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words.evidence import draft_product
from workspaces.lookup import find_product, nearest
from workspaces.mentions import mentions_in
from workspaces.models import Product, ProductState, Promotion
from workspaces.names import fold, plain_text
from workspaces.promos import Promo, read_promo
from workspaces.repository import TOUCH, add_product, add_promotion, save_product

_NAME_KEPT = 40
_WORDS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class StaffPosts:
    """Read what staff post: a promotion is registered, an answer to a concern keeps the bot silent."""

    tools: Tools
    cases: Cases

    async def __call__(self, community: CommunityWatch, message: MessageLook) -> Change:
        """Return the Change; an empty one where the post is neither."""
        change = Change()
        self._note_human_answer(change, community, message)
        promo = read_promo(message.words)
        is_known = any(promotion.message_id == message.message_id for promotion in community.promotions)
        if promo is not None and not is_known and message.edit_date is None:
            self._register(change, community, message, promo)
        return change

    def _note_human_answer(self, change: Change, community: CommunityWatch, message: MessageLook) -> None:
        replied = message.reply_to_message
        if replied is None or message.edit_date is not None:
            return
        if self._is_question(community, replied):
            self._keep_first(change, community, message, replied.message_id)
        asked = community.concerns.get(replied.message_id)
        if asked is not None:
            offer_to_keep(self.tools, change, community, message, asked)
        concern, ours = community.concerns.get(replied.message_id), community.ours.get(replied.message_id)
        ticket_id = concern.ticket_id if concern is not None else None if ours is None else ours.ticket_id
        if ticket_id is not None:
            actor_id, now = None if message.from_ is None else UserId(message.from_.id), self.tools.clock()
            self.cases.line(change, ticket_id, "answer", text=message.words, actor_id=actor_id)
            change.amend(MARK_ANSWERED, the_ticket=ticket_id, at=now, first_at=now)

    def _keep_first(self, change: Change, community: CommunityWatch, message: MessageLook, question_id: int) -> None:
        """Human first: known here at once, so that an answer that waits is held back; other workers read the row."""
        community.answered_by_human.add(question_id)
        change.add(
            HumanAnswerRow,
            chat_id=message.chat.id,
            answer_id=message.message_id,
            community_id=community.community.id,
            message_id=question_id,
            words=message.words[:_WORDS_KEPT],
            at=self.tools.clock(),
        )

    @staticmethod
    def _is_question(community: CommunityWatch, replied: ReplyLook) -> bool:
        if replied.message_id in community.concerns:
            return True
        is_own = replied.from_ is not None and (
            replied.from_.id in community.admins or replied.from_.id in community.workspace.staff
        )
        return not is_own and community.may_concern(replied.text or replied.caption)

    def _register(self, change: Change, community: CommunityWatch, message: MessageLook, promo: Promo) -> None:
        workspace = community.workspace
        product = self._product(community, message, promo)
        if product is None:
            product = self._draft(change, community, promo)
        else:
            product = self._learn(change, workspace, product, promo)
        promotion = Promotion(
            id=PromotionId(self.tools.new_id()),
            workspace_id=workspace.workspace.id,
            community_id=community.community.id,
            product_id=product.id,
            chat_id=ChatId(message.chat.id),
            message_id=message.message_id,
            thread_id=message.thread_id,
            price_fen=promo.price_fen,
            posted_at=message.at,
            claims=promo.claims,
        )
        add_promotion(change, promotion)
        change.after.append(lambda: community.promotions.insert(0, promotion))

    def _product(self, community: CommunityWatch, message: MessageLook, promo: Promo) -> Product | None:
        """Return the one known product that the title, or else the post, names."""
        products = list(community.workspace.products.values())
        match = find_product(promo.title, products)
        if match.product is not None:
            return match.product
        meant = {
            product_id
            for item in mentions_in(plain_text(fold(message.words)), products)
            for product_id in item.product_ids
        }
        return community.workspace.products.get(next(iter(meant))) if len(meant) == 1 else None

    def _learn(self, change: Change, workspace: WorkspaceWatch, product: Product, promo: Promo) -> Product:
        """What was typed in without list price or origin takes them from the post."""
        known = replace(
            product,
            list_price_fen=product.list_price_fen or promo.list_price_fen,
            origin=product.origin or _origin_claimed(promo),
        )
        if known != product:
            save_product(change, known)
            change.amend(TOUCH, the_workspace=workspace.workspace.id, at=self.tools.clock())
            change.after.append(lambda: workspace.products.update({known.id: known}))
        return known

    def _draft(self, change: Change, community: CommunityWatch, promo: Promo) -> Product:
        workspace, now = community.workspace, self.tools.clock()
        product = Product(
            id=ProductId(self.tools.new_id()),
            workspace_id=workspace.workspace.id,
            name=promo.title[:_NAME_KEPT],
            list_price_fen=promo.list_price_fen,
            origin=_origin_claimed(promo),
            state=ProductState.DRAFT,
        )
        add_product(change, product, now)
        change.amend(TOUCH, the_workspace=workspace.workspace.id, at=now)
        change.after.append(lambda: workspace.products.update({product.id: product}))
        near = [item for item in nearest(product.name, list(workspace.products.values())) if item.id != product.id]
        notice = draft_product(self.tools.voice(workspace), product, near)
        about = About("product-draft", workspace_id=workspace.workspace.id)
        self.tools.mail.to_staff(change, workspace, notice, about, heads(workspace))
        return product


def _origin_claimed(promo: Promo) -> str:
    """Return from where a post says that the goods are mailed: 「韩国直邮」 → 韩国; empty if it does not say."""
    named = (claim.removesuffix("直邮") for claim in promo.claims if claim.endswith("直邮"))
    return next((place for place in named if place and place != "原产地"), "")
