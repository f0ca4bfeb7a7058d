"""How sure is sure, by sensitivity; what happens in the band below; and what the gate knows of lessons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.ids import MarkId, UserId
from detection.finding import Finding, Kind, Lesson
from tests.unit.triage.people import COMMUNITY, WORKSPACE, at
from triage.decision import Act, Decision, Situation, Why, decide
from triage.learning.sensitivity import LEVELS, may_speak
from triage.watch import CommunityWatch, WorkspaceWatch
from workspaces.models import Mode, Workspace
from workspaces.settings import WorkspaceSettings

ORDINARY = "楼上说的也有道理哈各位"
NOW = at("11-22 14:10")


def finding(confidence: float, kind: Kind = Kind.DOUBT) -> Finding:
    return Finding(kind, (kind,), ("plain",), (), confidence, ())


def home(**changes: Any) -> CommunityWatch:
    workspace = Workspace(WORKSPACE, "工作区", UserId(1), at("11-20 10:00"))
    return CommunityWatch(replace(COMMUNITY, **changes), WorkspaceWatch(workspace, WorkspaceSettings()))


def situation(**changes: Any) -> Situation:
    usual = Situation(
        mode=Mode.AUTO,
        now=NOW,
        said_at=NOW,
        is_sure=False,
        product_id=None,
        has_proof=False,
        answers=(),
        earlier=(),
        cooldown=timedelta(minutes=30),
        answers_per_hour=6,
        receipts_per_hour=20,
    )
    return replace(usual, **changes)


@pytest.mark.parametrize("kind", Kind)
def test_the_keener_the_sooner(kind: Kind) -> None:
    grades = [number / 100 for number in range(101)]
    spoken = {level: [grade for grade in grades if may_speak(finding(grade, kind), level)] for level in LEVELS}
    assert set(spoken["careful"]) < set(spoken["standard"]) < set(spoken["keen"])
    assert all(1.0 in each and 0.4 not in each for each in spoken.values())


def test_a_group_has_its_own_level_or_the_workspace_s() -> None:
    assert home().sensitivity == "standard"
    assert home(sensitivity="keen").sensitivity == "keen"


@pytest.mark.parametrize(
    ("kind", "changes", "decision"),
    [
        (Kind.DOUBT, {}, Decision(Act.REVIEW, Why.UNSURE)),
        (Kind.DOUBT, {"may_ask_model": True}, Decision(Act.OPINION, Why.UNSURE)),
        (Kind.COMPLAINT, {"may_ask_model": True}, Decision(Act.OPINION, Why.UNSURE)),
        (Kind.THREAT, {"may_ask_model": True}, Decision(Act.REVIEW, Why.UNSURE)),
        (Kind.DOUBT, {"may_ask_model": True, "mode": Mode.REVIEW}, Decision(Act.REVIEW, Why.MODE)),
        (Kind.DOUBT, {"may_ask_model": True, "human_answered": True}, Decision(Act.SILENCE, Why.HUMAN_FIRST)),
    ],
)
def test_what_is_not_sure_waits_for_a_second_opinion_or_for_staff(
    kind: Kind, changes: dict[str, Any], decision: Decision
) -> None:
    assert decide(finding(0.6, kind), situation(**changes)) == decision


def test_the_gate_admits_what_was_taught_as_a_concern_only() -> None:
    known = home()
    assert not known.may_concern(ORDINARY)
    known.workspace.learn(MarkId(1), Lesson("今天天气真好啊大家", None))
    assert not known.may_concern("今天天气真好啊大家")
    known.workspace.learn(MarkId(2), Lesson(ORDINARY, Kind.DOUBT))
    assert known.may_concern(ORDINARY + "!")
    assert [lesson.kind for lesson in known.workspace.memory.lessons] == [Kind.DOUBT, None]
    known.workspace.unlearn(MarkId(2))
    assert not known.may_concern(ORDINARY + "!")
