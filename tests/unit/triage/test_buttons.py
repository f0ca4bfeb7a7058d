"""Callback data: comes back as it was, never longer than Telegram carries, and nothing forged gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.buttons import Area, Press, decode, encode

presses = st.builds(
    Press,
    area=st.sampled_from(Area),
    action=st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
    id=st.integers(0, 2**63 - 1),
    extra=st.from_regex(r"[a-zA-Z0-9_.-]{0,20}", fullmatch=True),
)


@given(presses)
def test_press_comes_back_as_it_was(press: Press) -> None:
    data = encode(press)
    assert decode(data) == press
    assert len(data.encode()) <= 64


def test_data_reads_plainly() -> None:
    assert encode(Press(Area.TICKET, "wait", 815, "merchant")) == "t:wait:815:merchant"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "t",
        "t:take",
        "t:take:",
        "t:take:x",
        "z:take:1",
        "t:take:1:",
        "t:take:-1",
        "t:take:1:a b",
        "t:Take:1",
        "t:take:١",
    ],
)
def test_what_is_not_ours_is_nothing(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    "press", [Press(Area.TICKET, "take", -1), Press(Area.TICKET, "t" * 70, 1), Press(Area.LIST, "next", 1, "a:b")]
)
def test_button_that_would_not_come_back_is_refused(press: Press) -> None:
    with pytest.raises(ValueError, match="callback data"):
        encode(press)
