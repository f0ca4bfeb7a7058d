"""Looking for crises: several members doubt one product in one community within an hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile

from core.change import Change
from core.errors import ConflictError
from core.ids import CommunityId, ProductId
from triage.crises.rows import Crisis, add_crisis, doubts_since, last_closed_at, open_crises
from triage.crises.rules import OVER_AFTER, Doubt, Waits, is_doubt, is_over, outbreak, what_holds
from triage.crises.statements import Statements
from triage.crises.telling import TellStaff, alike
from triage.mail import About, heads
from triage.repository import Concern
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import crises as words
from workspaces.models import Product
from workspaces.repository import TOUCH

_AGAIN_AFTER = timedelta(minutes=1)
_SLACK = timedelta(minutes=5)  # concerns are remembered in the order of their handling


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of a community when its rows were last read."""

    doubts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class WatchForCrises:
    """The tick: memory says where rows are worth reading, rows decide. The leader runs it."""

    tools: Tools
    statements: Statements
    tell: TellStaff
    _looked: dict[CommunityId, Looked] = field(default_factory=dict)
    _same: set[tuple[int, int, str]] = field(default_factory=set)

    async def __call__(self) -> int:
        """Open what has become a crisis; return how many."""
        now, opened = self.tools.clock(), 0
        recent = {known.community.id: self._recent(known, now) for known in self._busy(now)}
        for community_id, concerns in recent.items():
            community = self.tools.watch.community(community_id)
            if community is not None and self._is_worth_reading(community, concerns, now):
                opened += await self._look(community)
        await self._report_same_words(recent, now)
        return opened

    def _busy(self, now: datetime) -> Iterator[CommunityWatch]:
        for known in list(self.tools.watch.communities.values()):
            latest = known.latest_concern_at
            if latest is not None and now - latest < OVER_AFTER:
                yield known

    def _recent(self, community: CommunityWatch, now: datetime) -> list[Concern]:
        """Return the doubts of the last hours, from memory; the newest are at its end."""
        since = now - OVER_AFTER - _span(community.workspace) - _SLACK
        newest = takewhile(lambda each: each.at >= since, reversed(list(community.concerns.values())))
        return [each for each in newest if is_doubt(each, community.sensitivity)]

    def _is_worth_reading(self, community: CommunityWatch, concerns: Sequence[Concern], now: datetime) -> bool:
        """Whether enough members doubt anything here, and something is new since the last look."""
        if len({each.member_id for each in concerns}) < community.workspace.settings.crisis_members:
            return False
        last = self._looked.get(community.community.id)
        is_new = last is None or last.doubts != len(concerns) or now - last.at >= _AGAIN_AFTER
        if is_new:
            self._looked[community.community.id] = Looked(len(concerns), now)
        return is_new

    async def _look(self, community: CommunityWatch) -> int:
        now, settings = self.tools.clock(), community.workspace.settings
        place, found = community.community, dict[ProductId, Sequence[Doubt]]()
        async with self.tools.database.read() as connection:
            since = now - OVER_AFTER - _span(community.workspace)
            staff = {*community.admins, *community.workspace.staff}
            doubts = await doubts_since(connection, place.id, since, community.sensitivity, staff=staff)
            going_on = {each.product_id for each in await open_crises(connection, place.workspace_id)
                        if each.community_id == place.id}  # fmt: skip
            for product_id in doubts.keys() - going_on:
                closed_at = await last_closed_at(connection, place.id, product_id)
                fresh = [each for each in doubts[product_id] if closed_at is None or each.at > closed_at]
                found[product_id] = outbreak(fresh, settings.crisis_members, _span(community.workspace))
        count = 0
        for product_id, crowd in found.items():
            product = community.workspace.products.get(product_id)
            if product is not None and crowd and not is_over(crowd[-1].at, now):
                with suppress(ConflictError):  # another worker was first
                    await self._open(community, product, crowd)
                    count += 1
        return count

    async def _open(self, community: CommunityWatch, product: Product, doubts: Sequence[Doubt]) -> None:
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            place = community.community
            crisis = Crisis(
                id=self.tools.new_id(),
                workspace_id=place.workspace_id,
                community_id=place.id,
                product_id=product.id,
                chat_id=place.chat_id,
                thread_id=_thread_of(doubts),
                since=doubts[0].at,
                opened_at=now,
                last_doubt_at=doubts[-1].at,
                waits=what_holds(place.mode, is_quiet=place.is_quiet(now), doubts=doubts).value,
            )
            state = await self.statements.state(transaction.connection, crisis, community, product, doubts)
            if crisis.waits == Waits.NOTHING:
                crisis = self.statements.post(change, crisis, community, product, state)
            told = await self.tell.told(transaction.connection, crisis, doubts, state.missing)
            add_crisis(change, self.tell.alert(change, crisis, community, product, told))
            change.amend(TOUCH, the_workspace=place.workspace_id, at=now)
            await transaction.write(change)

    async def _report_same_words(self, recent: dict[CommunityId, list[Concern]], now: datetime) -> None:
        """One account says the same in several groups of one owner: staff see it, once a day."""
        said: dict[tuple[int, int, str], dict[CommunityId, Concern]] = {}
        for community_id, concerns in recent.items():
            for each in concerns:
                said.setdefault((each.workspace_id, each.member_id, alike(each.words)), {})[community_id] = each
        for key, places in said.items():
            if len(places) > 1 and key not in self._same:
                self._same.add(key)
                await self._report(key, places, now)

    async def _report(self, key: tuple[int, int, str], places: dict[CommunityId, Concern], now: datetime) -> None:
        first = next(iter(places.values()))
        workspace = self.tools.watch.workspaces.get(first.workspace_id)
        groups = [known.community.title for each in places if (known := self.tools.watch.community(each)) is not None]
        if workspace is None or len(groups) < 2:
            return
        change, (_, member, said) = Change(), key
        reply = words.same_words(self.tools.voice(workspace), first.member_name, first.words, groups)
        name = f"same-words:{first.workspace_id}:{member}:{said[:40]}:{now.date()}"
        about = About("staff-same-words", workspace.workspace.id, dedupe_key=name[:100])
        self.tools.mail.to_staff(change, workspace, reply, about, [workspace.responsible, *heads(workspace)])
        with suppress(ConflictError):  # told before a restart, or by another worker
            async with self.tools.database.transaction() as transaction:
                await transaction.write(change)


def _span(workspace: WorkspaceWatch) -> timedelta:
    return timedelta(minutes=workspace.settings.crisis_minutes)


def _thread_of(doubts: Sequence[Doubt]) -> int | None:
    """Return the topic in which most of it was said."""
    threads = [each.thread_id for each in doubts]
    return max(threads, key=threads.count)
