"""What people do in a community with commands and buttons; what they say goes to Intake without aiogram."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import ChatId, CommunityId, ConcernId, ProductId, UserId
from handlers.asking import Asks, InGroup, Pressed, answer, person, place_of, pressed_place, say
from handlers.form import attachment_of
from handlers.offices import in_office
from triage.buttons import Area, Press
from triage.desk.filing import FileCase
from triage.desk.form_opening import OpenForm
from triage.doors.menu_table import COMMANDS
from triage.erasing import EraseMessage, Target
from triage.keeping import KeepAnswer
from triage.library.products import Post, Promote
from triage.presses import PressUnderAnswer, ReviewConcern
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import alerts, replies
from triage.words.voice import Reply
from workspaces.models import Role
from workspaces.rights import Action, may


async def on_promote(message: Message, arguments: str, tools: Tools, promote: Promote) -> None:
    """Register the post replied to as a promotion, or end it."""
    community, user = _community(message, tools), person(message)
    if not may(community.workspace.role_of(UserId(user.id)), Action.PROMOTE):
        raise alerts.not_for_members()
    post = message.reply_to_message
    if post is None:
        raise SayableError("refuse-group-only")
    thread_id = post.message_thread_id if post.is_topic_message else None
    words = post.text or post.caption or ""
    shown = Post(ChatId(message.chat.id), post.message_id, thread_id, words, post.date)
    async with tools.database.transaction():
        reply = await promote(community, shown, arguments, by=UserId(user.id))
        await say(tools, place_of(message, replying=True), reply, "promote", community.workspace)


async def on_aftersales(message: Message, arguments: str, tools: Tools, file_case: FileCase) -> None:
    """申请售后 in a group; as a reply to the member's own message, that message is the description, its photo too."""
    community, user, replied = _community(message, tools), person(message), message.reply_to_message
    is_own = replied is not None and replied.from_user is not None and replied.from_user.id == user.id
    words = (replied.text or replied.caption or "") if is_own and replied is not None else arguments
    place = place_of(message, replying=True)
    files = [attachment_of(each) for each in (replied if is_own else None, message) if each is not None]
    await file_case(
        community,
        place,
        member_id=UserId(user.id),
        name=user.full_name,
        words=words,
        at=message.date,
        files=[each for each in files if each is not None],
    )


async def on_staff_command(message: Message, tools: Tools, file_case: FileCase) -> None:
    """A staff command in a group: members are refused with an audit line, staff are sent to the private chat."""
    community, user = _community(message, tools), person(message)
    is_staff = UserId(user.id) in community.workspace.staff
    key = "refuse-private-only" if is_staff else "refuse-command"
    async with tools.database.transaction():
        if not is_staff:
            await file_case.note_refusal(community, UserId(user.id), (message.text or "").split()[0])
        words = tools.voice(community.workspace).words(key)
        await say(tools, place_of(message, replying=True), Reply(words), "refusal", community.workspace)


async def on_answer_button(
    query: CallbackQuery, press: Press, tools: Tools, press_under_answer: PressUnderAnswer, open_form: OpenForm
) -> None:
    """「申请售后」 opens the form for the one who presses; 「仍有疑问」 hands the doubt to the liaison."""
    user_id, name = UserId(query.from_user.id), query.from_user.full_name
    concern_id = ConcernId(press.id)
    if press.action == "still":
        await answer(query, await press_under_answer.still(concern_id, by=user_id, name=name), alert=True)
        return
    place = pressed_place(query)
    async with tools.database.transaction():
        ticket_id = await press_under_answer.aftersales(concern_id, by=user_id, name=name, place=place)
        url = await open_form.link(ticket_id, by=user_id)
    await answer(query, url=url)


async def on_register(query: CallbackQuery, press: Press, press_under_answer: PressUnderAnswer) -> None:
    """「帮我登记」 under the answer to a grumble."""
    user_id, name = UserId(query.from_user.id), query.from_user.full_name
    alert = await press_under_answer.register(ConcernId(press.id), by=user_id, name=name, place=pressed_place(query))
    await answer(query, alert, alert=True)


