"""What is said in a crisis: one statement to the group, cards and summaries to staff. Pure (VOICE 11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.texts import Link, Words, stack
from evidence.models import Evidence
from mailbox.models import Keyboard
from triage.buttons import Area, button, in_rows
from triage.crises.rows import Crisis
from triage.crises.rules import Doubt, members_of
from triage.words.notices import link_to
from triage.words.proofs import kinds_named, proof_lines
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Product

_MOST_PROOFS = 4
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class State:
    """What a statement has to say: what is on file, what is not and by when, what was taken back, what staff add."""

    reasons: tuple[str, ...]
    on_file: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    due_at: datetime | None = None
    misses: int = 0
    note: str = ""
    recalled: str = ""  # what went wrong with it and how it is made good: then no proof is shown


def statement(voice: Voice, crisis: Crisis, product: Product, state: State, *, updated_at: datetime | None) -> Reply:
    """Return the one statement, as it stands now; it never repeats what was claimed."""
    topics = voice.listed(voice.label("topic", reason) for reason in state.reasons or ("plain",))
    at, key = crisis.posted_at or voice.now, "crisis-statement" if updated_at is None else "crisis-statement-updated"
    updated = None if updated_at is None else _moment(voice, updated_at)
    opening = voice(key, product=voice.title(product.name), topics=topics, at=_moment(voice, at), updated=updated)
    words = stack(opening, *_body(voice, crisis, state), voice("crisis-close"))
    keys = tuple(button(voice.texts, Area.CRISIS, action, crisis.id, label=f"button-c-{action}") for action in _OFFERED)
    return Reply(words.cut(), (keys,))


_OFFERED = ("aftersales", "still")


def said(voice: Voice, crisis: Crisis, state: State) -> str:
    """Return what a statement says, without when it was written: it is rewritten only where this changes."""
    topics = " ".join(sorted(set(state.reasons) - {"plain", "hearsay"}))
    return "\n".join((topics, *_body(voice, crisis, state)))


def _body(voice: Voice, crisis: Crisis, state: State) -> Iterable[str]:
    if state.recalled:
        yield from (state.recalled, state.note)
        return
    proofs = " ".join(proof_lines(voice, state.on_file[:_MOST_PROOFS])) or None
    yield voice("crisis-on-file", proofs=proofs)
    yield voice("crisis-retired", kinds=kinds_named(voice, state.retired))
    yield _missing(voice, crisis, state)
    if not state.on_file:
        yield voice("crisis-nothing")
    yield state.note


def _missing(voice: Voice, crisis: Crisis, state: State) -> str:
    kinds = kinds_named(voice, state.missing)
    if state.due_at is None:
        return voice("crisis-missed-last" if state.misses else "crisis-missing-plain", kinds=kinds)
    key = "crisis-missed" if state.misses else "crisis-missing"
    return voice(key, kinds=kinds, due=_day_and_clock(voice, state.due_at, crisis.posted_at or voice.now))


def staff_note(voice: Voice, note: str) -> str:
    """Return the line with which staff add something for everybody."""
    return voice("crisis-note", at=_moment(voice, voice.now), note=note)


def pictures(voice: Voice, items: Sequence[Evidence], *, is_new: bool) -> Words:
    """Return the words above the pictures of a statement."""
    key = "crisis-pictures-new" if is_new else "crisis-pictures"
    return voice.words(key, kinds=kinds_named(voice, [item.kind.value for item in items]))


@dataclass(frozen=True, slots=True)
class Told:
    """What staff see of a crisis beside what is in its row."""

    doubts: Sequence[Doubt]
    missing: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...] = ()  # who said the same words in which other groups
    is_lost: bool = False  # the statement was not sent
    is_pin_refused: bool = False


def card(voice: Voice, crisis: Crisis, community: Community, product: Product, told: Told) -> Reply:
    """Show staff who said what, what was said in the group, and what is still owed."""
    key = "crisis-alert" if crisis.is_open else "crisis-over"
    group, mode = voice.title(community.title), voice.label("mode", community.mode)
    newcomers = len(members_of([each for each in told.doubts if each.is_new]))
    words = stack(
        voice(key, product=voice.title(product.name), group=group, mode=mode),
        _members(voice, "crisis-members", told.doubts),
        voice("crisis-newcomers", count=str(newcomers) if newcomers else None),
        *(_line(voice, community, doubt) for doubt in told.doubts[-_MOST_LINES:]),
        voice("crisis-more", count=str(len(told.doubts) - _MOST_LINES)) if len(told.doubts) > _MOST_LINES else "",
        *(_elsewhere(voice, name, groups) for name, groups in told.elsewhere),
        *_spoken(voice, crisis, told),
        _lacking(voice, crisis, told),
        _how(voice, product, told),
        voice("crisis-ends") if crisis.is_open else "",
    )
    return Reply(words.cut(), card_keyboard(voice, crisis))


def with_draft(voice: Voice, shown: Reply, draft: Reply) -> Reply:
    """Add to a card what would be posted."""
    return replace(shown, words=stack(shown.words, voice("crisis-preview"), draft.words).cut())


def card_keyboard(voice: Voice, crisis: Crisis) -> Keyboard:
    """Return the buttons of a card: what can be done with the statement, one answer to all, and the end."""
    acts = ["update"] if crisis.is_posted else ["post"] if crisis.is_open and crisis.waits != "trial" else []
    acts += ["tell", "close"] if crisis.is_open else []
    return in_rows([button(voice.texts, Area.CRISIS, act, crisis.id) for act in acts], 3)


def missed(voice: Voice, product: Product, kinds: Sequence[str], next_at: datetime | None) -> Reply:
    """Tell staff that promised proof did not come in time, and what was said instead."""
    words = stack(
        voice("crisis-due", product=voice.title(product.name), kinds=kinds_named(voice, kinds)),
        voice("crisis-due-next", due=voice.due_or_none(next_at)),
        _request(voice, product, kinds),
    )
    return Reply(words)


def summary(
    voice: Voice,
    crisis: Crisis,
    community: Community,
    product: Product,
    told: Told,
    *,
    by: str,
    numbers: Sequence[str],
) -> Reply:
    """Say how a crisis ended and what is still owed; ``by``: who ended it, ``numbers``: cases that go on."""
    words = stack(
        voice("crisis-over", product=voice.title(product.name), group=voice.title(community.title)),
        voice("crisis-summary-by", name=voice.title(by)) if by else voice("crisis-summary-alone"),
        _members(voice, "crisis-summary-members", told.doubts),
        *(_spoken(voice, crisis, told) if crisis.is_posted else [voice("crisis-summary-silent")]),
        _lacking(voice, crisis, told),
        voice("crisis-summary-open", count=str(len(numbers)), numbers=voice.listed(numbers[:_MOST_LINES])),
    )
    return Reply(words)


def overview(voice: Voice, entries: Sequence[tuple[Crisis, Community, Product, int]]) -> Reply:
    """List the open ones, each with a button; the number is how many members doubt."""
    if not entries:
        return Reply(voice.words("crises-none"))
    lines = (
        voice(
            "crises-line",
            product=voice.title(product.name),
            group=voice.title(community.title),
            members=str(members),
            at=voice.clock(crisis.since),
        )
        for crisis, community, product, members in entries
    )
    keys = [button(voice.texts, Area.CRISIS, "show", crisis.id) for crisis, *_ in entries]
    return Reply(stack(voice("crises-title"), *lines), in_rows(keys, 2))


def same_words(voice: Voice, name: str, words: str, groups: Iterable[str]) -> Reply:
    """Tell staff that one account says the same in several groups."""
    listed = voice.listed(voice.title(group) for group in groups)
    title = voice("same-words", member=voice.called(name), groups=listed)
    return Reply(stack(title, voice("same-words-said", words=voice.quote(words))))


def _members(voice: Voice, key: str, doubts: Sequence[Doubt]) -> str:
    if not doubts:
        return ""
    return voice(
        key,
        span=_span(voice, doubts[0].at, doubts[-1].at),
        members=str(len(members_of(doubts))),
        count=str(len(doubts)),
    )


def _line(voice: Voice, community: Community, doubt: Doubt) -> Words:
    url = link_to(community, doubt.chat_id, doubt.message_id)
    link = Link(voice("staff-link"), url) if url else ""
    key = "crisis-line-new" if doubt.is_new else "crisis-line"
    return voice.words(key, member=voice.called(doubt.name), words=voice.quote(doubt.words) or "…", link=link)


def _elsewhere(voice: Voice, name: str, groups: Iterable[str]) -> str:
    listed = voice.listed(f"「{voice.title(group)}」" for group in groups)
    return voice("crisis-elsewhere", member=voice.called(name), groups=listed)


def _spoken(voice: Voice, crisis: Crisis, told: Told) -> list[str]:
    if told.is_lost:
        return [voice("crisis-posted-lost")]
    if crisis.posted_at is None:
        return [voice(f"crisis-waits-{crisis.waits}")] if crisis.waits else []
    at, count = _moment(voice, crisis.posted_at), str(crisis.updates)
    posted = voice("crisis-posted-updated", at=at, count=count) if crisis.updates else voice("crisis-posted", at=at)
    return [posted, *([voice("crisis-pin-refused")] if told.is_pin_refused else [])]


def _lacking(voice: Voice, crisis: Crisis, told: Told) -> str:
    kinds = kinds_named(voice, told.missing)
    if crisis.promised_at is None:
        return voice("crisis-lacks-plain", kinds=kinds)
    return voice("crisis-lacks", kinds=kinds, due=_moment(voice, crisis.promised_at))


def _how(voice: Voice, product: Product, told: Told) -> str:
    return _request(voice, product, told.missing) if told.missing else ""


def _request(voice: Voice, product: Product, kinds: Sequence[str]) -> str:
    return voice("staff-request-how", kind=voice.label("short", kinds[0]), product=product.name) if kinds else ""


def _span(voice: Voice, begin: datetime, end: datetime) -> str:
    """Return ``11-22 15:00–15:02``: a card is not rewritten because a day has passed."""
    first, last = (moment.astimezone(voice.zone) for moment in (begin, end))
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%m-%d %H:%M}"
    return f"{first:%m-%d %H:%M}–{until}"


def _moment(voice: Voice, moment: datetime) -> str:
    return f"{moment.astimezone(voice.zone):%m-%d %H:%M}"


def _day_and_clock(voice: Voice, moment: datetime, written_at: datetime) -> str:
    """Return ``今天 20:00`` where it is the day of writing, which stands above; else the date, which does not age."""
    there, then = moment.astimezone(voice.zone), written_at.astimezone(voice.zone)
    if there.date() != then.date():
        return _moment(voice, moment)
    return voice("time-at", day=voice("day-today"), clock=f"{there:%H:%M}")
