"""Threats: nothing is marked before staff say so; then every word is kept, and the owner takes the dossier."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.change import Change
from core.database import Database
from core.errors import ConflictError, SayableError
from core.files import Files
from core.ids import ChatId, UserId
from mailbox.outbox import OutgoingRow
from tests.storage.test_follow_ups import meet
from tests.storage.world import (
    ADMIN,
    AN,
    CHAT,
    DOUDOU,
    LIAISON,
    OWNER,
    SPRAY,
    STRANGER,
    World,
    build_world,
    restarted,
)
from tickets.attachments import SETTLE_ATTACHMENT, Attachment, AttachmentRow, FileKind
from tickets.lifecycle import Action
from tickets.models import Ticket, TicketState, WaitingOn
from tickets.relays import RelayRow
from tickets.threats import KeptRow, ThreatRow
from triage.desk.dossiers import TakeDossier
from triage.desk.drafts import ASK, RULE, Drafts
from triage.desk.moves import Desk
from triage.desk.relaying import RelayWords
from triage.desk.showing import ShowTickets
from triage.desk.threats import Threats
from triage.desk.views import view_of
from triage.mail import Place
from triage.repository import ConcernRow
from workspaces.audit import AuditRow

EXPOSE = "赔我500,不然我就发差评,到处曝光你们"


def threats(world: World) -> Threats:
    return Threats(world.tools, world.cases)


def drafts_of(world: World) -> Drafts:
    return Drafts(world.tools, world.cases, RelayWords(world.tools, world.cases))


async def threatened(world: World) -> Ticket:
    await world.says(AN, EXPOSE, reply_to=500)
    (ticket,) = await world.tickets()
    return ticket


async def test_the_alert_asks_staff_and_nothing_is_kept_before_they_answer(database: Database) -> None:
    world = await build_world(database)
    await threatened(world)
    (text,) = await world.texts("staff-threat", OWNER)
    assert "平台申诉要的,已有:要求「赔我500」、金额「500」、拿什么换「不然我就发差评,到处曝光你们」" in text
    assert "还缺:订单号" in text
    assert "可以这样问:「你希望怎么处理,请写明" in text
    (row,) = await world.rows(OutgoingRow, purpose="staff-threat", chat_id=OWNER)
    labels = [key["text"] for line in row["payload"]["reply_markup"]["inline_keyboard"] for key in line]
    assert labels[:3] == ["标为威胁", "不是", "发草稿"]
    assert await world.rows(ThreatRow) == []
    assert await world.rows(KeptRow) == []
    (line,) = await world.texts("threat")
    assert line.startswith("收到,已转负责人,")


async def test_once_marked_every_word_is_kept_with_ids_times_and_links(database: Database) -> None:
    world = await build_world(database)
    ticket = await threatened(world)
    _, threat = await threats(world).decide(ticket.id, is_threat=True, by=LIAISON)
    assert threat.keep_until == world.clock.now + timedelta(days=730)
    (kept,) = await world.rows(KeptRow)
    (concern,) = await world.rows(ConcernRow, ticket_id=ticket.id)
    assert (kept["text"], kept["message_id"], kept["at"]) == (EXPOSE, concern["message_id"], concern["at"])
    assert kept["chat_id"] == CHAT
    world = await restarted(world)
    world.clock.forward(minutes=10)
    long = "等着看吧" + "哼" * 900
    ours = next(iter(world.home.concerns))
    await world.says(
        AN, "", photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}], caption=long, reply_to=ours
    )
    texts = {row["text"] for row in await world.rows(KeptRow)}
    assert long in texts
    assert [row["action"] for row in await world.rows(AuditRow) if row["action"].startswith("threat.")] == [
        "threat.marked"
    ]


async def test_no_threat_keeps_nothing_and_is_decided_once(database: Database) -> None:
    world = await build_world(database)
    ticket = await threatened(world)
    await threats(world).decide(ticket.id, is_threat=False, by=ADMIN)
    assert await world.rows(KeptRow) == []
    with pytest.raises(SayableError):
        await threats(world).decide(ticket.id, is_threat=True, by=OWNER)
    with pytest.raises(SayableError):
        await threats(world).keep_outside(ticket, "电话里又说了一遍", by=OWNER)


@pytest.mark.parametrize("who", [AN, STRANGER, DOUDOU])
async def test_only_staff_decide(database: Database, who: UserId) -> None:
    world = await build_world(database)
    ticket = await threatened(world)
    with pytest.raises(SayableError):
        await threats(world).decide(ticket.id, is_threat=True, by=who)
    assert await world.rows(ThreatRow) == []


async def test_the_dossier_holds_what_was_said_what_was_added_and_checks_itself(
    database: Database, tmp_path: Path
) -> None:
    world = await build_world(database)
    ticket, files = await threatened(world), Files(tmp_path / "files")
    await threats(world).decide(ticket.id, is_threat=True, by=LIAISON)
    picture = b"\xff\xd8 screenshot"
    shot = Attachment(FileKind.PHOTO, "abc", ChatId(LIAISON), 77, "../聊天.jpg")
    await threats(world).keep_outside(ticket, "电话 15:10:不给钱就天天来<b>", by=LIAISON, file=shot)
    (row,) = await world.rows(AttachmentRow)
    change = Change()
    change.amend(SETTLE_ATTACHMENT, the_attachment=row["id"], new_state="kept", new_sha256=files.put(picture))
    await world.tools.writer.commit(change)
    take = TakeDossier(world.tools, world.cases, files)
    (latest,) = await world.tickets()
    view = view_of(world.watch, latest)
    for who in (LIAISON, ADMIN, AN):
        with pytest.raises(SayableError):
            await take(view, by=who)
    await take(view, by=OWNER)
    (sent,) = await world.rows(OutgoingRow, purpose="dossier")
    assert (sent["chat_id"], sent["method"]) == (OWNER, "sendDocument")
    sha256 = sent["payload"]["document"].removeprefix("file:")
    archive = zipfile.ZipFile(io.BytesIO(files.read(sha256)))
    page = archive.read("dossier-1001/timeline.html").decode()
    assert EXPOSE in page
    assert "电话 15:10:不给钱就天天来&lt;b&gt;" in page
    assert "dossier-1001/files/01-聊天.jpg" in archive.namelist()
    for line in archive.read("dossier-1001/SHA256SUMS").decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(archive.read(f"dossier-1001/{name}")).hexdigest() == digest
    (taken,) = [row for row in await world.rows(AuditRow) if row["action"] == "dossier.taken"]
    assert (taken["actor_id"], taken["details"]) == (OWNER, {"sha256": sha256})


async def test_an_unmarked_case_has_no_dossier(database: Database, tmp_path: Path) -> None:
    world = await build_world(database)
    view = view_of(world.watch, await threatened(world))
    with pytest.raises(SayableError):
        await TakeDossier(world.tools, world.cases, Files(tmp_path / "files"))(view, by=OWNER)
    assert await world.rows(OutgoingRow, purpose="dossier") == []


# What the rules say, on the card and as a draft


async def twenty_days_later(world: World) -> Ticket:
    """老周's case of VOICE 8: received twenty days ago, no longer wanted, the insurance lapsed."""
    await meet(world, DOUDOU)
    await world.says(DOUDOU, "四件套买了二十多天,用着不太喜欢,想退,运费能不能你们出")
    (ticket,) = await world.tickets()
    change = Change()
    told = replace(ticket, facts=replace(ticket.facts, received_on=date(2026, 11, 2)), product_id=SPRAY)
    saved = world.cases.save(change, world.mine, ticket, told)
    await world.tools.writer.commit(change)
    return saved


