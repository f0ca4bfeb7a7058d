"""Users, what they are in a chat, and which rights that gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member", "restricted"})

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
"""Rights that every administrator record names, granted or not."""
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
ALL_RIGHTS = frozenset((*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS))

USUAL_RIGHTS = ALL_RIGHTS - {"can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories"}
"""What one tap on "add as administrator" grants."""

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What a chat may allow its ordinary members."""
USUAL_PERMISSIONS = frozenset(PERMISSIONS) - {"can_change_info", "can_pin_messages", "can_manage_topics"}


@dataclass(frozen=True, slots=True)
class User:
    """An account of Telegram. ``id`` is the chat id of its private chat, too."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "zh-hans"
    is_bot: bool = False

    @property
    def name(self) -> str:
        """First and last name as a chat shows them."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


TELEGRAM = User(777000, "Telegram", language_code=None)
"""Stands behind posts that a channel forwards into its discussion group."""
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True, language_code=None)
"""Stands behind administrators who write as the group."""
CHANNEL_WRITER = User(136817688, "Channel", username="Channel_Bot", is_bot=True, language_code=None)
"""Stands behind members who write as a channel."""


@dataclass(frozen=True, slots=True)
class Member:
    """What one User is in one chat.

    ``rights`` count for administrators, ``permissions`` for restricted members.
    """

    user: User
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    is_anonymous: bool = False
    custom_title: str | None = None

    @property
    def is_present(self) -> bool:
        """Whether the user is in the chat."""
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        """Whether the user is its creator or one of its administrators."""
        return self.status in ("creator", "administrator")

    def has_right(self, right: str) -> bool:
        """Whether the user holds an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)
