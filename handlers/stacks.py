"""Files without a line, and ``/evidence`` alone: the form with buttons, and the card through the stack."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import ChatId, UserId
from evidence.stacks import Stack, StackState, find_stack
from handlers.asking import InPrivate, Pressed, answer, person, pressed_place
from handlers.offices import own_workspace
from triage.buttons import Area, Press
from triage.library.deciding import DecideUpload
from triage.library.products import KeepProducts
from triage.library.publish import PublishEvidence
from triage.library.stack_form import FillStack
from triage.library.stacks import LookAtStacks
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import alerts
from triage.words.voice import Reply
from workspaces.rights import Action


async def on_typed(message: Message, tools: Tools, fill_stack: FillStack) -> None:
    """An answer in words."""
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    await fill_stack.typed(workspace, ChatId(message.chat.id), UserId(person(message).id), message.text or "")


async def _is_answer(message: Message, tools: Tools, fill_stack: FillStack) -> bool:
    user = message.from_user
    if user is None or not message.text or message.text.startswith("/"):
        return False
    is_staff = bool(tools.watch.staff_workspaces(UserId(user.id)))
    return is_staff and await fill_stack.is_open(message.chat.id, user.id)


async def on_choice(
    query: CallbackQuery, press: Press, tools: Tools, fill_stack: FillStack, keep_products: KeepProducts
) -> None:
    """An answer by button."""
    workspace, by = own_workspace(tools, query, Action.KEEP_EVIDENCE), UserId(query.from_user.id)
    if press.extra == "product.new":
        product = await keep_products.add(workspace, await fill_stack.unknown_name(press.id, by=by), by=by)
        await fill_stack.pressed(workspace, press.id, f"product.{product.id}", by=by)
    elif press.action == "set":
        await fill_stack.pressed(workspace, press.id, press.extra, by=by)
    elif press.action == "drop":
        await fill_stack.drop(workspace, press.id, by=by)
    else:
        await fill_stack.split(workspace, press.id, is_each=press.action == "each", by=by)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_turn(query: CallbackQuery, press: Press, tools: Tools, look_at_stacks: LookAtStacks) -> None:
    """◀ ▶."""
    workspace, change = own_workspace(tools, query, Action.KEEP_EVIDENCE), Change()
    async with tools.database.transaction() as transaction:
        known = await _ready(transaction, press.id)
        card, count = await look_at_stacks.card(transaction.connection, workspace, known, int(press.extra))
        _redraw(tools, change, query, card, known, count)
        await transaction.write(change)
    await answer(query)


async def on_sure(
    query: CallbackQuery,
    press: Press,
    tools: Tools,
    look_at_stacks: LookAtStacks,
    decide_upload: DecideUpload,
    publish_evidence: PublishEvidence,
) -> None:
    """「无疑问的全部发布」."""
    workspace, change, by = own_workspace(tools, query, Action.KEEP_EVIDENCE), Change(), UserId(query.from_user.id)
    async with tools.database.transaction() as transaction:
        known = await _ready(transaction, press.id)
        sure = await look_at_stacks.sure_ones(transaction.connection, known)
        for item in sure:
            if await decide_upload.accept(item.id, by=by) is None:
                await publish_evidence(item.id, by=by)
        voice = tools.voice(workspace)
        words = voice.words("stack-accepted", count=str(len(sure)))
        tools.mail.to_chat(change, pressed_place(query).plain, Reply(words), About("stack", workspace.workspace.id))
        await transaction.write(change)
    await answer(query, alerts.alert(voice, "done"))


async def _ready(transaction: Transaction, stack_id: int) -> Stack:
    known = await find_stack(transaction.connection, stack_id)
    if known is None or known.state is not StackState.READY:
        raise SayableError("alert-old")
    return known


def _redraw(tools: Tools, change: Change, query: CallbackQuery, card: Reply, known: Stack, count: int) -> None:
    """Put another draft of the stack in place of the one that is shown."""
    place, about = pressed_place(query), About("stack", known.workspace_id)
    if count and card.private_pictures:
        tools.mail.redraw(change, place, card, about)
    else:
        tools.mail.to_chat(change, Place(place.chat_id), card, about)


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_typed, InPrivate(), _is_answer)
    router.callback_query.register(on_choice, Pressed(Area.STACK, "set", "drop", "each", "one"))
    router.callback_query.register(on_turn, Pressed(Area.STACK, "turn"))
    router.callback_query.register(on_sure, Pressed(Area.STACK, "sure"))
    return router
