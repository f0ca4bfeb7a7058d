"""The report of a trial: page by page what the bot would have said. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.ids import ProductId
from core.texts import stack
from mailbox.models import Button, Keyboard
from triage.buttons import Area, Press, button, encode
from triage.repository import Concern
from triage.words.groups import mode_keys
from triage.words.notices import link_to, where
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Product

_NO_WORDS = frozenset({"review", "log", "note", "join", "react"})
"""What would not have been a word in the group."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A concern of a trial, what the bot would have done, and how the owner marked it (None: not yet)."""

    concern: Concern
    would: str
    is_right: bool | None = None


def page(
    voice: Voice, community: Community, tried: Sequence[Tried], number: int, *, products: Mapping[ProductId, Product]
) -> Reply:
    """Show one of the concerns of a trial (from 0; beyond the last: the last), with marks and the modes to choose."""
    group = voice.title(community.title)
    if not tried:
        words = stack(voice("trial-title-none", group=group), voice("trial-how"))
        return Reply(words, (mode_keys(voice, community.id),))
    number = max(0, min(number, len(tried) - 1))
    shown, spoken = tried[number], [each for each in tried if each.would not in _NO_WORDS]
    concern = shown.concern
    product = None if concern.product_id is None else products.get(concern.product_id)
    marks = [each.is_right for each in tried]
    words = stack(
        voice("trial-title", group=group, count=str(len(spoken))),
        voice(
            "trial-where",
            number=str(number + 1),
            count=str(len(tried)),
            seen=str(len(tried) - marks.count(None)),
            right=str(marks.count(True)),
            wrong=str(marks.count(False)),
        ),
        voice(
            "trial-said",
            member=voice.called(concern.member_name),
            time=voice.clock(concern.at),
            words=voice.quote(concern.words),
        ),
        _would(voice, shown),
        voice("trial-product", product=None if product is None else voice.title(product.name)),
        where(voice, link_to(community, concern.chat_id, concern.message_id)),
        "" if shown.is_right is None else voice("trial-marked-right" if shown.is_right else "trial-marked-wrong"),
        voice("trial-how"),
    )
    return Reply(words.cut(), _keys(voice, community, tried, number))


def _would(voice: Voice, shown: Tried) -> str:
    concern = shown.concern
    codes = [voice.label("reason", reason) for reason in concern.reasons]
    codes += [voice.label("cause", cause) for cause in concern.causes]
    facts = {
        "act": voice.label("would", shown.would),
        "kind": voice.label("found", concern.kind),
        "score": str(round(100 * concern.confidence)),
    }
    return voice("trial-would", reasons=voice.listed(codes), **facts) or voice("trial-would-plain", **facts)


def _keys(voice: Voice, community: Community, tried: Sequence[Tried], number: int) -> Keyboard:
    shown = tried[number]
    marks = tuple(button(voice.texts, Area.SETTING, each, shown.concern.id, str(number)) for each in ("right", "wrong"))
    turns = tuple(
        Button(voice(label), encode(Press(Area.SETTING, "trial", community.id, str(to))))
        for label, to in (("button-l-back", number - 1), ("button-l-next", number + 1))
        if 0 <= to < len(tried)
    )
    rows = (marks if shown.is_right is None else (), turns, mode_keys(voice, community.id))
    return tuple(row for row in rows if row)
