"""A ticket with everything known around it in memory."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import SayableError
from core.ids import CommunityId, UserId
from tickets.models import Ticket
from tickets.schedule import Timetable, at_good_time
from triage.mail import Place
from triage.watch import CommunityWatch, Watch, WorkspaceWatch
from triage.words.private import Case
from workspaces.models import Role
from workspaces.rights import Action, may


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with its workspace and the community where it began (None: the bot is no longer there)."""

    ticket: Ticket
    workspace: WorkspaceWatch
    community: CommunityWatch | None

    @property
    def group(self) -> str:
        """The community's title."""
        return "" if self.community is None else self.community.community.title

    @property
    def product(self) -> str:
        """The product's name; empty if it is not known."""
        wanted = self.ticket.product_id
        product = None if wanted is None else self.workspace.products.get(wanted)
        return "" if product is None else product.name

    @property
    def case(self) -> Case:
        """What the member sees of it."""
        return Case(self.ticket, self.group, self.product)

    @property
    def thread(self) -> Place | None:
        """Where the case began and the member is answered in public; a case told in private stays there.

        None: the bot is no longer in that community.
        """
        ticket, community = self.ticket, self.community
        if ticket.chat_id > 0:
            return Place(ticket.chat_id)
        if community is None:
            return None
        if community.community.chat_id != ticket.chat_id:
            return Place(community.community.chat_id)  # a supergroup since: the message to answer is not known there
        return Place(ticket.chat_id, ticket.message_id, ticket.thread_id)

    def require_staff(self, user_id: UserId) -> Role:
        """Return the role of one who may work on it.

        Raises:
            SayableError: not staff of its workspace, or a liaison to whom it is not assigned.
        """
        role = self.workspace.role_of(user_id)
        is_theirs = self.ticket.responsible_id in (None, user_id)
        if may(role, Action.WORK_ON_ALL) or (may(role, Action.WORK_ON_ASSIGNED) and is_theirs):
            return role
        if may(role, Action.WORK_ON_ASSIGNED):
            names = {each.user_id: each.name for each in self.workspace.staff.values()}
            raise SayableError(
                "alert-not-assigned", name=names.get(self.ticket.responsible_id or self.workspace.responsible, "")
            )
        raise SayableError("alert-staff-only")

    def require_owner(self, user_id: UserId) -> None:
        """Let only the member pass whose ticket it is.

        Raises:
            SayableError: it is somebody else's.
        """
        if self.ticket.member_id != user_id:
            raise SayableError("alert-not-yours-ticket")


def timetable_of(workspace: WorkspaceWatch, ticket: Ticket) -> Timetable:
    """Return when the desk works and when this member may be contacted."""
    return at_good_time(workspace.timetable, ticket.facts.good_time)


def view_of(watch: Watch, ticket: Ticket | None) -> TicketView:
    """Return the view of a ticket.

    Raises:
        SayableError: there is no such ticket (any more).
    """
    workspace = None if ticket is None else watch.workspaces.get(ticket.workspace_id)
    if ticket is None or workspace is None:
        raise SayableError("alert-old")
    return TicketView(ticket, workspace, watch.community(CommunityId(ticket.community_id)))
