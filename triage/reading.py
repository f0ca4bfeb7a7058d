"""What is gathered about one message of a community before anything is decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from core.ids import ChatId, EvidenceId, ProductId, TicketId, UserId
from detection.detector import detect
from detection.finding import Context, Finding, Kind
from detection.gate import is_echo
from evidence.choice import PROOF, Choice, choose
from tickets.models import Ticket
from tickets.repository import find_ticket, open_tickets_of
from triage.library.nearby import items_near, today_in
from triage.tools import Tools
from triage.updates import MessageLook, ReplyLook
from triage.watch import RECENT, CommunityWatch
from workspaces.matching import Binding, Question, which_product
from workspaces.models import Product
from workspaces.repository import PromotionRow

_ASKED = re.compile(r"(?:/proof(?:@\w+)?|求[证證])(?:\s+(?P<name>.{1,60}))?\s*[??]?", re.DOTALL)
PLAIN_QUESTION = Finding(Kind.DOUBT, (Kind.DOUBT,), ("plain",), (), 1.0, ())


def asked_for(words: str) -> str | None:
    """Return what 「求证 …」 names, empty if it names nothing; ``None``: it is not asked by command."""
    found = _ASKED.fullmatch(words.strip())
    return None if found is None else (found["name"] or "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was gathered about one message before anything is decided."""

    community: CommunityWatch
    member_id: UserId
    finding: Finding
    binding: Binding
    tickets: list[Ticket]
    choice: Choice | None
    is_between_members: bool = False  # said to another member, not to us or staff

    @property
    def product(self) -> Product | None:
        """The product that is meant, if it is known."""
        wanted = self.binding.product_id
        return None if wanted is None else self.community.workspace.products.get(wanted)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a message: what it says, which product it means, which proof fits, what is open already."""

    tools: Tools

    def find(self, community: CommunityWatch, message: MessageLook) -> Finding | None:
        """Return what detection says, with what this workspace has taught."""
        replied = message.reply_to_message
        context = Context(
            replied_text="" if replied is None else (replied.text or replied.caption),
            replied_role="" if replied is None else _role(community, replied),
            echo_of=_echoed(community, message),
            in_case=message.from_ is not None and message.from_.id in community.workspace.cases,
        )
        return detect(message.words, context, community.workspace.memory)

    async def read(self, community: CommunityWatch, message: MessageLook, finding: Finding) -> Reading:
        """Gather what a decision about ``finding`` needs."""
        own = await self.open_tickets(community, message)
        here = [ticket for ticket in own if ticket.community_id == community.community.id]
        replied_product = await self._product_of_reply(community, message)
        question = Question(
            text=message.words if asked_for(message.words) is None else f"{asked_for(message.words)} ",
            at=message.at,
            message_id=message.message_id,
            chat_id=ChatId(message.chat.id),
            thread_id=message.thread_id,
            replied_product_id=replied_product,
            thread_product_id=_product_of_echo(community, message),
            own_ticket_product_ids=tuple({item.product_id for item in here if item.product_id is not None}),
            is_doubt=finding.kind is Kind.DOUBT,
        )
        products = list(community.workspace.products.values())
        binding = which_product(question, community.promotions, products)
        member_id = UserId(message.from_.id if message.from_ else 0)
        # A case of another group is the same one only where the same product is meant for sure.
        known = binding.product_id
        tickets = [each for each in own if each in here or (known is not None and each.product_id == known)]
        choice = await self.choose(community, finding, binding)
        between = _is_between_members(community, message)
        return Reading(community, member_id, finding, binding, tickets, choice, between)

    async def choose(self, community: CommunityWatch, finding: Finding, binding: Binding) -> Choice | None:
        """Return the proof that fits a doubt about a known product."""
        product = None if binding.product_id is None else community.workspace.products.get(binding.product_id)
        if product is None or Kind.DOUBT not in finding.kinds:
            return None
        shelf = await items_near(self.tools, community.workspace, product)
        today = today_in(self.tools, community.workspace)
        shown = _shown(community, product.id) if PROOF in finding.reasons else frozenset()
        return choose(shelf, product=product, reasons=finding.reasons, today=today, already_shown=shown)

    async def open_tickets(self, community: CommunityWatch, message: MessageLook) -> list[Ticket]:
        """Return the open tickets of the one who wrote it."""
        if message.from_ is None or message.from_.id not in community.workspace.cases:
            return []
        async with self.tools.database.read() as connection:
            workspace_id = community.community.workspace_id
            return await open_tickets_of(connection, workspace_id, UserId(message.from_.id))

    async def ticket_meant(self, community: CommunityWatch, message: MessageLook) -> Ticket | None:
        """Return the ticket that a reply to us, or a picture of a member in a case, belongs to."""
        replied = message.reply_to_message
        about = None if replied is None else community.ours.get(replied.message_id)
        if about is not None and about.ticket_id is not None:
            ticket = await self._own_ticket(community, message, about.ticket_id)
            if ticket is not None:
                return ticket
        tickets = await self.open_tickets(community, message)
        return tickets[0] if tickets else None

    async def _own_ticket(self, community: CommunityWatch, message: MessageLook, ticket_id: TicketId) -> Ticket | None:
        async with self.tools.database.read() as connection:
            ticket = await find_ticket(connection, community.community.workspace_id, ticket_id)
        is_own = ticket is not None and message.from_ is not None and ticket.member_id == message.from_.id
        return ticket if is_own else None

    async def _product_of_reply(self, community: CommunityWatch, message: MessageLook) -> ProductId | None:
        """Return the product of the message replied to: a promotion, or what was said under one."""
        replied = message.reply_to_message
        if replied is None or (replied.message_id == message.message_thread_id and message.is_topic_message):
            return None
        known = _known_product(community, replied.message_id)
        if known is not None or not _may_be_old_promotion(community, replied):
            return known
        query = select(PromotionRow.c.product_id).where(
            PromotionRow.c.community_id == community.community.id,
            PromotionRow.c.chat_id == message.chat.id,
            PromotionRow.c.message_id == replied.message_id,
        )
        async with self.tools.database.read() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        return None if found is None else ProductId(found)


def _shown(community: CommunityWatch, product_id: ProductId) -> frozenset[EvidenceId]:
    """Return what was shown here about a product: whoever doubts the proof is not shown the same again."""
    answers = (answer for answer in community.answers if answer.product_id == product_id)
    return frozenset(evidence_id for answer in answers for evidence_id in answer.evidence_ids)


def _role(community: CommunityWatch, replied: ReplyLook) -> str:
    if replied.message_id in community.ours:
        return "bot"
    sender = replied.from_
    is_channel = replied.is_automatic_forward or replied.sender_chat is not None
    is_known = sender is not None and (sender.id in community.admins or sender.id in community.workspace.staff)
    return "staff" if is_channel or is_known else "member"


def _is_between_members(community: CommunityWatch, message: MessageLook) -> bool:
    """Whether a member says it to another one; a short echo only joins what the other asked."""
    replied, sender = message.reply_to_message, message.from_
    if replied is None or replied.from_ is None or sender is None or replied.from_.id == sender.id:
        return False
    return _role(community, replied) == "member" and not replied.from_.is_bot and not is_echo(message.words)


def _echoed(community: CommunityWatch, message: MessageLook) -> Finding | None:
    """Return the doubt that a short echo here would join: the one replied to, else the newest of half an hour."""
    replied = message.reply_to_message
    concern = None if replied is None else community.concerns.get(replied.message_id)
    if concern is None:
        here = [
            item for item in community.concerns.values() if item.thread_id == message.thread_id and not item.is_void
        ]
        concern = here[-1] if here else None
    if concern is None or concern.is_void or concern.kind is not Kind.DOUBT:
        return None
    if message.at - concern.at > RECENT:
        return None
    return Finding(concern.kind, (concern.kind,), concern.reasons, (), concern.confidence, ())


def _product_of_echo(community: CommunityWatch, message: MessageLook) -> ProductId | None:
    replied = message.reply_to_message
    if replied is not None and replied.message_id in community.concerns:
        return community.concerns[replied.message_id].product_id
    return None


def _known_product(community: CommunityWatch, message_id: int) -> ProductId | None:
    for promotion in community.promotions:
        if promotion.message_id == message_id and promotion.chat_id == community.community.chat_id:
            return promotion.product_id
    if message_id in community.concerns:
        return community.concerns[message_id].product_id
    about = community.ours.get(message_id)
    if about is None or about.concern_id is None:
        return None
    return next((item.product_id for item in community.concerns.values() if item.id == about.concern_id), None)


def _may_be_old_promotion(community: CommunityWatch, replied: ReplyLook) -> bool:
    return _role(community, replied) == "staff"


def answers_us(community: CommunityWatch, message: MessageLook) -> bool:
    """Whether a message replies to one of ours."""
    replied = message.reply_to_message
    return replied is not None and replied.message_id in community.ours
