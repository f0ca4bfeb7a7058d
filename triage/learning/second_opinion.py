"""Second opinions for what the bot is not sure of: from a row, so that they hold nobody up; staff review instead."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import ConflictError
from detection.finding import Kind
from triage.decision import Act, Decision, Why
from triage.later import ActLater
from triage.learning.opinions import CLAIM, SETTLE, Opinion, calls_since, waiting_opinions
from triage.mail import About, heads
from triage.repository import Concern, find_concern
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import notices
from workspaces.models import Mode

AGREED_FROM = 0.8
"""The model must be at least so sure of the same kind before the bot speaks."""
_AT_ONCE = 4
_TRIES = 2
_CLAIMED_FOR = timedelta(seconds=15)
_TOO_LATE_AFTER = timedelta(seconds=60)


class SaidByModel(Protocol):
    """What a model says of a message."""

    @property
    def kind(self) -> str:
        """One of the kinds, or ``none``."""

    @property
    def confidence(self) -> float:
        """From 0 to 1."""


class Advised(Protocol):
    """What became of asking."""

    @property
    def verdict(self) -> SaidByModel | None:
        """What was said, if anything was."""

    @property
    def calls(self) -> int:
        """How often the server was asked."""

    @property
    def why(self) -> str:
        """Why there is no verdict."""


class Asks(Protocol):
    """Whoever can be asked; never raises for what the other side does."""

    async def __call__(self, text: str, names: Iterable[str] = (), *, most_calls: int = 2) -> Advised:
        """Return what it says of ``text``."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row ends with."""

    state: str
    calls: int = 0
    why: str = ""
    verdict: SaidByModel | None = None


@dataclass(frozen=True, slots=True)
class AskOpinions:
    """Looks for wanted opinions and settles each: agreed and sure is answered, everything else goes to staff."""

    tools: Tools
    later: ActLater
    adviser: Asks | None
    daily_budget: int

    async def __call__(self) -> None:
        """Settle what is due, a few at a time."""
        now = self.tools.clock()
        due = await waiting_opinions(self.tools.database, now, _AT_ONCE)
        if not due:
            return
        async with self.tools.database.read() as connection:
            today = now.astimezone(self.tools.zone).replace(hour=0, minute=0, second=0, microsecond=0)
            left = self.daily_budget - await calls_since(connection, today)
        await asyncio.gather(*(self._settle_one(item, left - 2 * place) for place, item in enumerate(due)))

    async def _settle_one(self, item: Opinion, budget: int) -> None:
        with suppress(ConflictError):  # staff or another worker was first; the next look finds what is left
            async with self.tools.database.read() as connection:
                concern = await find_concern(connection, item.concern_id)
            community = None if concern is None else self.tools.watch.community(concern.community_id)
            if concern is None or community is None or concern.decision != Act.OPINION:
                await self._overtaken(item)
                return
            obstacle = self._obstacle(item, community, budget)
            said = _Said("skipped", why=obstacle) if obstacle else await self._ask(item, community, concern, budget)
            await self._finish(item, community, said)

    def _obstacle(self, item: Opinion, community: CommunityWatch, budget: int) -> str:
        """Return why nobody is asked; empty: somebody is."""
        if self.adviser is None:
            return "off"
        if not community.workspace.settings.second_opinion:
            return "no consent"
        if community.community.mode is not Mode.AUTO:
            return "mode"
        if self.tools.clock() - item.asked_at > _TOO_LATE_AFTER or item.attempts >= _TRIES:
            return "too late"
        return "" if budget > 0 else "budget"

    async def _ask(self, item: Opinion, community: CommunityWatch, concern: Concern, budget: int) -> _Said:
        """Ask without a transaction; the row is claimed meanwhile, so that a crash costs one more try at most."""
        if self.adviser is None:
            return _Said("skipped", why="off")
        claim = Change()
        again_at = self.tools.clock() + _CLAIMED_FOR
        claim.amend(CLAIM, the_concern=item.concern_id, seen=item.attempts, again_at=again_at)
        await self.tools.writer.commit(claim)
        names = [concern.member_name, *(staff.name for staff in community.workspace.staff.values())]
        advice = await self.adviser(concern.words, names, most_calls=min(2, budget))
        more_calls = max(0, advice.calls - 1)
        if advice.verdict is None:
            return _Said("failed", more_calls, advice.why)
        is_same = advice.verdict.kind == concern.kind.value and advice.verdict.confidence >= AGREED_FROM
        return _Said("agreed" if is_same else "differed", more_calls, verdict=advice.verdict)

    async def _finish(self, item: Opinion, community: CommunityWatch, said: _Said) -> None:
        """Act on it in one transaction, if the concern still waits for it."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern = await find_concern(transaction.connection, item.concern_id)
            if concern is None or concern.decision != Act.OPINION:
                self._note(change, item, replace(said, state="overtaken"))
            else:
                self._note(change, item, said)
                await self._act(transaction.connection, change, community, concern, said)
            await transaction.write(change)

    async def _act(
        self, connection: AsyncConnection, change: Change, community: CommunityWatch, concern: Concern, said: _Said
    ) -> None:
        reading = await self.later.read(connection, community, concern)
        decision = self.later.decide(reading, concern) if said.state == "agreed" else _to_staff(said)
        if decision.act is Act.REVIEW or decision.act is Act.SILENCE:
            self.later.write(change, reading, concern, decision, replace(concern, why=decision.why.value))
            return
        known = replace(concern, why=Why.OPINION_AGREED.value)
        written = self.later.write(change, reading, concern, decision, known)
        if concern.kind is Kind.DOUBT and decision.act is not Act.REACT:  # cases are told to staff in any case
            self._tell_staff(change, community, written)

    def _tell_staff(self, change: Change, community: CommunityWatch, concern: Concern) -> None:
        """Staff see what was answered on somebody else's word, with 「误报」."""
        workspace, place = community.workspace, community.community
        product = None if concern.product_id is None else workspace.products.get(concern.product_id)
        url = notices.link_to(place, concern.chat_id, concern.message_id)
        notice = notices.answered(self.tools.voice(workspace), place, concern, product=product, url=url)
        about = About("staff-answered", workspace.workspace.id)
        self.tools.mail.to_staff(change, workspace, notice, about, [workspace.responsible, *heads(workspace)])

    async def _overtaken(self, item: Opinion) -> None:
        change = Change()
        self._note(change, item, _Said("overtaken"))
        await self.tools.writer.commit(change)

    def _note(self, change: Change, item: Opinion, said: _Said) -> None:
        change.amend(
            SETTLE,
            the_concern=item.concern_id,
            new_state=said.state,
            more_calls=said.calls,
            now=self.tools.clock(),
            said_kind=said.verdict.kind if said.verdict else None,
            said_confidence=said.verdict.confidence if said.verdict else None,
            new_why=said.why or None,
        )


def _to_staff(said: _Said) -> Decision:
    return Decision(Act.REVIEW, Why.OPINION_DIFFERED if said.state == "differed" else Why.UNSURE)
