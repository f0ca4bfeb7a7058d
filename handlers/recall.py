"""``/recall``: the owner says that we were wrong about a product: what happened, how it is made good, one tap."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import ProductId, UserId
from handlers.asking import Asks, InPrivate, Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.forms import in_form
from handlers.offices import own_workspace
from triage.buttons import Area, Press
from triage.library.products import ENDED
from triage.library.recalling import RecallProduct
from triage.tools import Tools
from triage.words import alerts
from triage.words import recalls as recall_words
from triage.words.voice import Reply
from workspaces.rights import Action

WHAT, REMEDY = "evidence:recall:what", "evidence:recall:remedy"


async def on_recall(
    message: Message, arguments: str, tools: Tools, recall_product: RecallProduct, state: FSMContext
) -> None:
    """Ask what was wrong; 「/recall 商品 结束」 ends it."""
    workspace = own_workspace(tools, message, Action.RECALL)
    name, _, last = arguments.rpartition(" ")
    is_end = last in ENDED and bool(name)
    if not arguments.strip():
        raise SayableError("recall-usage")
    product = recall_product.product(workspace, name if is_end else arguments)
    async with tools.database.transaction():
        if is_end:
            reply = await recall_product.end(workspace, product, by=UserId(person(message).id))
        else:
            await state.set_state(WHAT)
            await state.update_data(recall=int(product.id))
            reply = recall_words.ask_what(tools.voice(workspace), product)
        await say(tools, place_of(message), reply, "recall", workspace)


async def on_what(message: Message, tools: Tools, state: FSMContext) -> None:
    """What was wrong; next: how it is made good."""
    workspace = own_workspace(tools, message, Action.RECALL)
    async with tools.database.transaction():
        await state.set_state(REMEDY)
        await state.update_data(what=(message.text or "")[:1000])
        await say(tools, place_of(message), recall_words.ask_remedy(tools.voice(workspace)), "recall", workspace)


async def on_remedy(message: Message, tools: Tools, recall_product: RecallProduct, state: FSMContext) -> None:
    """How it is made good; next: the preview."""
    workspace, data = own_workspace(tools, message, Action.RECALL), await state.get_data()
    async with tools.database.transaction():
        await state.set_state(None)
        product_id, by = ProductId(int(data["recall"])), UserId(person(message).id)
        what, remedy = str(data["what"]), message.text or ""
        reply = await recall_product.preview(workspace, product_id, what, remedy, by)
        await say(tools, place_of(message), reply, "recall", workspace)


async def on_sure(query: CallbackQuery, press: Press, tools: Tools, recall_product: RecallProduct) -> None:
    """「确认召回」 or 「先不发」."""
    workspace = own_workspace(tools, query, Action.RECALL)
    async with tools.database.transaction():
        if press.action == "recall":
            reply = await recall_product(workspace, press.id, by=UserId(query.from_user.id))
        else:
            reply = Reply(tools.voice(workspace).words("recall-dropped"))
        await rewrite(tools, pressed_place(query), reply, "recall", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_recall, InPrivate(), Asks("recall", "召回"))
    router.message.register(on_what, InPrivate(), in_form(WHAT))
    router.message.register(on_remedy, InPrivate(), in_form(REMEDY))
    router.callback_query.register(on_sure, Pressed(Area.PRODUCT, "recall", "norecall"))
    return router
