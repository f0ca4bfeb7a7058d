"""Groups that wait for a word: where they belong, or whether their owner may come in."""

from __future__ import annotations

from dataclasses import dataclass

from core.change import Change
from core.errors import SayableError
from core.ids import UserId, WorkspaceId
from triage.doors.joining import Admins, JoinCommunity
from triage.mail import About
from triage.tools import Tools
from triage.words import groups as group_words
from workspaces.doors import SETTLE_ARRIVAL, Arrival, arrival_by_id
from workspaces.repository import community_of_chat, keep_admins, workspace_of_owner


@dataclass(frozen=True, slots=True)
class PlaceArrival:
    """Somebody says where a group belongs, or the operator lets its owner in."""

    tools: Tools
    join: JoinCommunity

    async def waiting(self, arrival_id: int, *, by: UserId) -> Arrival:
        """Return the group that waits for this person's word.

        Raises:
            SayableError: gone, settled, or somebody else's.
        """
        async with self.tools.database.read() as connection:
            arrival = await arrival_by_id(connection, arrival_id)
        if arrival is None or arrival.is_settled:
            raise SayableError("alert-old")
        if arrival.adder_id != by:
            raise SayableError("alert-not-yours")
        return arrival

    async def __call__(self, arrival: Arrival, place: WorkspaceId | None, admins: Admins) -> WorkspaceId | None:
        """Take a waiting group into ``place`` (None: a workspace of the adder's own); return whose it is.

        Raises:
            SayableError: no longer staff there.
            ConflictError: another tap was first.
        """
        change, group, by = Change(), arrival.group, arrival.adder_id
        async with self.tools.database.transaction() as transaction:
            connection = transaction.connection
            change.amend(SETTLE_ARRIVAL, the_arrival=arrival.id, at=self.tools.clock())
            if place is not None and by not in _staff(self.tools, place):
                raise SayableError("alert-old")
            community = await community_of_chat(connection, group.chat_id)
            if community is None and place is None:
                owned = await workspace_of_owner(connection, by)
                place = (
                    owned.id if owned else await self.join.open_for(change, connection, group, by, arrival.adder_name)
                )
            if community is None and place is not None:
                community = await self.join.settle(transaction, change, group, place, by)
                self._tell_owner(change, arrival, place)
            await transaction.write(change)
            if community is not None:
                await keep_admins(transaction, community.id, admins)
        if community is None:
            return None
        await self.tools.loader.load_workspace(community.workspace_id)
        return community.workspace_id

    def _tell_owner(self, change: Change, arrival: Arrival, place: WorkspaceId) -> None:
        known = self.tools.watch.workspaces.get(place)
        if known is None or known.workspace.owner_id == arrival.adder_id:
            return
        voice = self.tools.voice(known)
        name, group = voice.called(arrival.adder_name), voice.title(arrival.group.title)
        reply = group_words.plain(voice, "arrival-joined-owner", name=name, group=group)
        about = About("arrival", place)
        self.tools.mail.to_person(change, known, known.workspace.owner_id, reply, about)


def _staff(tools: Tools, place: WorkspaceId) -> set[UserId]:
    known = tools.watch.workspaces.get(place)
    return set() if known is None else set(known.staff)
