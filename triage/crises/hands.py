"""What staff do with a crisis: look at it, post or renew the statement, end it; what members press under it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ConcernId, UserId
from triage.crises.minding import MindCrises, Scene
from triage.crises.rows import Crisis, doubts_since, find_crisis, open_crises, save_crisis
from triage.crises.rules import members_of
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import crises as words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.models import Mode
from workspaces.repository import TOUCH
from workspaces.rights import Action, may


@dataclass(frozen=True, slots=True)
class CrisisDesk:
    """Crises in the hands of admins and owner; each workspace its own."""

    tools: Tools
    mind: MindCrises

    async def overview(self, workspace: WorkspaceWatch) -> Reply:
        """List what is open in a workspace."""
        entries = []
        async with self.tools.database.read() as connection:
            for crisis in await open_crises(connection, workspace.workspace.id):
                scene = await self.mind.scene(connection, crisis)
                if scene is not None:
                    place, members = scene.community.community, len(members_of(scene.doubts))
                    entries.append((crisis, place, scene.product, members))
        return words.overview(self.tools.voice(workspace), entries)

    async def show(self, crisis_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """Return the card of a crisis, with what would be posted where nothing was yet.

        Raises:
            SayableError: gone, or not theirs.
        """
        async with self.tools.database.read() as connection:
            scene = await self._scene(connection, crisis_id, by)
            return scene.community.workspace, await self._card(connection, scene)

    async def post(self, crisis_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """「发说明」: post the statement that waited for this tap; return the card.

        Raises:
            SayableError: gone, posted already, not theirs, or nothing may be said in the group now.
            ConflictError: somebody else pressed at the same moment.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            scene = await self._scene(transaction.connection, crisis_id, by)
            place = scene.community.community
            if not scene.crisis.is_open or scene.crisis.is_posted:
                raise SayableError("alert-old")
            if place.mode is Mode.TRIAL or place.is_quiet(now):
                raise SayableError("alert-crisis-trial" if place.mode is Mode.TRIAL else "alert-crisis-quiet")
            posted = self.mind.statements.post(change, scene.crisis, scene.community, scene.product, scene.state)
            card = await self._keep(transaction.connection, change, replace(scene, crisis=posted), scene.crisis)
            self._note(change, scene.crisis, by, "crisis.post")
            await transaction.write(change)
        return scene.community.workspace, card

    async def update(self, crisis_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """「更新说明」: bring the statement up to date now; return the card.

        Raises:
            SayableError: gone, not posted, not theirs, or it is up to date.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            scene = await self._scene(transaction.connection, crisis_id, by)
            if not scene.crisis.is_posted:
                raise SayableError("alert-old")
            after = await self.mind.bring_up_to_date(transaction.connection, change, scene)
            if after == scene.crisis:
                raise SayableError("alert-crisis-same")
            card = await self._keep(transaction.connection, change, replace(scene, crisis=after), scene.crisis)
            self._note(change, scene.crisis, by, "crisis.update")
            await transaction.write(change)
        return scene.community.workspace, card

    async def close(self, crisis_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """「结束」: end it; return the card.

        Raises:
            SayableError: gone, over already, or not theirs.
            ConflictError: somebody else pressed at the same moment.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            scene = await self._scene(transaction.connection, crisis_id, by)
            if not scene.crisis.is_open:
                raise SayableError("alert-old")
            name = scene.community.workspace.staff[by].name
            after = await self.mind.end(transaction.connection, change, scene, by=name)
            card = await self._keep(transaction.connection, change, replace(scene, crisis=after), scene.crisis)
            self._note(change, scene.crisis, by, "crisis.close")
            await transaction.write(change)
        return scene.community.workspace, card

    async def _keep(self, connection: AsyncConnection, change: Change, scene: Scene, before: Crisis) -> Reply:
        """Save a crisis that has changed, with its cards; return the card."""
        told = await self.mind.tell.told(connection, scene.crisis, scene.doubts, scene.state.missing)
        kept = self.mind.tell.refresh(change, scene.crisis, scene.community, scene.product, told)
        save_crisis(change, before, kept)
        change.amend(TOUCH, the_workspace=before.workspace_id, at=self.tools.clock())
        return await self._card(connection, replace(scene, crisis=kept))

    async def _card(self, connection: AsyncConnection, scene: Scene) -> Reply:
        told = await self.mind.tell.told(connection, scene.crisis, scene.doubts, scene.state.missing)
        voice, crisis, place = self.tools.voice(scene.community.workspace), scene.crisis, scene.community.community
        card = words.card(voice, crisis, place, scene.product, told)
        if crisis.is_posted or not crisis.is_open:
            return card
        draft = words.statement(
            self.tools.voice_in(scene.community), crisis, scene.product, scene.state, updated_at=None
        )
        return words.with_draft(voice, card, draft)

    async def _scene(self, connection: AsyncConnection, crisis_id: int, by: UserId) -> Scene:
        crisis = await find_crisis(connection, crisis_id)
        scene = None if crisis is None else await self.mind.scene(connection, crisis)
        if scene is None:
            raise SayableError("alert-old")
        workspace = scene.community.workspace
        if by not in workspace.staff:
            raise SayableError("alert-staff-only")
        if not may(workspace.role_of(by), Action.WORK_ON_ALL):
            raise SayableError("refuse-move-role")
        return scene

    def _note(self, change: Change, crisis: Crisis, by: UserId, action: str) -> None:
        now, subject = self.tools.clock(), f"crisis:{crisis.id}"
        note(change, self.tools.new_id(), crisis.workspace_id, by, action, subject, now)


@dataclass(frozen=True, slots=True)
class FindDoubt:
    """Whose doubt a press under a statement is about: whoever doubted goes on with the own doubt."""

    tools: Tools

    async def __call__(self, crisis_id: int, *, by: UserId) -> ConcernId:
        """Return the presser's newest doubt of this crisis, else the first one of somebody else.

        Raises:
            SayableError: the crisis is gone.
        """
        async with self.tools.database.read() as connection:
            crisis = await find_crisis(connection, crisis_id)
            community = None if crisis is None else self.tools.watch.community(crisis.community_id)
            if crisis is None or community is None:
                raise SayableError("alert-old")
            found = await doubts_since(
                connection,
                crisis.community_id,
                crisis.since,
                community.sensitivity,
                product_id=crisis.product_id,
            )
        doubts = found.get(crisis.product_id, [])
        own = [each for each in doubts if each.member_id == by]
        if not doubts:
            raise SayableError("alert-old")
        return own[-1].concern_id if own else doubts[0].concern_id
