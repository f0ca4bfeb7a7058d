"""Looking after crises: the card grows, the statement stays true, promises come round, two quiet hours end it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import ConflictError
from triage.crises.rows import Crisis, doubts_since, find_crisis, minded_crises, save_crisis
from triage.crises.rules import Doubt, Waits, is_over, what_holds
from triage.crises.statements import Statements, next_promise
from triage.crises.telling import TellStaff
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import crises as words
from triage.words.crises import State
from workspaces.models import Product
from workspaces.repository import TOUCH


@dataclass(frozen=True, slots=True)
class Scene:
    """A crisis with what is known around it now."""

    crisis: Crisis
    community: CommunityWatch
    product: Product
    doubts: Sequence[Doubt]
    state: State


@dataclass(frozen=True, slots=True)
class MindCrises:
    """The tick over what is open, and over statements that still stand. The leader runs it."""

    tools: Tools
    statements: Statements
    tell: TellStaff

    async def __call__(self) -> int:
        """Do what is due; return how many crises have changed."""
        async with self.tools.database.read() as connection:
            crises = await minded_crises(connection, self.tools.clock())
        changed = 0
        for crisis in crises:
            with suppress(ConflictError):  # somebody pressed at the same moment: the next look sees it
                changed += await self._mind(crisis)
        return changed

    async def _mind(self, crisis: Crisis) -> bool:
        """Look with a snapshot first: mostly there is nothing to write."""
        async with self.tools.database.read() as connection:
            scene = await self.scene(connection, crisis)
            after = None if scene is None else await self._after(connection, Change(), scene)
        if after is None or after == crisis:
            return False
        async with self.tools.database.transaction() as transaction:
            now_known = await find_crisis(transaction.connection, crisis.id)
            scene = None if now_known is None else await self.scene(transaction.connection, now_known)
            if scene is not None:
                change = Change()
                after = await self._after(transaction.connection, change, scene)
                save_crisis(change, scene.crisis, after)
                if after.state != scene.crisis.state:
                    change.amend(TOUCH, the_workspace=crisis.workspace_id, at=self.tools.clock())
                await transaction.write(change)
        return True

    async def scene(self, connection: AsyncConnection, crisis: Crisis) -> Scene | None:
        """Gather what a crisis stands in; None: its group or product is gone."""
        community = self.tools.watch.community(crisis.community_id)
        product = None if community is None else community.workspace.products.get(crisis.product_id)
        if community is None or product is None:
            return None
        staff = {*community.admins, *community.workspace.staff}
        found = await doubts_since(
            connection,
            crisis.community_id,
            crisis.since,
            community.sensitivity,
            staff=staff,
            product_id=crisis.product_id,
        )
        doubts = [
            each for each in found.get(crisis.product_id, ()) if crisis.closed_at is None or each.at <= crisis.closed_at
        ]
        state = await self.statements.state(connection, crisis, community, product, doubts)
        return Scene(crisis, community, product, doubts, state)

    async def _after(self, connection: AsyncConnection, change: Change, scene: Scene) -> Crisis:
        """Return the crisis as it is after this look, with what that takes in ``change``."""
        crisis, now = scene.crisis, self.tools.clock()
        last = scene.doubts[-1].at if scene.doubts else crisis.last_doubt_at
        crisis = replace(crisis, last_doubt_at=max(last, crisis.last_doubt_at))
        if crisis.is_open and is_over(crisis.last_doubt_at, now):
            return await self.end(connection, change, replace(scene, crisis=crisis), by="")
        if crisis.is_open and not crisis.is_posted and crisis.waits == Waits.NEWCOMERS:
            crisis = self._post_if_free(change, replace(scene, crisis=crisis))
        elif crisis.is_posted:
            crisis = await self.bring_up_to_date(connection, change, replace(scene, crisis=crisis))
        told = await self.tell.told(connection, crisis, scene.doubts, scene.state.missing)
        return self.tell.refresh(change, crisis, scene.community, scene.product, told)

    def _post_if_free(self, change: Change, scene: Scene) -> Crisis:
        """Others than newcomers doubt it too by now: nobody has to say yes any more."""
        place, now = scene.community.community, self.tools.clock()
        if what_holds(place.mode, is_quiet=place.is_quiet(now), doubts=scene.doubts) is not Waits.NOTHING:
            return scene.crisis
        change.amend(TOUCH, the_workspace=scene.crisis.workspace_id, at=now)
        return self.statements.post(change, scene.crisis, scene.community, scene.product, scene.state)

    async def bring_up_to_date(self, connection: AsyncConnection, change: Change, scene: Scene) -> Crisis:
        """Rewrite the statement where it says something else by now; a promised time that came is said honestly."""
        crisis, state, now = scene.crisis, scene.state, self.tools.clock()
        if crisis.promised_at is not None and not state.missing:
            crisis = replace(crisis, promised_at=None, misses=0)
        elif crisis.promised_at is not None and crisis.promised_at <= now:
            next_at = next_promise(crisis, scene.community, now)
            crisis = replace(crisis, promised_at=next_at, misses=crisis.misses + 1)
            voice = self.tools.voice(scene.community.workspace)
            reply = words.missed(voice, scene.product, state.missing, next_at)
            self.tell.say(change, scene.community.workspace, reply)
        state = await self.statements.state(connection, crisis, scene.community, scene.product, scene.doubts)
        if (
            words.said(self.tools.voice_in(scene.community), replace(crisis, promised_at=state.due_at), state)
            == crisis.said
        ):
            return crisis
        return await self.statements.rewrite(connection, change, crisis, scene.community, scene.product, state)

    async def end(self, connection: AsyncConnection, change: Change, scene: Scene, *, by: str) -> Crisis:
        """End it: the statement comes off the pin and stays, staff get a summary; ``by`` whom, empty: by itself."""
        crisis, community = replace(scene.crisis, state="closed", closed_at=self.tools.clock()), scene.community
        await self.statements.unpin(connection, change, crisis, community)
        change.after.append(lambda: community.forget_statement(crisis.product_id))
        told = await self.tell.told(connection, crisis, scene.doubts, scene.state.missing)
        await self.tell.summary(connection, change, crisis, community, scene.product, told, by=by)
        return self.tell.refresh(change, crisis, community, scene.product, told)
