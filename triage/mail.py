"""Replies become outbox rows: one row is one Bot API call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from core.change import Change
from core.clock import Clock
from core.ids import ChatId, ConcernId, IdMaker, OutgoingId, TicketId, UserId, WorkspaceId
from core.texts import Words, shorten
from mailbox.models import Keyboard, Outgoing, Urgency, WhenGone
from mailbox.outbox import owe
from mailbox.topics import topic_of
from triage.payloads import calls_of, caption_of, keyboard_of, marked, placed, text_of
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words.voice import Reply
from workspaces.models import Role

_QUIET_FROM, _QUIET_UNTIL = 23, 8
_TITLE_IN_MARK = 12
NOTED = "✍"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: a chat, the message it replies to, the topic; ``topic_of``: that of a ticket."""

    chat_id: ChatId
    message_id: int | None = None
    thread_id: int | None = None
    topic_of: TicketId | None = None

    @property
    def plain(self) -> Place:
        """The same chat and topic, as a reply to nothing."""
        return replace(self, message_id=None)

    @property
    def thread(self) -> int | str | None:
        """The topic as a payload names it."""
        return self.thread_id if self.topic_of is None else topic_of(self.topic_of)


@dataclass(frozen=True, slots=True)
class About:
    """What a message is about."""

    purpose: str
    workspace_id: WorkspaceId | None = None
    concern_id: ConcernId | None = None
    ticket_id: TicketId | None = None
    dedupe_key: str | None = None


