"""PublishEvidence keeps promises: the proof once, to the first asker; a line for the others; nobody twice."""

from __future__ import annotations

import asyncio
from contextvars import Context

import pytest

from core.change import Change
from core.database import Database
from core.errors import ConflictError, SayableError
from core.ids import ConcernId, UserId
from evidence.candidates import candidates_for
from evidence.models import Evidence, EvidenceKind, EvidenceState
from evidence.shelf import EvidenceRow, add_evidence
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    DOUBT,
    LIAISON,
    OWNER,
    SECOND_CHAT,
    SPRAY,
    STRANGER,
    XIAOYU,
    World,
    build_world,
    proof,
)
from tickets.agenda import FollowUpRow
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, TicketState, WaitingOn
from triage.desk.moves import Desk
from triage.library.nearby import items_near
from triage.presses import PressUnderAnswer
from triage.repository import ConcernRow, RequestRow
from workspaces.audit import AuditRow


async def draft(world: World, number: int = 950, kind: EvidenceKind = EvidenceKind.AUTHORIZATION) -> Evidence:
    item = proof(number, kind, state=EvidenceState.DRAFT, published_at=None)
    change = Change()
    add_evidence(change, item)
    await world.tools.writer.commit(change)
    return item


async def publish(world: World, item: Evidence, by: UserId = OWNER) -> int:
    _, _, answered = await world.publish(item.id, by=by)
    return answered


async def test_the_first_asker_gets_the_proof_and_the_others_a_line(database: Database) -> None:
    world = await build_world(database)
    first = await world.says(AN, DOUBT)
    world.clock.forward(minutes=1)
    await world.says(BOBO, DOUBT)
    await world.says(XIAOYU, DOUBT)
    item = await draft(world)
    assert await publish(world, item) >= 2
    (answer,) = await world.rows(OutgoingRow, purpose="answer")
    (line,) = await world.rows(OutgoingRow, purpose="promise-kept")
    assert answer["payload"]["reply_parameters"] == {"message_id": first}
    assert not answer["unless_answered"]
    assert f"outgoing:{answer['id']}" in [entity.get("url") for entity in line["payload"]["entities"]]
    for ticket in await world.tickets():
        assert (ticket.state, ticket.outcome) == (TicketState.RESOLVED, Outcome.EXPLAINED)
        assert [due.kind for due in await world.due(ticket.id)] == [FollowUpKind.DOUBT_CHECK]


async def test_whoever_looks_at_the_shelf_before_the_commit_does_not_keep_what_was_there(database: Database) -> None:
    world = await build_world(database)
    item = await draft(world)
    async with database.transaction():  # as the button's handler does
        await publish(world, item)
        looking = asyncio.create_task(
            items_near(world.tools, world.mine, world.mine.products[SPRAY]), context=Context()
        )  # somebody else
        assert item.id not in [known.id for known in await looking]
    assert item.id in [known.id for known in await items_near(world.tools, world.mine, world.mine.products[SPRAY])]


async def test_each_community_gets_the_proof_once(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    await world.says(BOBO, DOUBT, chat=SECOND_CHAT)
    await publish(world, await draft(world))
    assert (await world.sent()).count("answer") == (await world.sent(SECOND_CHAT)).count("answer") == 1


async def test_a_request_is_fulfilled_once_and_no_second_item_posts_again(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    await publish(world, await draft(world))
    assert [row["state"] for row in await world.rows(RequestRow)] == ["fulfilled"]
    assert world.mine.requests == {}
    assert await publish(world, await draft(world, 951)) == 0
    assert (await world.sent()).count("answer") == 1


async def test_a_request_is_fulfilled_though_its_asker_no_longer_waits(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    (ticket,) = await world.tickets()
    await Desk(world.tools, world.cases).by_member(ticket.id, Action.WITHDRAW, by=AN)
    assert await publish(world, await draft(world)) == 0
    assert [row["state"] for row in await world.rows(RequestRow)] == ["fulfilled"]


async def test_an_unfitting_item_keeps_nobody_s_promise(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    assert await publish(world, await draft(world, kind=EvidenceKind.CUSTOMS)) == 0
    assert [row["state"] for row in await world.rows(RequestRow)] == ["open"]
    (ticket,) = await world.tickets()
    assert ticket.waiting_on is WaitingOn.EVIDENCE


async def test_a_case_that_waits_for_proof_gets_it_once(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    (ticket,) = await world.tickets()
    (concern,) = world.home.concerns.values()
    await PressUnderAnswer(world.tools, world.cases).still(concern.id, by=AN, name="阿安")
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=OWNER, on=WaitingOn.EVIDENCE)
    assert await publish(world, await draft(world)) == 1
    (ticket,) = await world.tickets()
    assert (ticket.state, ticket.number) == (TicketState.OPEN, 1001)
    assert await publish(world, await draft(world, 951)) == 0


async def test_a_later_asker_whose_doubt_became_a_case_still_gets_what_was_promised(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=1)
    await world.says(BOBO, DOUBT)
    (own,) = [ticket for ticket in await world.tickets() if ticket.member_id == BOBO]
    (concern,) = [row for row in await world.rows(ConcernRow) if row["ticket_id"] == own.id]
    await PressUnderAnswer(world.tools, world.cases).still(ConcernId(concern["id"]), by=BOBO, name="波波")
    assert await publish(world, await draft(world)) == 2


async def test_a_published_item_is_on_the_shelf_and_answers_the_next_doubt(database: Database) -> None:
    world = await build_world(database)
    item = await draft(world)
    await publish(world, item, by=ADMIN)
    async with database.read() as connection:
        found = await candidates_for(connection, world.mine.products[SPRAY], item.created_at.date())
        assert [known.id for known in found] == [item.id]
    assert world.mine.shelf_count == 1
    await world.says(AN, DOUBT)
    assert await world.sent() == ["answer"]
    assert "evidence.publish" in [row["action"] for row in await world.rows(AuditRow)]


@pytest.mark.parametrize("who", [LIAISON, STRANGER, AN])
async def test_only_who_keeps_evidence_may_publish(database: Database, who: UserId) -> None:
    world = await build_world(database)
    item = await draft(world)
    with pytest.raises(SayableError, match="staff-only"):
        await publish(world, item, by=who)
    with pytest.raises(SayableError, match="staff-only"):
        await world.publish.discard(item.id, by=who)
    assert [row["state"] for row in await world.rows(EvidenceRow)] == ["draft"]


async def test_two_presses_publish_once(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    item = await draft(world)
    results = await asyncio.gather(publish(world, item), publish(world, item, by=ADMIN), return_exceptions=True)
    assert sorted(isinstance(result, (ConflictError, SayableError)) for result in results) == [False, True]
    assert (await world.sent()).count("answer") == 1


async def test_a_discarded_draft_is_never_published(database: Database) -> None:
    world = await build_world(database)
    item = await draft(world)
    await world.publish.discard(item.id, by=OWNER)
    with pytest.raises(SayableError, match="old"):
        await publish(world, item)
    assert await world.rows(FollowUpRow) == []
