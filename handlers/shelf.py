"""The library in the hands of staff: /library, the card of an item and its buttons, a field's new value."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from core.change import Change
from core.errors import SayableError
from core.ids import EvidenceId, UserId
from core.texts import stack
from evidence.fields import FIELDS
from handlers.asking import Asks, Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.forms import EDITING, SWAPPING, in_form
from handlers.offices import InOffice, own_workspace
from triage.buttons import Area, Press
from triage.library.browsing import BrowseLibrary, product_name
from triage.library.editing import EditEvidence
from triage.library.gaps import FindGaps
from triage.library.nearby import today_in
from triage.mail import About
from triage.tools import Tools
from triage.words import alerts, item_edits
from triage.words import library as library_words
from triage.words.voice import Reply
from workspaces.rights import Action


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button of an item carries: field, the version that it was made for, and a value."""

    field: str = ""
    version: int = 0
    value: str = ""


def asked(press: Press) -> Asked:
    """Read ``note.3`` or ``kind.3.logistics`` or ``3``.

    Raises:
        SayableError: no button of ours.
    """
    parts = press.extra.split(".", 2)
    if len(parts) == 1 and parts[0].isdigit():
        return Asked(version=int(parts[0]))
    if len(parts) < 2 or parts[0] not in FIELDS or not parts[1].isdigit():
        raise SayableError("alert-old")
    return Asked(parts[0], int(parts[1]), parts[2] if len(parts) > 2 else "")


async def on_library(
    message: Message, arguments: str, tools: Tools, browse_library: BrowseLibrary, state: FSMContext
) -> None:
    """List what is on file; what was looked for is kept for the next page."""
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    page = await browse_library.page(workspace, arguments)
    async with tools.database.transaction():
        await state.update_data(library=arguments[:100])
        await say(tools, place_of(message), page, "library", workspace)


async def on_library_page(
    query: CallbackQuery, press: Press, tools: Tools, browse_library: BrowseLibrary, state: FSMContext
) -> None:
    """Turn a page."""
    workspace = own_workspace(tools, query, Action.KEEP_EVIDENCE)
    words = str((await state.get_data()).get("library", ""))
    page = await browse_library.page(workspace, words, offset=press.id)
    await rewrite(tools, pressed_place(query), page, "library", workspace)
    await answer(query)


async def on_gaps(message: Message, tools: Tools, find_gaps: FindGaps) -> None:
    """What promoted products lack."""
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    await say(tools, place_of(message), await find_gaps.listed(workspace), "gaps", workspace)


async def on_card(query: CallbackQuery, press: Press, tools: Tools, browse_library: BrowseLibrary) -> None:
    """Open an item: anew from a list, in place from its own menus."""
    workspace = own_workspace(tools, query, Action.KEEP_EVIDENCE)
    card = await browse_library.card(workspace, EvidenceId(press.id))
    if press.extra:
        await rewrite(tools, pressed_place(query), card, "library-card", workspace)
    else:
        await say(tools, pressed_place(query).plain, card, "library-card", workspace)
    await answer(query)


async def on_files(query: CallbackQuery, press: Press, tools: Tools, browse_library: BrowseLibrary) -> None:
    """「看文件」."""
    workspace, change = own_workspace(tools, query, Action.KEEP_EVIDENCE), Change()
    async with tools.database.transaction() as transaction:
        item = await browse_library.found(transaction.connection, workspace, EvidenceId(press.id))
        about = About("library-files", workspace.workspace.id)
        tools.mail.preview(change, pressed_place(query), library_words.files_of(item), about)
        await transaction.write(change)
    await answer(query)


async def on_uses(query: CallbackQuery, press: Press, tools: Tools, browse_library: BrowseLibrary) -> None:
    """「用在哪」."""
    workspace = own_workspace(tools, query, Action.KEEP_EVIDENCE)
    reply = await browse_library.uses(workspace, EvidenceId(press.id))
    await say(tools, pressed_place(query).plain, reply, "library-uses", workspace)
    await answer(query)


