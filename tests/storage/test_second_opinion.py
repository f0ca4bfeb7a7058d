"""Second opinions: from a row, in the band between sure and no, and staff review whenever there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from core.database import Database
from core.ids import ConcernId
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    COMPLAINT,
    DOUBT,
    LETTER,
    OWNER,
    POST,
    ROUTE,
    XIAOYU,
    World,
    build_world,
)
from triage.answering import Answering
from triage.intake import Intake
from triage.later import ActLater
from triage.learning.opinion import Advice, Verdict
from triage.learning.opinions import OpinionRow
from triage.learning.second_opinion import AskOpinions
from triage.learning.teach import Teach
from triage.learning.withdrawing import WithdrawAnswers
from triage.reading import Reader
from triage.repository import ConcernRow
from workspaces.models import Mode


def says_kind(kind: Any, confidence: float = 0.95) -> Advice:
    return Advice(Verdict(kind=kind, confidence=confidence, reason="看着像"), 1)


AGREES, FAILS = says_kind("doubt"), Advice(None, 2, "TimeoutError")


@dataclass
class Model:
    """A model that says what it is told to."""

    advice: Advice = AGREES
    asked: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)

    async def __call__(self, text: str, names: Iterable[str] = (), *, most_calls: int = 2) -> Advice:
        self.asked.append((text, tuple(names), most_calls))
        return self.advice


class UnsureWorld(World):
    """A world whose bot is sure of nothing and may ask a model."""

    @property
    def intake(self) -> Intake:
        return replace(super().intake, has_second_opinion=True)

    async def ask(self, model: Model | None, budget: int = 100) -> None:
        later = ActLater(self.tools, Reader(self.tools), Answering(self.tools, self.cases))
        await AskOpinions(self.tools, later, model, budget)()

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.rows(OpinionRow)]

    async def decisions(self) -> list[tuple[str, str]]:
        return [(row["decision"], row["why"]) for row in await self.rows(ConcernRow)]


@pytest.fixture
async def world(database: Database, monkeypatch: pytest.MonkeyPatch) -> UnsureWorld:
    """Proof on file, a bot that is sure of nothing, and the owner's consent."""
    known = await build_world(database, LETTER, ROUTE)
    monkeypatch.setattr("triage.situations.may_speak", lambda _finding, _level: False)
    known.mine.settings = replace(known.mine.settings, second_opinion=True)
    return UnsureWorld(known.database, known.clock, known.tools, known.message_ids)


async def test_nobody_waits_for_it(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)
    assert await world.sent(None) == []
    assert await world.decisions() == [("opinion", "unsure")]
    assert await world.states() == ["waiting"]


async def test_agreed_and_sure_is_answered_and_staff_can_mark_it(world: UnsureWorld) -> None:
    number = await world.says(AN, DOUBT)
    model = Model()
    await world.ask(model)
    assert [(text, most) for text, _, most in model.asked] == [(DOUBT, 2)]
    assert {"阿安", "群主", "小助", "老李"} <= set(model.asked[0][1])
    (row,) = await world.rows(OutgoingRow, purpose="answer")
    assert row["payload"]["reply_parameters"] == {"message_id": number}
    assert row["unless_answered"]
    assert await world.decisions() == [("answer", "opinion-agreed")]
    (opinion,) = await world.rows(OpinionRow)
    assert (opinion["state"], opinion["kind"], opinion["calls"]) == ("agreed", "doubt", 1)
    assert await world.sent(ADMIN) == ["staff-answered"]
    teach = Teach(world.tools, WithdrawAnswers(world.tools, world.cases))
    assert await teach.wrong(ConcernId(opinion["concern_id"]), by=ADMIN)


async def test_a_complaint_gets_its_receipt(world: UnsureWorld) -> None:
    await world.says(AN, COMPLAINT, reply_to=POST)
    await world.ask(Model(says_kind("complaint")))
    assert await world.sent() == ["receipt"]
    assert await world.sent(ADMIN) == ["staff-new"]


@pytest.mark.parametrize(
    ("advice", "state", "why"),
    [
        (says_kind("none"), "differed", "opinion-differed"),
        (says_kind("complaint"), "differed", "opinion-differed"),
        (says_kind("doubt", 0.6), "differed", "opinion-differed"),
        (FAILS, "failed", "unsure"),
    ],
)
async def test_everything_else_goes_to_staff(world: UnsureWorld, advice: Advice, state: str, why: str) -> None:
    await world.says(AN, DOUBT)
    await world.ask(Model(advice))
    assert await world.sent() == []
    assert await world.sent(ADMIN) == ["staff-review"]
    assert await world.states() == [state]
    assert await world.decisions() == [("review", why)]


