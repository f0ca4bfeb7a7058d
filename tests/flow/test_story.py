"""The story of the playground, played in this process as ``python -m playground --story`` plays it."""

from __future__ import annotations

import pytest

from playground import __main__ as command_line
from playground import story
from playground.scene import NotAsToldError


async def test_story_is_played_as_told() -> None:
    lines: list[str] = []
    scene = await story.tell_story(lines.append)
    scene.check_waits()
    assert scene.teller.lines >= 20
    told = "\n".join(lines)
    for said in (
        "比原价 69 低这么多",
        "起点也该是韩国",
        "刚集中说明过",
        "没看到之前我不替它下结论",
        "#1001 已办结",
    ):
        assert said in told
    assert "\x1b" not in told


def test_story_that_is_not_as_told_ends_with_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def untold() -> None:
        raise NotAsToldError("told: 有据 answers; it did not happen")

    monkeypatch.setattr(story, "tell_story", untold)
    assert command_line.main(["--story"]) == 1
    assert "told: 有据 answers" in capsys.readouterr().err
