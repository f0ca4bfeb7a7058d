"""What is said together: beyond the hourly limits, and after the bot was away. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.ids import ConcernId, UserId
from core.texts import Mention, Words, join, stack
from mailbox.models import Keyboard
from tickets.models import Ticket
from triage.buttons import Area, button
from triage.repository import Concern
from triage.words.voice import Reply, Voice
from workspaces.models import Community

MOST_NAMES = 5
_MOST_LINES = 4
_MOST_SHOWN = 8

OnFile = Sequence[tuple[str, str]]
"""Products and the kinds of proof on file for each, in words."""


def doubts_together(voice: Voice, concern_id: ConcernId, askers: Sequence[tuple[str, UserId]], proof: OnFile) -> Reply:
    """Say once to everybody who asked beyond the limit what is on file."""
    one_product = proof[0][0] if len(proof) == 1 else None
    key = "limited-doubts" if one_product is None else "limited-doubt" if len(askers) > 1 else "limited-doubt-one"
    words = stack(
        voice.words(key, names=_names(voice, askers), product=one_product),
        *(voice("limited-line", product=name, kinds=kinds) for name, kinds in proof[:_MOST_LINES]),
        voice("limited-how"),
    )
    still: Keyboard = ((button(voice.texts, Area.CONCERN, "still", concern_id),),)
    return Reply(words.cut(), still)


def cases_together(voice: Voice, askers: Sequence[tuple[str, UserId]], tickets: Sequence[Ticket]) -> Reply:
    """Name the numbers of the cases that were logged beyond the limit, and by when they are answered."""
    numbers = voice.listed(voice("button-number", number=str(each.number)) for each in tickets[:_MOST_SHOWN])
    due_at = max((each.promised_at for each in tickets if each.promised_at is not None), default=None)
    key = "limited-cases" if len(askers) > 1 else "limited-cases-one"
    names = _names(voice, askers)
    return Reply(voice.words(key, names=names, numbers=numbers, due=voice.due_or_none(due_at)))


def limited(voice: Voice, community: Community, concerns: Sequence[Concern]) -> Reply:
    """Tell staff what came beyond the limit: 「已限流 4 条」."""
    rest = len(concerns) - _MOST_SHOWN
    words = stack(
        voice("staff-limited", count=str(len(concerns)), group=voice.title(community.title)),
        *(
            voice("staff-limited-line", member=voice.called(each.member_name), words=voice.quote(each.words))
            for each in concerns[:_MOST_SHOWN]
        ),
        voice("staff-limited-rest", count=str(rest) if rest > 0 else None),
    )
    return Reply(words.cut())


def catch_up(voice: Voice, begin: datetime, end: datetime, count: int) -> Reply:
    """Say once in a community that what was asked while the bot was away has been seen."""
    return Reply(voice.words("downtime-catch-up", span=voice.between(begin, end), count=str(count)))


def was_away(voice: Voice, begin: datetime, end: datetime, *, count: int, late: int) -> Reply:
    """Tell the owner: 「停机 09:10–09:40,补处理 12 条」."""
    words = stack(
        voice("downtime-owner", span=voice.between(begin, end), count=str(count)),
        voice("downtime-owner-late", count=str(late) if late else None),
    )
    return Reply(words)


def _names(voice: Voice, askers: Sequence[tuple[str, UserId]]) -> Words:
    known = list({user_id: name for name, user_id in askers}.items())
    shown = join(voice("join-comma"), [Mention(voice.called(name), user).words() for user, name in known[:MOST_NAMES]])
    if len(known) <= MOST_NAMES:
        return shown
    return voice.words("limited-more", names=shown, count=str(len(known)))