async def on_delete(query: CallbackQuery, press: Press, tools: Tools, erase_message: EraseMessage) -> None:
    """「删掉这条」: in the group under our offer, which replies to the message; elsewhere for staff, by its number."""
    by, shown = UserId(query.from_user.id), query.message
    if in_office(query, tools):
        target = Target(int(press.extra)) if press.extra.isdigit() else None
    else:
        target = _target(shown) if isinstance(shown, Message) else None
    if target is None:
        raise SayableError("alert-old")
    await answer(query, await erase_message(CommunityId(press.id), target, by=by), alert=True)


def _target(offer: Message) -> Target | None:
    """Return the message that our offer replies to: what Telegram says, since what a button carries can be forged."""
    replied = offer.reply_to_message
    if replied is None or replied.from_user is None:
        return None
    return Target(replied.message_id, UserId(replied.from_user.id), offer.message_id)


async def on_choice(query: CallbackQuery, press: Press, review_concern: ReviewConcern) -> None:
    """The doubter says which product is meant, or that it is none of them."""
    product_id = ProductId(int(press.extra)) if press.action == "which" else None
    alert = await review_concern.chosen(ConcernId(press.id), product_id, by=UserId(query.from_user.id))
    await answer(query, alert)


async def on_review(query: CallbackQuery, press: Press, tools: Tools, review_concern: ReviewConcern) -> None:
    """Staff decide about a finding: answer it after all (for the product chosen, if need be), or let it be."""
    user_id, concern_id = UserId(query.from_user.id), ConcernId(press.id)
    if not in_office(query, tools):
        raise SayableError("alert-staff-only")
    if press.action == "skip":
        await review_concern.skip(concern_id, by=user_id)
        await answer(query, alerts.alert(tools.voice(), "done"))
        return
    product_id = ProductId(int(press.extra)) if press.extra else None
    decision = await review_concern.answer(concern_id, by=user_id, product_id=product_id)
    if decision is None:
        workspace, products = review_concern.choices(concern_id, user_id)
        reply = replies.review_products(tools.voice(workspace), concern_id=concern_id, choices=products)
        await say(tools, pressed_place(query).plain, reply, "review-products", workspace)
    await answer(query, alerts.alert(tools.voice(), "done" if decision else "choose"))


async def on_keep(query: CallbackQuery, press: Press, tools: Tools, keep_answer: KeepAnswer) -> None:
    """「存成凭证」 under the news that a human answered first."""
    if not in_office(query, tools):
        raise SayableError("alert-staff-only")
    by = UserId(query.from_user.id)
    workspace = await keep_answer(ConcernId(press.id), by=by, place=pressed_place(query).plain)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_old_button(query: CallbackQuery, tools: Tools) -> None:
    """A button that nothing answers to any more, or that is not ours."""
    await answer(query, alerts.alert(tools.voice(), "old"), alert=True)


def _community(message: Message, tools: Tools) -> CommunityWatch:
    known = tools.watch.communities.get(ChatId(message.chat.id))
    if known is None:
        raise SayableError("refuse-no-workspace")
    return known


async def _is_known(message: Message, tools: Tools) -> bool:
    return ChatId(message.chat.id) in tools.watch.communities


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    group = InGroup()
    router.message.register(on_promote, group, _is_known, Asks("promote"))
    router.message.register(on_aftersales, group, _is_known, Asks("aftersales", "申请售后", "我要售后"))
    for command in (each.name for each in COMMANDS if each.least is not Role.MEMBER):
        router.message.register(on_staff_command, group, _is_known, Asks(command))
    router.callback_query.register(on_answer_button, Pressed(Area.CONCERN, "aftersales", "still"))
    router.callback_query.register(on_register, Pressed(Area.CONCERN, "register"))
    router.callback_query.register(on_delete, Pressed(Area.MESSAGE, "delete"))
    router.callback_query.register(on_choice, Pressed(Area.CONCERN, "which", "none"))
    router.callback_query.register(on_keep, Pressed(Area.REVIEW, "keep"))
    router.callback_query.register(on_review, Pressed(Area.REVIEW, "answer", "skip"))
    return router


def build_last_router() -> Router:
    """Return the Router that comes after all others."""
    router = Router(name=f"{__name__}.last")
    router.callback_query.register(on_old_button)
    return router
