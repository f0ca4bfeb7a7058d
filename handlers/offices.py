"""Where staff work: private chats and the staff room; which workspace is meant there."""

from __future__ import annotations

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import ChatId, UserId
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from workspaces.models import Role
from workspaces.rights import Action, least, may


class WhichWorkspaceError(SayableError):
    """Several workspaces could be meant: the person is asked once, by buttons, and it is remembered."""

    def __init__(self, workspaces: list[WorkspaceWatch]) -> None:
        super().__init__("which-workspace")
        self.workspaces = workspaces


class RefusedRoleError(SayableError):
    """Staff asked for what a higher role does; it is written down."""

    def __init__(self, tools: Tools, workspace: WorkspaceWatch, role: Role) -> None:
        super().__init__("refuse-role", role=tools.voice(workspace).label("role", role))
        self.workspace = workspace


class InOffice(BaseFilter):
    """Lets private chats and the staff room through."""

    async def __call__(self, message: Message, tools: Tools) -> bool:
        """Whether staff may see cards and lists here."""
        return message.chat.type == "private" or tools.watch.of_room(ChatId(message.chat.id)) is not None


def in_office(query: CallbackQuery, tools: Tools) -> bool:
    """Whether a button was pressed in a private chat or the staff room."""
    chat = None if query.message is None else query.message.chat
    return chat is not None and (chat.type == "private" or tools.watch.of_room(ChatId(chat.id)) is not None)


def own_workspace(tools: Tools, event: Message | CallbackQuery, action: Action) -> WorkspaceWatch:
    """Return the workspace that somebody means, in which ``action`` is allowed.

    In the staff room it is the room's; in private the only one, or the one that the person has chosen.

    Raises:
        WhichWorkspaceError: several could be meant.
        SayableError: none.
    """
    chat = event.chat if isinstance(event, Message) else None if event.message is None else event.message.chat
    user = event.from_user
    if user is None or (isinstance(event, Message) and event.sender_chat is not None):
        raise SayableError("refuse-anonymous")
    user_id = UserId(user.id)
    room = None if chat is None else tools.watch.of_room(ChatId(chat.id))
    mine = [room] if room is not None else tools.watch.staff_workspaces(user_id)
    allowed = [known for known in mine if is_allowed(known, user_id, action)]
    if not allowed:
        raise RefusedRoleError(tools, mine[0], least(action)) if mine else alerts.not_for_members()
    chosen = [known for known in allowed if user_id in known.chosen_by]
    if len(allowed) > 1 and not chosen:
        raise WhichWorkspaceError(allowed)
    return (chosen or allowed)[0]


def is_allowed(workspace: WorkspaceWatch, user_id: UserId, action: Action) -> bool:
    """Whether somebody may do ``action`` in a workspace."""
    role = workspace.role_of(user_id)
    return may(role, action, admins_may_set=workspace.settings.admins_may_set)
