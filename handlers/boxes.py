"""「改遮挡」: the numbered boxes of an upload as buttons, and cells that are typed."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.ids import ChatId, EvidenceId, UserId
from evidence.boxing import cells_in
from handlers.asking import Pressed, answer, person, pressed_place
from handlers.offices import InOffice
from triage.buttons import Area, Press
from triage.library.boxes import EditBoxes
from triage.tools import Tools
from triage.words import alerts


async def on_boxes(query: CallbackQuery, press: Press, edit_boxes: EditBoxes) -> None:
    """「改遮挡」."""
    place = pressed_place(query)
    await edit_boxes.open(EvidenceId(press.id), by=UserId(query.from_user.id), place=place)
    await answer(query)


async def on_box(query: CallbackQuery, press: Press, edit_boxes: EditBoxes) -> None:
    """A box on or off, a cell, another page, undo."""
    by, place = UserId(query.from_user.id), pressed_place(query)
    await edit_boxes.press(EvidenceId(press.id), press.action, press.extra, by=by, place=place)
    await answer(query)


async def on_done(query: CallbackQuery, press: Press, tools: Tools, edit_boxes: EditBoxes) -> None:
    """「改好了」."""
    workspace = await edit_boxes.done(EvidenceId(press.id), by=UserId(query.from_user.id))
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_cells(message: Message, edit_boxes: EditBoxes) -> None:
    """Cells that were typed."""
    await edit_boxes.typed(ChatId(message.chat.id), message.text or "", by=UserId(person(message).id))


async def _are_cells(message: Message, edit_boxes: EditBoxes) -> bool:
    return cells_in(message.text or "") is not None and await edit_boxes.is_open(ChatId(message.chat.id))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_cells, InOffice(), _are_cells)
    router.callback_query.register(on_boxes, Pressed(Area.EVIDENCE, "boxes"))
    router.callback_query.register(on_done, Pressed(Area.BOX, "done"))
    router.callback_query.register(on_box, Pressed(Area.BOX))
    return router
