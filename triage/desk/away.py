"""Staff who are away: their open cases go to whoever covers, and come back with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select, update

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import TicketId, UserId
from tickets.repository import TicketRow, add_line
from triage.mail import About
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words.voice import Reply
from workspaces.absences import END_ABSENCE, Absence, absences_of, add_absence, over_absences
from workspaces.audit import note
from workspaces.dates import LONG_TERM, parse_date
from workspaces.models import Staff
from workspaces.problems import Problem
from workspaces.repository import TOUCH

_BACK = ("back", "回来", "回来了")


@dataclass(frozen=True, slots=True)
class GoAway:
    """``/away 11-25 小助``: until the morning of that day 小助 looks after what is mine; ``/away 回来`` ends it."""

    tools: Tools

    async def __call__(self, workspace: WorkspaceWatch, typed: str, *, by: UserId) -> Reply:
        """Hand over, or come back.

        Raises:
            SayableError: no such date or person; nothing changes.
        """
        if typed.strip().lower() in _BACK:
            return await self._come_back(workspace, by)
        voice, change, now = self.tools.voice(workspace), Change(), self.tools.clock()
        word, _, name = typed.strip().partition(" ")
        until, cover = self._until(workspace, word), self._cover(workspace, name.strip(), by)
        async with self.tools.database.transaction() as transaction:
            if by in {each.user_id for each in await absences_of(transaction.connection, workspace.workspace.id)}:
                raise SayableError("away-already")
            moved = await _hand_over(self.tools, transaction, change, workspace, by, cover.user_id)
            absence = Absence(self.tools.new_id(), workspace.workspace.id, by, cover.user_id, now, until, tuple(moved))
            add_absence(change, absence)
            facts = {
                "name": voice.called(workspace.staff[by].name),
                "until": voice.due(until),
                "count": str(len(moved)),
            }
            self._tell(change, workspace, cover.user_id, Reply(voice.words("away-cover", **facts)))
            _note(self.tools, change, workspace, by, "staff.away", cover=int(cover.user_id), tickets=len(moved))
            await _write(self.tools, transaction, change, workspace)
        return Reply(
            voice.words("away-done", cover=voice.called(cover.name), until=voice.due(until), count=str(len(moved)))
        )

    def _until(self, workspace: WorkspaceWatch, word: str) -> datetime:
        today = self.tools.clock().astimezone(workspace.zone).date()
        found = parse_date(word, today) if word else Problem("away-how")
        if isinstance(found, Problem):
            raise SayableError("away-how") if not word else found.error()
        if found in (LONG_TERM, today):
            raise SayableError("away-how")
        return _opening(workspace, found)

    def _cover(self, workspace: WorkspaceWatch, name: str, by: UserId) -> Staff:
        others = [
            each for each in workspace.staff.values() if each.user_id != by and each.user_id not in workspace.away
        ]
        wanted = name.lstrip("@").lower()
        fitting = [each for each in others if wanted and wanted in each.name.lower()]
        exact = [each for each in fitting if each.name.lower() == wanted]
        if len(exact or fitting) != 1:
            choices = self.tools.voice(workspace).listed(each.name for each in fitting or others)
            raise SayableError("away-who", name=name[:20], choices=choices or "")
        return (exact or fitting)[0]

    async def _come_back(self, workspace: WorkspaceWatch, by: UserId) -> Reply:
        voice = self.tools.voice(workspace)
        async with self.tools.database.read() as connection:
            mine = [each for each in await absences_of(connection, workspace.workspace.id) if each.user_id == by]
        if not mine:
            raise SayableError("away-not")
        count = sum([await end_absence(self.tools, workspace, each) for each in mine])
        return Reply(voice.words("away-back", count=str(count)))

    def _tell(self, change: Change, workspace: WorkspaceWatch, user_id: UserId, reply: Reply) -> None:
        self.tools.mail.to_person(change, workspace, user_id, reply, About("staff-away", workspace.workspace.id))


@dataclass(frozen=True, slots=True)
class HandBack:
    """Ends the absences whose day has come. Only the process that leads runs it."""

    tools: Tools

    async def __call__(self) -> None:
        """Look for who is back."""
        async with self.tools.database.read() as connection:
            over = await over_absences(connection, self.tools.clock())
        for absence in over:
            workspace = self.tools.watch.workspaces.get(absence.workspace_id)
            if workspace is not None:
                await end_absence(self.tools, workspace, absence)


async def end_absence(tools: Tools, workspace: WorkspaceWatch, absence: Absence) -> int:
    """Give back what was handed over and is still open with the one who covered; return how many cases."""
    change, voice = Change(), tools.voice(workspace)
    async with tools.database.transaction() as transaction:
        change.amend(END_ABSENCE, the_absence=absence.id, at=tools.clock())
        moved: Sequence[TicketId] = ()
        if absence.user_id in workspace.staff:
            moved = await _hand_over(
                tools, transaction, change, workspace, absence.cover_id, absence.user_id, only=absence.ticket_ids
            )
            words = voice.words("away-returned", count=str(len(moved)))
            about = About("staff-away", workspace.workspace.id)
            tools.mail.to_person(change, workspace, absence.user_id, Reply(words), about)
        _note(tools, change, workspace, absence.user_id, "staff.back", tickets=len(moved))
        await _write(tools, transaction, change, workspace)
    return len(moved)


async def _hand_over(
    tools: Tools,
    transaction: Transaction,
    change: Change,
    workspace: WorkspaceWatch,
    giver: UserId,
    taker: UserId,
    *,
    only: Sequence[TicketId] | None = None,
) -> list[TicketId]:
    """Give the open tickets of one to another; each keeps a line of it."""
    mine = (TicketRow.c.workspace_id == workspace.workspace.id, TicketRow.c.responsible_id == giver)
    query = select(TicketRow.c.id).where(*mine, TicketRow.c.state.in_(("open", "waiting"))).order_by(TicketRow.c.id)
    found = [TicketId(each) for each in (await transaction.execute(query)).scalars()]
    moved = [each for each in found if only is None or each in only]
    now, name = tools.clock(), workspace.staff[taker].name
    values = {"responsible_id": taker, "version": TicketRow.c.version + 1, "changed_at": now}
    if moved:
        await transaction.execute(update(TicketRow).where(TicketRow.c.id.in_(moved)).values(**values))
    for ticket_id in moved:
        add_line(change, tools.new_id(), ticket_id, now, "handed", actor_id=giver, text=name)
    return moved


async def _write(tools: Tools, transaction: Transaction, change: Change, workspace: WorkspaceWatch) -> None:
    change.amend(TOUCH, the_workspace=workspace.workspace.id, at=tools.clock())
    await transaction.write(change)
    await tools.loader.load_workspace(workspace.workspace.id)


def _note(tools: Tools, change: Change, workspace: WorkspaceWatch, by: UserId, action: str, **details: int) -> None:
    note(change, tools.new_id(), workspace.workspace.id, by, action, f"user:{by}", tools.clock(), **details)


def _opening(workspace: WorkspaceWatch, day: date) -> datetime:
    opens: time = workspace.settings.service_from
    return datetime.combine(day, opens, tzinfo=workspace.zone)
