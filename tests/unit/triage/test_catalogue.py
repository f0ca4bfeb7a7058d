"""Guards over catalogue and code: no key that is missing, no code without its word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.texts import build_texts
from detection.finding import Kind
from detection.labels import CAUSES, REASONS, THREATS, WANTS
from evidence.models import EvidenceKind
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, Priority, TicketState, WaitingOn
from triage.decision import Why
from workspaces.models import Mode, Role

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "handlers", "triage", "tickets", "evidence", "workspaces")
SPEAKING = {
    "voice",
    "texts",
    "words",
    "SayableError",
    "IllegalMoveError",
    "BadFileError",
    "Problem",
    "QuickAddProblem",
    "_problem",
    "_too_long",
}
TEXTS = build_texts("zh-Hans")
KEYS = TEXTS.keys()

CODES = {
    "kind": EvidenceKind,
    "short": EvidenceKind,
    "reason": (*REASONS, *THREATS),
    "cause": CAUSES,
    "want": WANTS,
    "state": TicketState,
    "waiting": WaitingOn,
    "outcome": Outcome,
    "role": Role,
    "mode": Mode,
    "found": Kind,
    "follow": FollowUpKind,
    "why": Why,
    "event": Action,
    "priority": (Priority.HIGH, Priority.URGENT),
    "standing": (*TicketState, *WaitingOn),
    "topic": REASONS,
    "crisis-waits": ("newcomers", "review", "trial", "quiet"),
    "tickets": ("open", "mine", "overdue", "found"),
    "staff": ("unsettled", "reopened", "withdrawn", "added"),
}


def key_of(prefix: str, code: str) -> str:
    return f"{prefix}-{code.replace('.', '-').replace('_', '-')}"


@pytest.mark.parametrize("prefix", CODES)
def test_every_code_has_its_word(prefix: str) -> None:
    wanting = {key_of(prefix, code) for code in CODES[prefix]} - KEYS
    assert wanting <= {"standing-waiting"}  # a waiting ticket is named by whom it waits for


def test_every_feeling_belongs_to_a_cause() -> None:
    feelings = {key.removeprefix("feeling-") for key in KEYS if key.startswith("feeling-")}
    assert feelings <= {key_of("", cause).removeprefix("-") for cause in CAUSES}


def spoken_keys(source: str) -> Iterator[tuple[str, bool]]:
    """Yield (key, is only its beginning) of every text that a file speaks."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in SPEAKING:
            continue
        for part in ast.walk(node.args[0]):
            if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
                yield str(part.values[0].value), True
        if isinstance(node.args[0], ast.Constant | ast.IfExp):
            for part in ast.walk(node.args[0]):
                is_key = isinstance(part, ast.Constant) and isinstance(part.value, str) and "-" in part.value
                if is_key and isinstance(part, ast.Constant):
                    yield str(part.value), False


@pytest.mark.parametrize("room", ROOMS)
def test_every_key_that_code_speaks_exists(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        for key, is_beginning in spoken_keys(path.read_text(encoding="utf-8")):
            known = any(each.startswith(key) for each in KEYS) if is_beginning else key in TEXTS
            assert known, f"{path.relative_to(ROOT)} speaks {key}"


def test_guard_sees_keys() -> None:
    source = 'voice("a-b"); voice("c-d" if x else "e-f"); voice.words(f"g-{x}"); other("h-i")'
    assert set(spoken_keys(source)) == {("a-b", False), ("c-d", False), ("e-f", False), ("g-", True)}
