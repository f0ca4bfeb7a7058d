"""What staff teach: false alarms, and taking a lesson back. Everything stays in its own workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ConcernId, MarkId, UserId
from detection.finding import Kind
from triage.decision import WOULD, WRONG, Why
from triage.learning.marks import REVOKE, Mark, add_mark, find_mark, is_teachable, marks_of, marks_of_concern
from triage.learning.withdrawing import WithdrawAnswers
from triage.mail import About
from triage.repository import FALSE_ALARM, Concern, concern_of_message, find_concern, settle_concern
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import teaching as teaching_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.repository import TOUCH
from workspaces.rights import Action as Right
from workspaces.rights import may

_LISTED = 8


@dataclass(frozen=True, slots=True)
class Teach:
    """Learns from staff at once and for good, and forgets what was taught wrongly."""

    tools: Tools
    withdraw: WithdrawAnswers

    async def wrong(self, concern_id: ConcernId, *, by: UserId) -> bool:
        """「误报」: it was no concern. A public answer is taken back; tell whether there was one.

        Raises:
            SayableError: gone, marked already, or not theirs to teach.
            ConflictError: it was decided at the same moment.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern = await find_concern(transaction.connection, concern_id)
            community = self.community_of(concern, by)
            if concern is None or concern.is_void:
                raise SayableError("alert-old")
            was_public = await self.withdraw(transaction.connection, change, community, concern)
            await self.forget_lessons_of(transaction.connection, change, community.workspace, concern.id, by)
            mark = self.learn(change, community.workspace, concern, None, by=by)
            why = f"{WRONG}{concern.why}" if concern.why.startswith(WOULD) else Why.FALSE_ALARM.value
            wrong = replace(concern, decision=FALSE_ALARM, why=why)
            settle_concern(change, concern, wrong)
            change.after.append(lambda: community.concerns.update({wrong.message_id: wrong}))
            voice = self.tools.voice(community.workspace)
            reply = teaching_words.taught_wrong(voice, concern, mark, was_public=was_public)
            self.confirm(change, community.workspace, reply, by)
            await transaction.write(change)
        return was_public

    async def wrong_message(self, community: CommunityWatch, message_id: int, *, by: UserId) -> None:
        """「误报」 as a reply to our answer or to what it answers.

        Raises:
            SayableError: neither, or not theirs to teach.
        """
        ours = community.ours.get(message_id)
        concern_id = None if ours is None else ours.concern_id
        if concern_id is None:
            async with self.tools.database.read() as connection:
                found = await concern_of_message(connection, community.community.chat_id, message_id)
            concern_id = None if found is None else found.id
        if concern_id is None:
            raise SayableError("refuse-wrong-target")
        await self.wrong(concern_id, by=by)

    async def take_back(self, mark_id: MarkId, *, by: UserId) -> tuple[WorkspaceWatch, Mark]:
        """「撤回这条」: the lesson counts no longer, from the next message on.

        Raises:
            SayableError: taken back already, or not theirs.
            ConflictError: somebody else took it back at the same moment.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            mark = await find_mark(transaction.connection, mark_id)
            workspace = None if mark is None else self.tools.watch.workspaces.get(mark.workspace_id)
            if mark is None or workspace is None or mark.revoked_at is not None:
                raise SayableError("alert-old")
            require_teacher(workspace, by)
            self._revoke(change, workspace, mark, by)
            await transaction.write(change)
        return workspace, mark

    async def lessons(self, workspace: WorkspaceWatch) -> Reply:
        """List what counts, newest first."""
        async with self.tools.database.read() as connection:
            marks = await marks_of(connection, workspace.workspace.id, _LISTED)
        return teaching_words.lessons(self.tools.voice(workspace), marks, total=len(workspace.lessons))

    def learn(
        self, change: Change, workspace: WorkspaceWatch, concern: Concern, kind: Kind | None, *, by: UserId
    ) -> Mark | None:
        """Write down that the words of ``concern`` are that kind; None: they say too little to be an example."""
        if not is_teachable(concern.words):
            return None
        codes = ((), ()) if kind is None else (concern.reasons, concern.causes)
        mark = Mark(
            MarkId(self.tools.new_id()),
            concern.workspace_id,
            concern.words,
            kind,
            *codes,
            concern_id=concern.id,
            by_id=by,
            at=self.tools.clock(),
        )
        add_mark(change, mark)
        self._note(change, mark, by, "mark.missed" if kind else "mark.false", kind=kind.value if kind else "none")
        change.after.append(lambda: workspace.learn(mark.id, mark.lesson))
        return mark

    async def forget_lessons_of(
        self, connection: AsyncConnection, change: Change, workspace: WorkspaceWatch, concern_id: ConcernId, by: UserId
    ) -> None:
        """Take back what the same message had taught before: it is marked anew."""
        for mark in await marks_of_concern(connection, concern_id):
            self._revoke(change, workspace, mark, by)

    def community_of(self, concern: Concern | None, by: UserId) -> CommunityWatch:
        """Return where a concern was said, if this person may teach there.

        Raises:
            SayableError: gone, or not theirs.
        """
        community = None if concern is None else self.tools.watch.community(concern.community_id)
        if community is None:
            raise SayableError("alert-old")
        require_teacher(community.workspace, by)
        return community

    def confirm(self, change: Change, workspace: WorkspaceWatch, reply: Reply, by: UserId) -> None:
        """Tell the one who taught, in private, what was learnt and how to take it back."""
        self.tools.mail.to_staff(change, workspace, reply, About("taught", workspace.workspace.id), [by])

    def _revoke(self, change: Change, workspace: WorkspaceWatch, mark: Mark, by: UserId) -> None:
        change.amend(REVOKE, the_mark=mark.id, now=self.tools.clock(), who=by)
        self._note(change, mark, by, "mark.revoke")
        change.after.append(lambda: workspace.unlearn(mark.id))

    def _note(self, change: Change, mark: Mark, by: UserId, action: str, **details: str) -> None:
        now, subject = self.tools.clock(), f"mark:{mark.id}"
        change.amend(TOUCH, the_workspace=mark.workspace_id, at=now)
        note(change, self.tools.new_id(), mark.workspace_id, by, action, subject, now, **details)


def require_teacher(workspace: WorkspaceWatch, by: UserId) -> None:
    """Let only those on who may teach here.

    Raises:
        SayableError: this person may not.
    """
    if by not in workspace.staff:
        raise SayableError("alert-staff-only")
    if not may(workspace.role_of(by), Right.TEACH):
        raise SayableError("refuse-move-role")