async def test_the_card_names_the_rule_and_the_draft_goes_out_with_a_second_tap(database: Database) -> None:
    world = await build_world(database)
    ticket = await twenty_days_later(world)
    show, drafts = ShowTickets(world.tools), drafts_of(world)
    card = await show.card(view_of(world.watch, ticket), LIAISON)
    assert "适用规则:七天无理由 · 不适用" in card.words.text
    assert "发草稿" in [key.label for line in card.keyboard for key in line]
    shown = await drafts.show(ticket.id, RULE, by=LIAISON, place=Place(ChatId(LIAISON)))
    assert "11-02 签收,七天无理由到 11-09,已经过了 13 天,运费险也到期了。" in shown
    assert await world.texts("relay", DOUDOU) == []
    (relay,) = await world.rows(RelayRow)
    words, place = RelayWords(world.tools, world.cases), Place(ChatId(LIAISON))
    with pytest.raises(SayableError):
        await words.send(relay["id"], by=AN, place=place)
    await words.send(relay["id"], by=LIAISON, place=place)
    (text,) = await world.texts("relay", DOUDOU)
    assert relay["text"] == shown
    assert "规则上现在走淘宝售后,和商家协商,寄回运费由买家出,对每个人都一样。" in text
    with pytest.raises((SayableError, ConflictError)):
        await words.send(relay["id"], by=LIAISON, place=place)
    assert len(await world.texts("relay", DOUDOU)) == 1


async def test_the_merchant_is_asked_once_and_quoted(database: Database) -> None:
    world = await build_world(database)
    ticket = await twenty_days_later(world)
    show, drafts = ShowTickets(world.tools), drafts_of(world)
    card = await show.card(view_of(world.watch, ticket), LIAISON)
    assert "规则外:还可以替成员问商家 1 次" in card.words.text
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
    (asked,) = await world.tickets()
    card = await show.card(view_of(world.watch, asked), LIAISON)
    assert "规则外:已替成员问过商家 1 次。" in card.words.text
    assert "还可以" not in card.words.text
    await drafts.merchant_said(ticket.id, "走淘宝流程", by=LIAISON)
    (answered,) = await world.tickets()
    assert answered.state is TicketState.OPEN
    shown = await drafts.show(ticket.id, RULE, by=LIAISON, place=Place(ChatId(LIAISON)))
    assert "商家答复:「走淘宝流程」;这要商家自愿,我们不能替他答应。" in shown


async def test_the_neutral_question_is_a_draft_like_any_other(database: Database) -> None:
    world = await build_world(database)
    ticket = await threatened(world)
    await drafts_of(world).show(ticket.id, ASK, by=OWNER, place=Place(ChatId(OWNER)))
    (relay,) = await world.rows(RelayRow)
    assert (relay["state"], relay["ticket_ids"]) == ("draft", [ticket.id])
    assert "你希望怎么处理,请写明" in relay["text"]
    assert await world.texts("relay", AN) == []
