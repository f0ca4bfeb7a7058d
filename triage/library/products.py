"""Products and promotions as staff keep them: add, change, list, register a post by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, ProductId, PromotionId, UserId
from evidence.candidates import count_valid
from triage.library.nearby import today_in
from triage.library.promotions import NoteEnding
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import alerts, lists
from triage.words import evidence as evidence_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.commands import ProductCommand, parse_product
from workspaces.lookup import Fit, find_product
from workspaces.models import Product, ProductState, Promotion
from workspaces.names import plain
from workspaces.promos import read_promo
from workspaces.repository import (
    END_PROMOTION,
    MOVE_PROMOTION,
    MOVE_PROMOTIONS,
    TOUCH,
    PromotionRow,
    add_product,
    add_promotion,
    promotion_from,
    save_product,
)
from workspaces.rights import Action, may

ENDED = ("结束", "結束", "end")


@dataclass(frozen=True, slots=True)
class KeepProducts:
    """Add a product or change it; the name decides which one is meant."""

    tools: Tools

    async def __call__(self, workspace: WorkspaceWatch, typed: str, *, by: UserId) -> Reply:
        """Store ``名称 | 别名,别名 | 品牌`` and say what is stored now.

        Raises:
            SayableError: what was wrong with the line; nothing is stored.
        """
        command = parse_product(typed)
        if not isinstance(command, ProductCommand):
            raise command.error()
        change, now = Change(), self.tools.clock()
        known = find_product(command.name, list(workspace.products.values()))
        if known.product is not None and known.fit is Fit.EXACT:
            product = _changed(known.product, command)
            save_product(change, product)
        else:
            product = _changed(self.blank(workspace, command.name), command)
            add_product(change, product, now)
        await self.keep(change, workspace, product, by=by, action="product.save")
        return evidence_words.product_saved(self.tools.voice(workspace), product)

    def blank(self, workspace: WorkspaceWatch, name: str) -> Product:
        """Return a new confirmed product that has nothing but its name."""
        return Product(ProductId(self.tools.new_id()), workspace.workspace.id, name)

    async def add(self, workspace: WorkspaceWatch, name: str, *, by: UserId) -> Product:
        """Add a product by its name (「新建商品」); one of that name is returned as it is."""
        known = find_product(name, list(workspace.products.values()))
        if known.product is not None and known.fit is Fit.EXACT:
            return known.product
        change, product = Change(), self.blank(workspace, name)
        add_product(change, product, self.tools.clock())
        await self.keep(change, workspace, product, by=by, action="product.save")
        return product

    async def confirm(self, product_id: ProductId, *, by: UserId) -> Reply:
        """A draft is a product of its own.

        Raises:
            SayableError: not a product of a workspace that this person keeps.
        """
        workspace, draft = self._draft(product_id, by)
        change, product = Change(), replace(draft, state=ProductState.CONFIRMED)
        save_product(change, product)
        await self.keep(change, workspace, product, by=by, action="product.confirm")
        return evidence_words.product_saved(self.tools.voice(workspace), product)

    async def merge(self, product_id: ProductId, into: ProductId, *, by: UserId) -> Reply:
        """A draft is another name of a known product; its promotions go over.

        Raises:
            SayableError: one of them is gone, or not theirs to keep.
        """
        workspace, draft = self._draft(product_id, by)
        known = workspace.products.get(into)
        if known is None or known.id == draft.id:
            raise SayableError("alert-old")
        change, product = Change(), replace(known, aliases=(*known.aliases, draft.name))
        save_product(change, replace(draft, state=ProductState.MERGED), merged_into=known.id)
        save_product(change, product)
        change.amend(MOVE_PROMOTIONS, old_product=draft.id, new_product=known.id)
        await self.keep(change, workspace, product, by=by, action="product.merge")
        await self.tools.loader.load_workspace(workspace.workspace.id)
        return evidence_words.product_merged(self.tools.voice(workspace), draft, product)

    def _draft(self, product_id: ProductId, by: UserId) -> tuple[WorkspaceWatch, Product]:
        for workspace in self.tools.watch.staff_workspaces(by):
            product = workspace.products.get(product_id)
            if product is not None and may(workspace.role_of(by), Action.KEEP_PRODUCTS):
                if product.state is not ProductState.DRAFT:
                    raise SayableError("alert-old")
                return workspace, product
        raise SayableError("alert-staff-only")

    async def keep(
        self, change: Change, workspace: WorkspaceWatch, product: Product, *, by: UserId, action: str
    ) -> None:
        """Write a change of a product with its audit line; memory follows the commit."""
        now, workspace_id = self.tools.clock(), workspace.workspace.id
        change.amend(TOUCH, the_workspace=workspace_id, at=now)
        note(change, self.tools.new_id(), workspace_id, by, action, f"product:{product.id}", now)
        change.after.append(lambda: workspace.products.update({product.id: product}))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def page(self, workspace: WorkspaceWatch, words: str, *, offset: int = 0) -> Reply:
        """Return one page of the products, those first that fit the words typed."""
        products = sorted(workspace.products.values(), key=lambda product: product.id)
        wanted = plain(words)
        if wanted:
            products = [item for item in products if any(wanted in plain(name) for name in _names(item))]
        shown = products[offset : offset + lists.PAGE]
        async with self.tools.database.read() as connection:
            counts = await count_valid(connection, workspace.workspace.id, shown, today_in(self.tools, workspace))
        rows = [(item, counts[item.id]) for item in shown]
        return lists.products_list(self.tools.voice(workspace), rows, offset=offset, total=len(products))


@dataclass(frozen=True, slots=True)
class Post:
    """A post that staff reply to with ``/promote``."""

    chat_id: ChatId
    message_id: int
    thread_id: int | None
    words: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class Promote:
    """Register a post as a promotion by hand, or end one."""

    tools: Tools
    keep: KeepProducts
    note_ending: NoteEnding

    async def __call__(self, community: CommunityWatch, post: Post, typed: str, *, by: UserId) -> Reply:
        """Bind the post to the product typed, else to the one that the post names.

        Raises:
            SayableError: no such product; nothing is stored.
        """
        if typed.strip() in ENDED:
            return await self._end(community, post, by=by)
        workspace, change, now = community.workspace, Change(), self.tools.clock()
        promo = read_promo(post.words)
        name = typed.strip() or (promo.title if promo is not None else "")
        product = self._product(workspace, name)
        known = await self._known(community, post)
        if known is None:
            promotion = Promotion(
                id=PromotionId(self.tools.new_id()),
                workspace_id=workspace.workspace.id,
                community_id=community.community.id,
                product_id=product.id,
                chat_id=post.chat_id,
                message_id=post.message_id,
                thread_id=post.thread_id,
                price_fen=None if promo is None else promo.price_fen,
                posted_at=post.posted_at,
                claims=() if promo is None else promo.claims,
            )
            add_promotion(change, promotion)
        else:
            promotion = replace(known, product_id=product.id, ended_at=None)
            change.amend(MOVE_PROMOTION, the_promotion=known.id, new_product=product.id)
        change.amend(TOUCH, the_workspace=workspace.workspace.id, at=now)
        self._note(change, community, promotion, by, "promotion.register")
        change.after.append(lambda: _remember(community, promotion))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        return evidence_words.promotion_saved(self.tools.voice(workspace), product, price_fen=promotion.price_fen)

    async def _end(self, community: CommunityWatch, post: Post, *, by: UserId) -> Reply:
        known, voice = await self._known(community, post), self.tools.voice(community.workspace)
        if known is None:
            raise SayableError("refuse-no-promotion")
        change, ended = Change(), replace(known, ended_at=self.tools.clock())
        change.amend(END_PROMOTION, the_promotion=known.id, at=ended.ended_at)
        self._note(change, community, known, by, "promotion.end")
        change.after.append(lambda: _remember(community, ended))
        async with self.tools.database.transaction() as transaction:
            await self.note_ending(transaction, change, community, ended)
            await transaction.write(change)
        return evidence_words.promotion_ended(voice, community.workspace.products[known.product_id])

    def _product(self, workspace: WorkspaceWatch, name: str) -> Product:
        match = find_product(name, list(workspace.products.values()))
        if match.product is None:
            raise alerts.unknown_product(name, [product.name for product in match.choices])
        return match.product

    async def _known(self, community: CommunityWatch, post: Post) -> Promotion | None:
        here = (PromotionRow.c.community_id == community.community.id, PromotionRow.c.chat_id == post.chat_id)
        query = select(PromotionRow).where(*here, PromotionRow.c.message_id == post.message_id)
        async with self.tools.database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return None if row is None else promotion_from(row)

    def _note(self, change: Change, community: CommunityWatch, promotion: Promotion, by: UserId, action: str) -> None:
        workspace_id, subject = community.community.workspace_id, f"promotion:{promotion.id}"
        note(change, self.tools.new_id(), workspace_id, by, action, subject, self.tools.clock())


def _changed(product: Product, command: ProductCommand) -> Product:
    return replace(
        product,
        name=command.name,
        aliases=product.aliases if command.aliases is None else command.aliases,
        brand=product.brand if command.brand is None else command.brand,
        dispatch_hours=command.dispatch_hours or product.dispatch_hours,
        category=product.category if command.category is None else command.category,
        shop=product.shop if command.shop is None else command.shop,
        courier=product.courier if command.courier is None else command.courier,
        state=ProductState.CONFIRMED,
    )


def _names(product: Product) -> tuple[str, ...]:
    return (product.name, *product.aliases, product.brand)


def _remember(community: CommunityWatch, promotion: Promotion) -> None:
    others = [item for item in community.promotions if item.id != promotion.id]
    community.promotions = sorted([promotion, *others], key=lambda item: item.posted_at, reverse=True)
