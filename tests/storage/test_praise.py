"""Praise: collected only where it is wanted, quoted only with its author's word; the same picture twice is a hint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.change import Change
from core.database import Database
from core.errors import SayableError
from core.ids import UserId
from evidence.shelf import EvidenceRow
from tests.storage.world import (
    AN,
    BOBO,
    CHAT,
    COMPLAINT,
    DOUDOU,
    MINE,
    OWNER,
    POST,
    STRANGER,
    World,
    build_world,
    started,
)
from tests.unit.evidence.samples import drawing, noise, saved
from triage.library.praise import HandlePraise
from triage.library.records import PraiseRow
from triage.library.seeing import SeePicture, looks_of
from triage.updates import look_at
from triage.watch import WorkspaceWatch

PRAISE = "喷雾用了一周,真的好用,清爽不油腻"


def collecting(world: World) -> WorkspaceWatch:
    world.mine.settings = replace(world.mine.settings, collect_praise=True)
    return world.mine


async def praised(database: Database, *, has_started: bool = True) -> World:
    world = await build_world(database)
    change = Change()
    if has_started:
        started(change, AN, at=world.clock.now)
    await world.keep(change)
    collecting(world)
    await world.says(AN, PRAISE, reply_to=POST)
    return world


def handle(world: World) -> HandlePraise:
    return HandlePraise(world.tools, world.edit)


async def candidate(world: World) -> int:
    (row,) = await world.rows(PraiseRow)
    return int(row["id"])


async def test_praise_leaves_no_trace_where_the_owner_does_not_collect_it(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, PRAISE, reply_to=POST)
    assert await world.rows(PraiseRow) == []
    assert not world.home.may_praise(PRAISE)


async def test_the_gate_lets_praise_in_where_it_is_collected(database: Database) -> None:
    world = await build_world(database)
    collecting(world)
    assert world.home.may_praise(PRAISE)
    assert not world.home.may_praise("今天天气不错")


async def test_praise_is_shown_to_staff_asked_of_its_author_and_quoted_as_said(database: Database) -> None:
    world = await praised(database)
    assert ["要不要请他同意" in text for text in await world.texts("staff-praise", OWNER)] == [True]
    number = await candidate(world)
    await handle(world).decide(number, is_wanted=True, by=OWNER)
    (asked,) = await world.texts("praise-ask", AN)
    assert (PRAISE in asked, "阿*" in asked) == (True, True)
    assert await world.rows(EvidenceRow) == []
    with pytest.raises(SayableError, match="not-yours"):
        await handle(world).answer(number, is_agreed=True, by=BOBO)
    await handle(world).answer(number, is_agreed=True, by=AN)
    (item,) = await world.rows(EvidenceRow)
    assert (item["kind"], item["note"], item["issuer"]) == ("feedback", PRAISE, "阿*")
    with pytest.raises(SayableError, match="never-edited"):
        await world.edit.typed(world.mine, item["id"], "note", "超级好用", as_read=1, by=OWNER)


async def test_its_author_may_take_it_back(database: Database) -> None:
    world = await praised(database)
    number = await candidate(world)
    await handle(world).decide(number, is_wanted=True, by=OWNER)
    await handle(world).answer(number, is_agreed=True, by=AN)
    await handle(world).withdraw(number, by=AN)
    assert [row["state"] for row in await world.rows(EvidenceRow)] == ["retired"]
    with pytest.raises(SayableError, match="old"):
        await handle(world).withdraw(number, by=AN)


async def test_whoever_never_started_the_bot_is_not_asked(database: Database) -> None:
    world = await praised(database, has_started=False)
    reply = await handle(world).decide(await candidate(world), is_wanted=True, by=OWNER)
    assert "没法问" in reply.words.text
    assert await world.texts("praise-ask", AN) == []


@pytest.mark.parametrize("who", [STRANGER, AN])
async def test_only_who_keeps_evidence_decides(database: Database, who: UserId) -> None:
    world = await praised(database)
    with pytest.raises(SayableError, match="staff-only"):
        await handle(world).decide(await candidate(world), is_wanted=True, by=who)


def test_the_largest_photo_is_the_one_that_is_kept() -> None:
    sizes = '[{"file_id":"small"},{"file_id":"large"}]'
    chat = '{"id":-1,"type":"supergroup"}'
    update = look_at(f'{{"update_id":1,"message":{{"message_id":1,"date":1,"chat":{chat},"photo":{sizes}}}}}')
    assert update.message is not None
    assert update.message.photo_id == "large"


# The same picture


async def test_one_photo_on_two_tickets_is_a_hint_to_staff_alone(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT)
    await world.says(BOBO, COMPLAINT)
    first, second = [ticket.id for ticket in await world.tickets()]
    see, photo = SeePicture(world.tools), drawing()
    for ticket_id, data in (
        (first, saved(photo)),
        (second, saved(photo, quality=60)),
        (second, saved(noise(300, 300))),
    ):
        change = Change()
        await see(change, MINE, ticket_id, str(len(data)).zfill(64), data)
        await world.tools.writer.commit(change)
    (hint,) = await world.texts("staff-same-picture", OWNER)
    assert ("#1002" in hint, "#1001" in hint) == (True, True)
    assert "staff-same-picture" not in await world.sent(CHAT)


def test_what_is_no_picture_has_no_looks() -> None:
    assert looks_of(b"") == looks_of(b"not a picture") == looks_of(saved(drawing())[:200]) == ""
