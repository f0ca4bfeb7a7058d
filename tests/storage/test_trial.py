"""A community on trial: silence, a report after three days, marks, and switching on."""

from __future__ import annotations

import pytest

from core.database import Database
from core.errors import SayableError
from core.ids import ConcernId
from tests.storage.world import AN, BOBO, CHAT, DOUBT, DOUDOU, HOME, LETTER, LIAISON, OWNER, World, build_world
from triage.desk.cases import Cases
from triage.doors.change_settings import ChangeSettings
from triage.doors.trial import ReportTrials, ReviewTrial
from triage.learning.teach import Teach
from triage.learning.withdrawing import WithdrawAnswers
from triage.repository import ConcernRow
from workspaces.models import Mode


async def on_trial(database: Database) -> World:
    world = await build_world(database, LETTER)
    await ChangeSettings(world.tools).set_mode(HOME, Mode.TRIAL, by=OWNER)
    return world


def review(world: World) -> ReviewTrial:
    return ReviewTrial(world.tools, Teach(world.tools, WithdrawAnswers(world.tools, Cases(world.tools))))


async def test_nothing_is_said_and_what_would_have_been_is_kept(database: Database) -> None:
    world = await on_trial(database)
    await world.says(AN, DOUBT)
    await world.says(DOUDOU, "快递都五天了还停在上海,一动不动")
    assert await world.sent(CHAT) == []
    assert [(row["decision"], row["why"]) for row in await world.rows(ConcernRow)] == [
        ("trial", "would-answer"),
        ("log", "would-receipt"),
    ]
    assert await world.sent(OWNER) == ["staff-new"]  # a complaint is logged in any mode


async def test_after_three_days_the_owner_is_shown_it_once(database: Database) -> None:
    world = await on_trial(database)
    await world.says(AN, DOUBT)
    world.clock.forward(days=2, hours=23)
    await ReportTrials(world.tools)()
    assert await world.texts("trial", OWNER) == []
    world.clock.forward(hours=2)
    await ReportTrials(world.tools)()
    await ReportTrials(world.tools)()
    (report,) = await world.texts("trial", OWNER)
    assert "换成自动我会回 1 条" in report
    assert "把手上的凭证贴出来" in report


async def test_a_community_that_answers_by_itself_has_no_report(database: Database) -> None:
    world = await on_trial(database)
    await ChangeSettings(world.tools).set_mode(HOME, Mode.AUTO, by=OWNER)
    world.clock.forward(days=4)
    await ReportTrials(world.tools)()
    assert await world.sent(OWNER) == []


async def test_the_owner_marks_and_what_was_wrong_is_learnt(database: Database) -> None:
    world = await on_trial(database)
    await world.says(AN, DOUBT)
    await world.says(BOBO, "这个包装跟专柜的不一样啊,不会是假的吧")
    first, second = [ConcernId(row["id"]) for row in await world.rows(ConcernRow)]
    await review(world).mark(first, is_right=True, by=OWNER)
    await review(world).mark(second, is_right=False, by=OWNER)
    _, page = await review(world)(HOME, 1, by=OWNER)
    assert "看过 2 条:对 1,不对 1" in page.words.text
    assert len(world.mine.lessons) == 1
    with pytest.raises(SayableError):
        await review(world).mark(first, is_right=True, by=OWNER)


async def test_only_who_may_set_the_mode_sees_the_report(database: Database) -> None:
    world = await on_trial(database)
    with pytest.raises(SayableError):
        await review(world)(HOME, 0, by=LIAISON)