async def on_menu(
    query: CallbackQuery, press: Press, tools: Tools, browse_library: BrowseLibrary, state: FSMContext
) -> None:
    """「改…」, one of its fields, 「延期」, 「换文件」, 「停用」: ask for what it takes."""
    workspace = own_workspace(tools, query, Action.KEEP_EVIDENCE)
    voice, wanted = tools.voice(workspace), asked(press)
    async with tools.database.transaction() as transaction:
        item = await browse_library.found(transaction.connection, workspace, EvidenceId(press.id))
        if item.version != wanted.version:
            raise SayableError("evidence-changed")
        if press.action == "edit":
            card = await browse_library.card(workspace, item.id)
            reply = Reply(card.words, item_edits.edit_menu(voice, item))
        elif press.action == "retire":
            reply = item_edits.ask_retire(voice, item, await browse_library.used_count(item.id))
        elif press.action == "swap":
            await state.set_state(SWAPPING)
            await state.update_data(item=item.id)
            reply = item_edits.ask_files(voice, item)
        else:
            field = wanted.field or "until"
            await state.set_state(EDITING)
            await state.update_data(item=item.id, field=field, version=item.version)
            name, today = product_name(workspace, item), today_in(tools, workspace)
            reply = item_edits.ask_field(voice, item, field, product=name, today=today)
        await rewrite(tools, pressed_place(query), reply, "library-menu", workspace)
    await answer(query)


async def on_set(
    query: CallbackQuery,
    press: Press,
    tools: Tools,
    edit_evidence: EditEvidence,
    browse_library: BrowseLibrary,
    state: FSMContext,
) -> None:
    """A value chosen by a button."""
    workspace, wanted = own_workspace(tools, query, Action.KEEP_EVIDENCE), asked(press)
    words = item_edits.CODED.get(wanted.value, wanted.value)
    async with tools.database.transaction():
        item, count = await edit_evidence.typed(
            workspace,
            EvidenceId(press.id),
            wanted.field,
            words,
            as_read=wanted.version,
            by=UserId(query.from_user.id),
        )
        if await state.get_state() == EDITING:
            await state.set_state(None)
        card = await browse_library.card(workspace, item.id)
        said = item_edits.saved(tools.voice(workspace), item, count)
        reply = Reply(stack(said, card.words), card.keyboard)
        await rewrite(tools, pressed_place(query), reply, "library-card", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_typed(
    message: Message, tools: Tools, edit_evidence: EditEvidence, browse_library: BrowseLibrary, state: FSMContext
) -> None:
    """A field's new value, typed."""
    workspace, data = own_workspace(tools, message, Action.KEEP_EVIDENCE), await state.get_data()
    async with tools.database.transaction():
        item, count = await edit_evidence.typed(
            workspace,
            EvidenceId(int(data["item"])),
            str(data["field"]),
            message.text or "",
            as_read=int(data["version"]),
            by=UserId(person(message).id),
        )
        await state.set_state(None)
        card = await browse_library.card(workspace, item.id)
        said = item_edits.saved(tools.voice(workspace), item, count)
        reply = Reply(stack(said, card.words), card.keyboard)
        await say(tools, place_of(message), reply, "library-card", workspace)


async def on_retired(query: CallbackQuery, press: Press, tools: Tools, edit_evidence: EditEvidence) -> None:
    """「确认停用」."""
    workspace = own_workspace(tools, query, Action.KEEP_EVIDENCE)
    async with tools.database.transaction():
        by = UserId(query.from_user.id)
        item, count = await edit_evidence.retire(workspace, EvidenceId(press.id), by=by)
        words = item_edits.retired(tools.voice(workspace), item, count)
        await rewrite(tools, pressed_place(query), Reply(words), "library-card", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_library, InOffice(), Asks("library", "凭证库"))
    router.message.register(on_gaps, InOffice(), Asks("gaps", "缺口"))
    router.message.register(on_typed, InOffice(), in_form(EDITING))
    router.callback_query.register(on_library_page, Pressed(Area.LIST, "back", "next"), _is_library_page)
    router.callback_query.register(on_card, Pressed(Area.EVIDENCE, "card"))
    router.callback_query.register(on_files, Pressed(Area.EVIDENCE, "files"))
    router.callback_query.register(on_uses, Pressed(Area.EVIDENCE, "uses"))
    router.callback_query.register(on_menu, Pressed(Area.EVIDENCE, "edit", "field", "extend", "swap", "retire"))
    router.callback_query.register(on_set, Pressed(Area.EVIDENCE, "set"))
    router.callback_query.register(on_retired, Pressed(Area.EVIDENCE, "retired"))
    return router


async def _is_library_page(_query: CallbackQuery, press: Press) -> bool:
    return press.extra == "library"
