"""Evidence and products as staff keep them: /evidence, /library, /product, /products, and the uploader's buttons."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from core.ids import ChatId, EvidenceId, ProductId, UserId
from evidence.models import TEXT_ONLY_KINDS
from evidence.register import kind_of
from handlers.asking import (
    Asks,
    InPrivate,
    Pressed,
    answer,
    person,
    place_of,
    pressed_place,
    rewrite,
    say,
)
from handlers.forms import SWAPPING
from handlers.offices import InOffice, own_workspace
from triage.buttons import Area, Press
from triage.library.adding import AddWords
from triage.library.deciding import DecideUpload
from triage.library.products import KeepProducts
from triage.library.publish import PublishEvidence
from triage.library.stack_form import FillStack
from triage.library.uploads import TakeUpload, Upload
from triage.tools import Tools
from triage.words import alerts
from triage.words import evidence as evidence_words
from triage.words.voice import Reply
from workspaces.dates import looks_like_date
from workspaces.rights import Action, may


async def on_evidence(
    message: Message, arguments: str, tools: Tools, take_upload: TakeUpload, add_words: AddWords, fill_stack: FillStack
) -> None:
    """Quick add: with a file, as a reply to one, or text only; alone it opens the form."""
    user = person(message)
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    own, replied = _upload(message, user.id, arguments), message.reply_to_message
    if own is not None:
        await take_upload(workspace, own)
        return
    shown = None if replied is None else _upload(replied, user.id, arguments)
    if shown is not None:
        await take_upload.with_line(workspace, shown, arguments)
        return
    if not arguments and message.chat.type == "private":
        await fill_stack.begin(workspace, ChatId(message.chat.id), UserId(user.id))
        return
    held = await take_upload.latest_held(workspace, ChatId(message.chat.id), UserId(user.id))
    if held is not None and not _is_text_only(arguments):
        await take_upload.with_line(workspace, held, arguments)
        return
    await add_words(workspace, place_of(message, replying=True), arguments, by=UserId(user.id))


def _is_text_only(arguments: str) -> bool:
    """Whether a line without a file can stand alone."""
    kind = kind_of(arguments.split(maxsplit=1)[0]) if arguments.strip() else None
    return kind in TEXT_ONLY_KINDS


async def on_date(message: Message, tools: Tools, take_upload: TakeUpload, decide_upload: DecideUpload) -> None:
    """A date alone completes the letter that lacks one, or the line of a file."""
    user = person(message)
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    held = await take_upload.latest_held(workspace, ChatId(message.chat.id), UserId(user.id))
    if held is not None:
        await take_upload.with_line(workspace, held, f"{held.arguments} {(message.text or '').strip()}")
    elif not await decide_upload.take_day(workspace, ChatId(message.chat.id), (message.text or "").strip()):
        await say(tools, place_of(message), Reply(tools.voice(workspace).words("refuse-unknown")), "unknown")


async def _is_keepers_date(message: Message, tools: Tools) -> bool:
    is_date = looks_like_date((message.text or "").strip())
    return (
        is_date and message.from_user is not None and bool(tools.watch.staff_workspaces(UserId(message.from_user.id)))
    )


async def on_file(
    message: Message, tools: Tools, take_upload: TakeUpload, fill_stack: FillStack, state: FSMContext
) -> None:
    """A file without its line: kept, so that the line may follow as a reply (or came with another of the album).

    Where new files for an item were asked for, it is one of them.
    """
    user = person(message)
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    upload = _upload(message, user.id, "")
    if upload is None:
        return
    is_asked_for, item_id = await state.get_state() == SWAPPING, (await state.get_data()).get("item")
    async with tools.database.transaction():
        if is_asked_for and item_id is not None:
            upload = replace(upload, replaces_id=EvidenceId(int(item_id)))
            await state.set_state(None)
        elif message.chat.type == "private":
            upload = replace(upload, batch_id=await fill_stack.joined(workspace, upload.chat_id, upload.user_id))
        await take_upload(workspace, upload)


async def _is_keepers_file(message: Message, tools: Tools) -> bool:
    if message.from_user is None or not (message.photo or message.document):
        return False
    user_id = UserId(message.from_user.id)
    mine = tools.watch.staff_workspaces(user_id)
    return any(may(workspace.role_of(user_id), Action.KEEP_EVIDENCE) for workspace in mine)


async def on_product(message: Message, arguments: str, tools: Tools, keep_products: KeepProducts) -> None:
    """Add or change a product."""
    user = person(message)
    workspace = own_workspace(tools, message, Action.KEEP_PRODUCTS)
    async with tools.database.transaction():
        reply = await keep_products(workspace, arguments, by=UserId(user.id))
        await say(tools, place_of(message), reply, "product", workspace)


async def on_products(message: Message, arguments: str, tools: Tools, keep_products: KeepProducts) -> None:
    """List products, one page."""
    workspace = own_workspace(tools, message, Action.KEEP_PRODUCTS)
    await say(tools, place_of(message), await keep_products.page(workspace, arguments), "products", workspace)


async def on_products_page(query: CallbackQuery, press: Press, tools: Tools, keep_products: KeepProducts) -> None:
    """Turn a page of the products."""
    workspace = own_workspace(tools, query, Action.KEEP_PRODUCTS)
    page = await keep_products.page(workspace, "", offset=press.id)
    await rewrite(tools, pressed_place(query), page, "products", workspace)
    await answer(query)


async def on_publish(
    query: CallbackQuery, press: Press, tools: Tools, publish_evidence: PublishEvidence, decide_upload: DecideUpload
) -> None:
    """「发布」: files are read once more first, words go out at once."""
    async with tools.database.transaction():
        said = await decide_upload.accept(EvidenceId(press.id), by=UserId(query.from_user.id))
        if said is None:
            workspace, item, count = await publish_evidence(EvidenceId(press.id), by=UserId(query.from_user.id))
            product = None if item.product_id is None else workspace.products.get(item.product_id)
            voice = tools.voice(workspace)
            name = "" if product is None else product.name
            reply = evidence_words.evidence_published(voice, item, product=name, waiting_count=count)
            await say(tools, pressed_place(query), reply, "published", workspace)
            said = alerts.alert(voice, "done")
    await answer(query, said)


async def on_discard(query: CallbackQuery, press: Press, tools: Tools, decide_upload: DecideUpload) -> None:
    """「放弃」."""
    async with tools.database.transaction():
        workspace = await decide_upload.discard(EvidenceId(press.id), by=UserId(query.from_user.id))
        voice = tools.voice(workspace)
        await say(tools, pressed_place(query), evidence_words.evidence_discarded(voice), "discarded", workspace)
    await answer(query, alerts.alert(voice, "done"))


async def on_bind(
    query: CallbackQuery, press: Press, tools: Tools, take_upload: TakeUpload, keep_products: KeepProducts
) -> None:
    """A product chosen, or made, for an upload whose line names none; or the upload is given up."""
    user_id = UserId(query.from_user.id)
    workspace = own_workspace(tools, query, Action.KEEP_EVIDENCE)
    async with tools.database.transaction():
        if press.action == "discard":
            await take_upload.drop(workspace, press.id)
        elif press.action == "rest":
            await take_upload.go_on(workspace, press.id)
        elif press.action == "new":
            name = await take_upload.typed_name(workspace, press.id)
            product = await keep_products.add(workspace, name, by=user_id)
            await take_upload.bind(workspace, press.id, product.id)
        else:
            await take_upload.bind(workspace, press.id, ProductId(int(press.extra)))
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_draft(query: CallbackQuery, press: Press, tools: Tools, keep_products: KeepProducts) -> None:
    """A draft product is confirmed, or merged into a known one."""
    user_id, draft_id = UserId(query.from_user.id), ProductId(press.id)
    async with tools.database.transaction():
        if press.action == "merge":
            reply = await keep_products.merge(draft_id, ProductId(int(press.extra)), by=user_id)
        else:
            reply = await keep_products.confirm(draft_id, by=user_id)
        await say(tools, pressed_place(query), reply, "product")
    await answer(query, alerts.alert(tools.voice(), "done"))


def _upload(message: Message, user_id: int, arguments: str) -> Upload | None:
    """Return the file of a message, an album's or a single one."""
    photo, document = (message.photo[-1] if message.photo else None), message.document
    file = document or photo
    if file is None:
        return None
    return Upload(
        chat_id=ChatId(message.chat.id),
        user_id=UserId(user_id),
        message_id=message.message_id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        group_id=message.media_group_id or f"single:{message.message_id}",
        arguments=arguments,
        file_id=file.file_id,
        file_name=(document.file_name or "") if document else "",
        mime=(document.mime_type or "") if document else "image/jpeg",
        size_bytes=file.file_size,
    )


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    office, private = InOffice(), InPrivate()
    router.message.register(on_evidence, office, Asks("evidence", "凭证"))
    router.message.register(on_file, office, _is_keepers_file)
    router.message.register(on_date, private, _is_keepers_date)
    router.message.register(on_product, office, Asks("product"))
    router.message.register(on_products, office, Asks("products", "商品"))
    router.callback_query.register(on_publish, Pressed(Area.EVIDENCE, "publish"))
    router.callback_query.register(on_discard, Pressed(Area.EVIDENCE, "discard"))
    router.callback_query.register(on_bind, Pressed(Area.UPLOAD, "product", "new", "rest", "discard"))
    router.callback_query.register(on_draft, Pressed(Area.PRODUCT, "confirm", "merge"))
    router.callback_query.register(on_products_page, Pressed(Area.LIST, "back", "next"), _is_products_page)
    return router


async def _is_products_page(_query: CallbackQuery, press: Press) -> bool:
    return press.extra == "products"
