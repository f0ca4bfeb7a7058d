"""The parts of a thought about what was said: what was seen in it, what was decided, which product is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.ids import ChatId
from core.texts import Texts
from detection.detector import read
from tickets.models import Ticket
from triage.decision import Act, Why
from triage.repository import FALSE_ALARM, GONE, HUMAN_CALLED, Concern, ConcernRow
from triage.words.voice import Voice
from workspaces.matching import How, Question, which_product
from workspaces.models import Product
from workspaces.repository import ProductRow, PromotionRow, product_from, promotion_from

Json = dict[str, Any]

ACTS = {
    Act.ANSWER: "把手上的凭证贴出来",
    Act.RECALL: "这件召回了:说明白,怎么补",
    Act.CHECK: "信不过截图:说怎么自己查,去要原件",
    Act.PROMISE: "照实说没有,去要,约好时间",
    Act.POINT: "指到前面那条完整的回答",
    Act.REACT: "只做个标记,不刷屏",
    Act.RESPECT: "尊重他的决定,不建单",
    Act.RECEIPT: "登记售后单,约好答复时间",
    Act.SECOND: "第二次来说:加急,再催一遍",
    Act.JOIN: "并进原来那件事",
    Act.CALM: "一句中性的话,请负责人看",
    Act.RIGHT: "那是他的权利,照常办",
    Act.NOTE: "这位说得多,先记下",
    Act.TRIAL: "试运行:记下来,群里不说话",
    Act.LOG: "只登记,群里不说话",
    Act.GRUMBLE: "只是抱怨,问要不要登记",
    Act.OPINION: "拿不准,先听第二意见",
    Act.ASK: "几件都可能,先问他是哪件",
    Act.EXTEND: "同一个人接着问,把刚才的回答补全",
    Act.REVIEW: "不自己回,交给值班的人看",
    Act.SILENCE: "不说话",
}
SETTLED = {
    HUMAN_CALLED: "叫值班的人来,自己不再插话",
    GONE: "成员改掉了,回答也撤了",
    FALSE_ALARM: "标过误报,不算数",
}
HOWS = {
    How.REPLIED: "回复的那条就是它",
    How.NAME: "话里提到它",
    How.PRICE: "说的价格只对得上它",
    How.THREAD: "接着前面那条在问",
    How.NEWEST: "最近推的只有它",
    How.OWN_TICKET: "他没办完的单就是它",
    How.ASK: "有几件都可能,先问他",
    How.UNKNOWN: "没说是哪件,先不猜",
}


@dataclass(frozen=True, slots=True)
class Mind:
    """Where thoughts are read, and the words for them. ``name_of`` names a person by id."""

    database: Database
    clock: Clock
    texts: Texts
    zone: ZoneInfo
    name_of: Callable[[int], str]

    @property
    def voice(self) -> Voice:
        """The bot's words for codes, at the present moment."""
        return Voice(self.texts, self.zone, self.clock())

    def word(self, prefix: str, code: str | None) -> str:
        """Return the word for a code; a code without one stands for itself."""
        return "" if not code else self.voice.label_if_any(prefix, code) or code

    def ticket_line(self, ticket: Ticket) -> Json:
        """Return one line about a ticket."""
        state = self.word("waiting", ticket.waiting_on) or self.word("state", ticket.state)
        return {
            "number": ticket.number,
            "state": state,
            "is_open": ticket.is_open,
            "member": ticket.member_name,
            "cause": self.word("cause", ticket.cause or "unknown") if ticket.number else "",
            "words": ticket.words,
            "chat": ticket.chat_id,
            "message": ticket.message_id,
        }


def stamp(moment: Any) -> int | None:
    """Return a moment in milliseconds since 1970."""
    return None if moment is None else int(moment.timestamp() * 1000)


def finding_part(mind: Mind, concern: Concern) -> Json:
    """Say what was found in a message, how surely, and by which clues."""
    reasons = [mind.word("reason", code) for code in concern.reasons]
    causes = [mind.word("cause", code) for code in concern.causes]
    return {
        "finding": {
            "kind": concern.kind.value,
            "label": mind.word("found", concern.kind.value),
            "reasons": list(dict.fromkeys(reasons + causes)),
            "confidence": concern.confidence,
            "clues": list(concern.clues),
            **seen_part(concern.words),
        }
    }


def seen_part(words: str) -> Json:
    """Return the spans of a text that clues point at: start, end, details; offsets count characters."""
    if not words:
        return {"spans": []}
    clues = sorted((clue for clue in read(words).clues if clue.score > 0 and clue.end), key=lambda clue: -clue.score)
    return {"spans": [{"start": clue.start, "end": clue.end, "details": clue.details} for clue in clues[:8]]}


def decision_part(mind: Mind, concern: Concern) -> Json:
    """Say what was decided, and why, in the words that staff read."""
    act = ACTS.get(Act(concern.decision), "") if concern.decision in list(Act) else SETTLED.get(concern.decision, "")
    why = mind.word("why", concern.why) if concern.why in list(Why) else concern.why
    return {"decision": {"act": concern.decision, "label": act or concern.decision, "why": why}}


async def product_part(mind: Mind, connection: AsyncConnection, concern: Concern, replied_id: int | None) -> Json:
    """Say which product is meant and by what it was recognised; the search is made once more, as of then."""
    query = select(ProductRow).where(ProductRow.c.workspace_id == concern.workspace_id)
    products = [product_from(row) for row in (await connection.execute(query)).mappings()]
    posts = select(PromotionRow).where(
        PromotionRow.c.community_id == concern.community_id, PromotionRow.c.posted_at <= concern.at
    )
    promotions = [promotion_from(row) for row in (await connection.execute(posts)).mappings()]
    question = Question(
        text=concern.words,
        at=concern.at,
        message_id=concern.message_id,
        chat_id=concern.chat_id,
        thread_id=concern.thread_id,
        replied_product_id=await _product_of(connection, concern.chat_id, replied_id),
        is_doubt=concern.kind.value == "doubt",
    )
    binding = which_product(question, promotions, products)
    found = next((product for product in products if product.id == concern.product_id), None)
    if found is None:
        asked = [product.name for each in binding.choices for product in products if product.id == each.product_id]
        return {"product": {"name": "", "how": HOWS[binding.how], "clue": binding.clue, "choices": asked}}
    agrees = binding.product_id == found.id
    how = HOWS[binding.how] if agrees else "由前后文和单子认出"
    price = next((each.price_fen for each in reversed(promotions) if each.product_id == found.id), None)
    return {"product": _product(mind, found, price) | {"how": how, "clue": binding.clue if agrees else ""}}


async def _product_of(connection: AsyncConnection, chat_id: ChatId, message_id: int | None) -> Any:
    if message_id is None:
        return None
    for table in (PromotionRow, ConcernRow):
        query = select(table.c.product_id).where(table.c.chat_id == chat_id, table.c.message_id == message_id)
        found = (await connection.execute(query)).scalar_one_or_none()
        if found is not None:
            return found
    return None


def _product(mind: Mind, product: Product, price_fen: int | None) -> Json:
    money = mind.voice.money
    named = {"name": product.name, "brand": product.brand, "origin": product.origin}
    return named | {"list_price": money(product.list_price_fen), "price": money(price_fen)}
