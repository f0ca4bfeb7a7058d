"""What may be shown is kept in memory, and never shown stale: the very next answer knows what staff just did."""

from __future__ import annotations

import json

from core.change import Change
from core.database import Database
from evidence.models import EvidenceKind, EvidenceState
from evidence.shelf import add_evidence
from mailbox.outbox import OutgoingRow
from tests.storage.world import AN, BOBO, DOUBT, LETTER, OWNER, World, build_world, proof
from triage.repository import AnswerRow


async def _shown(world: World) -> list[list[int]]:
    return [list(row["evidence_ids"]) for row in await world.rows(AnswerRow, kind="full")]


async def _asked(database: Database) -> World:
    """A world in which the proof was shown once, so that it is in memory; the next asker gets a full answer again."""
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    assert await _shown(world) == [[LETTER.id]]
    assert world.mine.near
    world.clock.forward(minutes=31)
    return world


async def test_what_was_just_published_is_in_the_next_answer(database: Database) -> None:
    world = await _asked(database)
    change, draft = Change(), proof(950, EvidenceKind.AUTHORIZATION, state=EvidenceState.DRAFT, published_at=None)
    add_evidence(change, draft)
    await world.tools.writer.commit(change)
    await world.publish(draft.id, by=OWNER)
    await world.says(BOBO, DOUBT)
    assert draft.id in (await _shown(world))[-1]


async def test_what_was_just_edited_is_in_the_next_answer_as_edited(database: Database) -> None:
    world = await _asked(database)
    await world.edit.typed(world.mine, LETTER.id, "note", "授权到年底,店名与群内一致", as_read=1, by=OWNER)
    await world.says(BOBO, DOUBT)
    *_, answer = await world.rows(OutgoingRow, purpose="answer")
    assert "授权到年底,店名与群内一致" in json.dumps(answer["payload"], ensure_ascii=False)


async def test_what_was_just_retired_is_in_no_answer(database: Database) -> None:
    world = await _asked(database)
    await world.edit.retire(world.mine, LETTER.id, by=OWNER)
    await world.says(BOBO, DOUBT)
    assert not await _shown(world)  # what nobody has seen yet was held back as well
    assert (await world.sent())[-1] == "promise"