async def test_without_consent_or_model_staff_are_asked_at_once(world: UnsureWorld) -> None:
    world.mine.settings = replace(world.mine.settings, second_opinion=False)
    await world.says(AN, DOUBT)
    assert await world.sent(ADMIN) == ["staff-review"]
    assert await world.rows(OpinionRow) == []


async def test_consent_that_is_withdrawn_and_a_model_that_is_gone_send_nothing_out(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)
    await world.says(BOBO, COMPLAINT, reply_to=POST)
    await world.ask(None)
    await world.says(XIAOYU, "这个喷雾是正品吗?感觉像假的")
    world.mine.settings = replace(world.mine.settings, second_opinion=False)
    model = Model()
    await world.ask(model)
    assert model.asked == []
    assert [row["why"] for row in await world.rows(OpinionRow)] == ["off", "off", "no consent"]
    assert await world.sent(ADMIN) == ["staff-review"] * 3


async def test_threats_are_never_left_to_a_model(world: UnsureWorld) -> None:
    await world.says(AN, "赔我500,不然我就发差评,到处曝光你们", reply_to=POST)
    assert await world.rows(OpinionRow) == []
    assert await world.sent(ADMIN) == ["staff-review"]


async def test_a_group_that_does_not_answer_by_itself_asks_nobody(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)
    object.__setattr__(world.home.community, "mode", Mode.REVIEW)
    model = Model()
    await world.ask(model)
    assert model.asked == []
    assert await world.sent(ADMIN) == ["staff-review"]


async def test_the_day_s_budget_ends(world: UnsureWorld) -> None:
    model = Model(replace(FAILS, calls=2))
    await world.says(AN, DOUBT)
    await world.ask(model, budget=3)
    await world.says(BOBO, DOUBT)
    await world.ask(model, budget=3)
    await world.says(XIAOYU, DOUBT)
    await world.ask(model, budget=3)
    assert [most for _, _, most in model.asked] == [2, 1]
    assert [row["why"] for row in await world.rows(OpinionRow)][2] == "budget"
    world.clock.forward(days=1)
    await world.says(AN, DOUBT)
    await world.ask(model, budget=3)
    assert len(model.asked) == 3


async def test_after_downtime_staff_decide(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=2)
    model = Model()
    await world.ask(model)
    assert model.asked == []
    assert [row["why"] for row in await world.rows(OpinionRow)] == ["too late"]
    assert await world.sent(ADMIN) == ["staff-review"]


async def test_a_crash_while_asking_costs_one_more_try_at_most(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)

    class Crashing(Model):
        async def __call__(self, text: str, names: Iterable[str] = (), *, most_calls: int = 2) -> Advice:
            await super().__call__(text, names, most_calls=most_calls)
            raise RuntimeError("killed")

    model = Crashing()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="killed"):
            await world.ask(model)
        await world.ask(model)  # it is claimed: nobody asks twice at once
        world.clock.forward(seconds=16)
    await world.ask(model)
    assert len(model.asked) == 2
    assert await world.states() == ["skipped"]
    assert await world.sent(ADMIN) == ["staff-review"]


async def test_staff_who_are_faster_have_decided(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)
    (concern,) = await world.rows(ConcernRow)
    teach = Teach(world.tools, WithdrawAnswers(world.tools, world.cases))
    await teach.wrong(ConcernId(concern["id"]), by=OWNER)
    model = Model()
    await world.ask(model)
    assert model.asked == []
    assert await world.states() == ["overtaken"]
    assert await world.sent() == []


async def test_a_human_who_answers_meanwhile_is_first(world: UnsureWorld) -> None:
    number = await world.says(AN, DOUBT)

    class Slow(Model):
        async def __call__(self, text: str, names: Iterable[str] = (), *, most_calls: int = 2) -> Advice:
            world.home.answered_by_human.add(number)
            return await super().__call__(text, names, most_calls=most_calls)

    await world.ask(Slow())
    assert await world.sent() == []
    assert await world.decisions() == [("silence", "human-first")]


async def test_the_limits_of_the_group_hold_for_it_too(world: UnsureWorld) -> None:
    await world.says(AN, DOUBT)
    await world.ask(Model())
    world.clock.forward(minutes=5)
    await world.says(BOBO, DOUBT)
    await world.ask(Model())
    assert await world.sent() == ["answer", "pointer"]