class Mail:
    """Writes messages into a Change; whoever sends them is not its business."""

    def __init__(self, new_id: IdMaker, clock: Clock) -> None:
        self._new_id, self._clock = new_id, clock

    def in_thread(
        self,
        change: Change,
        community: CommunityWatch,
        place: Place,
        reply: Reply,
        about: About,
        *,
        under_album: Words,
        instead_of: OutgoingId | None = None,
        is_owed: bool = False,
        not_before: datetime | None = None,
    ) -> OutgoingId:
        """Answer a message in a community; the buttons of an album follow in a second message.

        ``instead_of``: reply to what that row became rather than to the message (basic groups have no links).
        ``is_owed``: it was promised, so it goes out even if a human has spoken or the question is gone.

        Returns the id of the first row. No answer without its question, and none after a human's.
        """
        if reply.private_pictures:
            raise ValueError("what its uploader alone may see is never sent to a community")
        quiet = _is_night(self._clock(), community)
        calls = list(calls_of(_as_set(reply, community), under_album))
        mark = self._mark(community)
        first: OutgoingId | None = None
        for number, (method, payload, items) in enumerate(calls):
            target = _target(place, first or instead_of)
            payload = marked(payload, _files_to_mark(reply, community), mark)
            outgoing = self._outgoing(
                place.chat_id, method, {**payload, **placed(target, place.thread_id, quiet=quiet)}, about
            )
            row = replace(
                outgoing,
                after=first,
                items=items,
                unless_answered=first is None and not is_owed,
                when_gone=WhenGone.SEND if is_owed else outgoing.when_gone,
                not_before=not_before or community.community.held_until(self._clock()),
                dedupe_key=outgoing.dedupe_key if number == 0 else None,
            )
            owe(change, row)
            first = first or row.id
        if first is None:
            raise ValueError("a reply has at least one call")
        return first

    def _mark(self, community: CommunityWatch) -> str:
        """Return the words over pictures that are posted in a community today."""
        return mark_over(community.community.title, self._clock().astimezone(community.workspace.zone).date())

    def point(
        self, change: Change, community: CommunityWatch, place: Place, reply: Reply, about: About, *, at: int | None
    ) -> None:
        """Say a line that points to another row's message: by its link, or as a reply to it (``at``) without links."""
        target = None if at is None else f"outgoing:{at}"
        quiet = _is_night(self._clock(), community)
        payload = {
            **text_of(reply.words),
            **keyboard_of(reply.keyboard),
            **placed(target, place.thread_id, quiet=quiet),
        }
        row = self._outgoing(place.chat_id, "sendMessage", payload, about)
        owe(change, replace(row, not_before=community.community.held_until(self._clock())))

    def react(self, change: Change, place: Place, about: About) -> OutgoingId:
        """Show that a message was noted, without a word."""
        payload = {"message_id": place.message_id, "reaction": [{"type": "emoji", "emoji": NOTED}]}
        row = self._outgoing(place.chat_id, "setMessageReaction", payload, about)
        owe(change, row)
        return row.id

    def to_chat(
        self,
        change: Change,
        place: Place,
        reply: Reply,
        about: About,
        *,
        urgency: Urgency = Urgency.LIVE,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> OutgoingId:
        """Say something in a chat, not before and not after; if the message replied to is gone, it is said without."""
        (method, payload, items), *_ = calls_of(reply, reply.words)
        payload = {**payload, **placed(place.message_id, place.thread, quiet=False)}
        row = replace(self._outgoing(place.chat_id, method, payload, about), urgency=urgency, items=items)
        row = replace(row, when_gone=WhenGone.SEND, not_before=not_before, not_after=not_after)
        owe(change, row)
        return row.id

    def to_staff(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        reply: Reply,
        about: About,
        people: Iterable[UserId],
        *,
        not_before: datetime | None = None,
    ) -> None:
        """Tell the staff room; where there is none, those of ``people`` who started the bot, else such heads.

        What is for one person alone goes ``to_person``.
        """
        is_room = workspace.workspace.staff_room_id is not None
        for place in staff_places(workspace, people, about.ticket_id):
            key = None if about.dedupe_key is None or is_room else f"{about.dedupe_key}:{place.chat_id}"
            own = about if is_room else replace(about, dedupe_key=key)
            self.to_chat(change, place, reply, own, urgency=Urgency.STAFF, not_before=not_before)

    def to_person(self, change: Change, workspace: WorkspaceWatch, user_id: UserId, reply: Reply, about: About) -> None:
        """Tell one of the staff in private, if that person has started the bot."""
        if user_id in workspace.reachable:
            self.to_chat(change, Place(ChatId(user_id)), reply, about, urgency=Urgency.STAFF)

    def preview(self, change: Change, place: Place, reply: Reply, about: About) -> None:
        """Show files to their uploader before anything else; the buttons come with the last call."""
        first: OutgoingId | None = None
        for method, payload, items in calls_of(reply, reply.words):
            payload = {**payload, **placed(place.message_id, place.thread, quiet=False)}
            row = replace(self._outgoing(place.chat_id, method, payload, about), items=items, after=first)
            owe(change, replace(row, when_gone=WhenGone.SEND, urgency=Urgency.STAFF))
            first = first or row.id

    def redraw(self, change: Change, place: Place, reply: Reply, about: About) -> None:
        """Put another private picture, its text and buttons in place of one; ``place.message_id`` names the message."""
        media = {"type": "photo", "media": f"private:{reply.private_pictures[0]}", **caption_of(reply.words)}
        payload = {"message_id": place.message_id, "media": media, **keyboard_of(reply.keyboard)}
        owe(change, replace(self._outgoing(place.chat_id, "editMessageMedia", payload, about), urgency=Urgency.STAFF))

    def edit(self, change: Change, place: Place, reply: Reply, about: About) -> None:
        """Rewrite a text message of ours; ``place.message_id`` names it."""
        payload = {"message_id": place.message_id, **text_of(reply.words), **keyboard_of(reply.keyboard)}
        owe(change, replace(self._outgoing(place.chat_id, "editMessageText", payload, about), urgency=Urgency.STAFF))

    def rekey(self, change: Change, place: Place, keyboard: Keyboard, about: About) -> None:
        """Change the buttons of a message of ours; ``place.message_id`` names it."""
        payload = {"message_id": place.message_id, **keyboard_of(keyboard)}
        row = self._outgoing(place.chat_id, "editMessageReplyMarkup", payload, about)
        owe(change, replace(row, urgency=Urgency.STAFF))

    def reword(
        self, change: Change, place: Place, row: OutgoingId, reply: Reply, about: About, *, is_caption: bool = False
    ) -> None:
        """Rewrite what another row became: its text, or the caption of its first picture."""
        method, words = ("editMessageCaption", caption_of) if is_caption else ("editMessageText", text_of)
        payload = {"message_id": f"outgoing:{row}", **words(reply.words), **keyboard_of(reply.keyboard)}
        owe(change, replace(self._outgoing(place.chat_id, method, payload, about), after=row))

    def call(
        self,
        change: Change,
        place: Place,
        method: str,
        payload: dict[str, Any],
        about: About,
        *,
        items: int = 1,
        after: OutgoingId | None = None,
        when_gone: WhenGone = WhenGone.SEND,
        keyboard: Keyboard = (),
    ) -> OutgoingId:
        """Owe staff a call that no Reply stands for: members' files, a topic."""
        whole = {**payload, **keyboard_of(keyboard), **placed(place.message_id, place.thread, quiet=False)}
        row = replace(self._outgoing(place.chat_id, method, whole, about), items=items, after=after)
        owe(change, replace(row, urgency=Urgency.STAFF, when_gone=when_gone))
        return row.id

    def delete(
        self, change: Change, chat_id: ChatId, row: OutgoingId, about: About, *, at: datetime | None = None
    ) -> None:
        """Take back what another row became, now or ``at`` a time."""
        outgoing = self._outgoing(chat_id, "deleteMessage", {"message_id": f"outgoing:{row}"}, about)
        owe(change, replace(outgoing, not_before=at, urgency=Urgency.STAFF))

    def erase(self, change: Change, place: Place, about: About) -> None:
        """Take back a message of ours that ``place`` names."""
        outgoing = self._outgoing(place.chat_id, "deleteMessage", {"message_id": place.message_id}, about)
        owe(change, replace(outgoing, urgency=Urgency.STAFF))

    def _outgoing(self, chat_id: ChatId, method: str, payload: dict[str, Any], about: About) -> Outgoing:
        return Outgoing(
            id=OutgoingId(self._new_id()),
            chat_id=chat_id,
            method=method,
            payload=payload,
            purpose=about.purpose,
            created_at=self._clock(),
            workspace_id=about.workspace_id,
            concern_id=about.concern_id,
            ticket_id=about.ticket_id,
            dedupe_key=about.dedupe_key,
        )


def mark_over(title: str, day: date) -> str:
    """Return the words over pictures that are posted on ``day`` in a community of that title."""
    return f"仅供〈{shorten(title, _TITLE_IN_MARK)}〉查验 · {day.isoformat()}"


def staff_places(workspace: WorkspaceWatch, people: Iterable[UserId], ticket_id: TicketId | None = None) -> list[Place]:
    """Return where staff are told: the staff room, else the private chats of ``people``, else of reachable heads."""
    room = workspace.workspace.staff_room_id
    if room is not None:
        return [in_topic(workspace, Place(room), ticket_id)]
    told = [user_id for user_id in dict.fromkeys(people) if user_id in workspace.reachable]
    told = told or [head for head in heads(workspace) if head in workspace.reachable]
    return [Place(ChatId(user_id)) for user_id in told]


def in_topic(workspace: WorkspaceWatch, place: Place, ticket_id: TicketId | None) -> Place:
    """Return a ticket's own topic if ``place`` is a staff room with topics, else the place as it is."""
    has_topics = workspace.workspace.staff_room_is_forum and place.chat_id == workspace.workspace.staff_room_id
    return replace(place, topic_of=ticket_id) if has_topics else place


def heads(workspace: WorkspaceWatch) -> list[UserId]:
    """Return owner and admins."""
    return [staff.user_id for staff in workspace.staff.values() if staff.role in (Role.OWNER, Role.ADMIN)]


def _as_set(reply: Reply, community: CommunityWatch) -> Reply:
    """Return the reply with letters free to forward where the workspace has set that, and no item says otherwise."""
    is_wanted = community.workspace.settings.protect_letters or any(item.is_protected for item in reply.shows)
    return reply if is_wanted or not reply.is_protected else replace(reply, is_protected=False)


def _files_to_mark(reply: Reply, community: CommunityWatch) -> frozenset[str]:
    """Return which pictures carry the watermark, by what the workspace and each item have set."""
    usual = community.workspace.settings.watermark
    marked = (item for item in reply.shows if (usual if item.is_watermarked is None else item.is_watermarked))
    return frozenset(f"file:{file.sha256}" for item in marked for file in item.files if file.is_picture)


def _target(place: Place, row: OutgoingId | None) -> int | str | None:
    return place.message_id if row is None else f"outgoing:{row}"


def _is_night(now: datetime, community: CommunityWatch) -> bool:
    hour = now.astimezone(community.workspace.zone).hour
    return hour >= _QUIET_FROM or hour < _QUIET_UNTIL
