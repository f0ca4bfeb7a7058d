"""What is known in memory of each community, so that the way of a message can be told without asking the database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.ids import ChatId, CommunityId, ConcernId, MarkId, ProductId, TicketId, UserId, WorkspaceId
from detection.context import doubts_in_reply
from detection.detector import detect, is_concern
from detection.finding import NO_MEMORY, Kind, Lesson, Memory
from detection.gate import is_echo, may_flag
from detection.memory import recall
from evidence.models import Evidence
from tickets.schedule import Timetable, hours_with, windows_with
from triage.asides import CONTACT_WITHIN, offers_contact, poses_as_staff
from triage.crises.incident_rows import Incident
from triage.repository import HUMAN_CALLED, Answer, Concern, EvidenceRequest
from triage.updates import ANONYMOUS_ADMIN, CHANNEL_FORWARD, MessageGlance, MessageLook, UpdateGlance
from workspaces.models import Community, Product, Promotion, Role, Staff, Workspace
from workspaces.settings import WorkspaceSettings

KNOWN_FOR = timedelta(hours=48)
_MAY_PRAISE = re.compile(
    r"好用|好闻|好吃|好看|好穿|喜欢|不错|推荐|满意|正品|真货|好评|超值|值得|有效果|没踩雷|种草|挺好|很好|太好"
)
"""What praise says: looked for only where the owner collects it, before the detector takes its time."""
RECENT = timedelta(minutes=30)
HUSH = timedelta(hours=2)
"""How long the bot is silent towards a member who asked for a human."""


@dataclass(slots=True)
class WorkspaceWatch:
    """What is known of a workspace: its people, goods, proof and settings."""

    workspace: Workspace
    settings: WorkspaceSettings
    staff: dict[UserId, Staff] = field(default_factory=dict)
    reachable: set[UserId] = field(default_factory=set)  # staff who started the bot
    away: dict[UserId, UserId] = field(default_factory=dict)  # staff who are away, and who covers
    chosen_by: set[UserId] = field(default_factory=set)  # of several workspaces these mean this one
    products: dict[ProductId, Product] = field(default_factory=dict)
    shelf_count: int = 0  # published items
    shelf_changes: int = 0  # counts what makes ``near`` stale
    near: dict[tuple[Product, date], tuple[Evidence, ...]] = field(default_factory=dict)  # what answers for a product
    requests: dict[ProductId, EvidenceRequest] = field(default_factory=dict)
    recalls: dict[ProductId, Recall] = field(default_factory=dict)  # products that are not answered for
    incidents: tuple[Incident, ...] = ()  # open ones
    cases: set[UserId] = field(default_factory=set)  # members with an open ticket
    marked: set[TicketId] = field(default_factory=set)  # threats that staff confirmed: every word of theirs is kept
    last_number: int = 1000
    lessons: dict[MarkId, Lesson] = field(default_factory=dict)  # what staff taught, oldest first
    memory: Memory = NO_MEMORY  # the same as detection wants it
    taught_concerns: Memory = NO_MEMORY  # of these, what the gate must admit

    def keep_lessons(self, lessons: dict[MarkId, Lesson]) -> None:
        """Know ``lessons`` (oldest first) and nothing else."""
        self.lessons = lessons
        newest_first = tuple(reversed(lessons.values()))
        self.memory = Memory(newest_first)
        self.taught_concerns = Memory(tuple(lesson for lesson in newest_first if lesson.kind is not None))

    def learn(self, mark_id: MarkId, lesson: Lesson) -> None:
        """Take a lesson in: it decides the very next message that is alike."""
        self.keep_lessons({**self.lessons, mark_id: lesson})

    def unlearn(self, mark_id: MarkId) -> None:
        """Forget a lesson that was taken back."""
        self.keep_lessons({known: lesson for known, lesson in self.lessons.items() if known != mark_id})

    def forget_shelf(self) -> None:
        """Read the proof anew: some was published, changed or retired."""
        self.shelf_changes += 1
        self.near.clear()

    def product(self, product_id: ProductId | None) -> Product | None:
        """Return one of its products; None: not known."""
        return None if product_id is None else self.products.get(product_id)

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone."""
        return ZoneInfo(self.settings.zone)

    @property
    def timetable(self) -> Timetable:
        """When the desk works and when members may be contacted."""
        settings = self.settings
        hours = hours_with(settings.service_from, settings.service_until, settings.special_days)
        windows = windows_with(settings.contact_windows, settings.special_days)
        return Timetable(hours, windows, self.zone, settings.times)

    def role_of(self, user_id: UserId | None) -> Role:
        """Return what somebody is here."""
        known = None if user_id is None else self.staff.get(user_id)
        return Role.MEMBER if known is None else known.role

    def next_number(self) -> int:
        """Take the next ticket number; a unique key tells if another worker took it too."""
        self.last_number += 1
        return self.last_number

    @property
    def responsible(self) -> UserId:
        """Who answers for a new case: a liaison, else an admin, else the owner."""
        for role in (Role.LIAISON, Role.ADMIN):
            for staff in self.staff.values():
                if staff.role is role and staff.user_id not in self.away:
                    return staff.user_id
        return self.workspace.owner_id


@dataclass(frozen=True, slots=True)
class Recall:
    """We were wrong about a product: what happened, and how it is made good."""

    product_id: ProductId
    what: str
    remedy: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our messages: which concern and ticket it is about."""

    concern_id: ConcernId | None
    ticket_id: TicketId | None


@dataclass(slots=True)
class CommunityWatch:
    """What is known of a community; message ids are of its present chat."""

    community: Community
    workspace: WorkspaceWatch
    admins: dict[UserId, str] = field(default_factory=dict)  # who administers the group, and their names
    promotions: list[Promotion] = field(default_factory=list)  # newest first
    concerns: dict[int, Concern] = field(default_factory=dict)  # by message id
    answers: list[Answer] = field(default_factory=list)  # oldest first
    ours: dict[int, Ours] = field(default_factory=dict)
    answered_by_human: set[int] = field(default_factory=set)
    last_concern_at: dict[UserId, datetime] = field(default_factory=dict)
    latest_concern_at: datetime | None = None
    albums: dict[str, int] = field(default_factory=dict)  # album -> its first message
    called_at: dict[UserId, datetime] = field(default_factory=dict)  # when members asked for a human
    warned_at: dict[UserId, datetime] = field(default_factory=dict)  # when members were told to keep numbers private
    statements: dict[ProductId, int] = field(default_factory=dict)  # of open crises: the answer that each is

    @property
    def sensitivity(self) -> str:
        """How readily the bot answers here: careful, standard or keen."""
        return self.community.sensitivity or self.workspace.settings.sensitivity

    @property
    def likely_products(self) -> list[Product]:
        """The workspace's products, the ones promoted here first (newest before older), then the newest."""
        products = self.workspace.products
        known = dict.fromkeys([*(item.product_id for item in self.promotions), *reversed(products)])
        return [products[product_id] for product_id in known if product_id in products]

    def may_concern(self, words: str) -> bool:
        """Whether a member's words could be a concern, by what detection knows and what staff taught.

        One in eight of ordinary messages holds a word at which the gate stops. To store those only to delete them costs
        ten times as much as to read them, so the detector itself has a look before anything is stored.
        """
        return _may_concern(words) or self._was_taught(words)

    def may_praise(self, words: str) -> bool:
        """Whether words are praise that the owner wants to be collected."""
        is_wanted = self.workspace.settings.collect_praise and _MAY_PRAISE.search(words) is not None
        return is_wanted and _is_praise(words)

    def may_join(self, message: MessageGlance) -> bool:
        """Whether a message does no more than join a concern of the last half hour (同问, +1)."""
        latest = self.latest_concern_at
        return latest is not None and is_echo(message.words) and message.at - latest <= RECENT

    def _was_taught(self, words: str) -> bool:
        lessons = self.workspace.taught_concerns
        return bool(lessons.lessons) and recall(words, lessons) is not None

    def is_staff(self, message: MessageGlance) -> bool:
        """Whether staff wrote it: an administrator, named or not, the linked channel, or staff of the workspace."""
        if message.is_automatic_forward or (
            message.sender_chat is not None and message.sender_chat.id == message.chat.id
        ):
            return True
        sender = message.from_
        if sender is None or sender.id in (ANONYMOUS_ADMIN, CHANNEL_FORWARD):
            return True
        return sender.id in self.admins or sender.id in self.workspace.staff

    def is_in_case(self, user_id: int, at: datetime) -> bool:
        """Whether a member has an open ticket, or said something of concern here a moment ago."""
        last = self.last_concern_at.get(UserId(user_id))
        return user_id in self.workspace.cases or (last is not None and at - last <= RECENT)

    def statement_about(self, product_id: ProductId | None) -> Answer | None:
        """Return the statement of the crisis that goes on about a product here; its age does not matter."""
        wanted = None if product_id is None else self.statements.get(product_id)
        return None if wanted is None else next((each for each in self.answers if each.id == wanted), None)

    def forget_statement(self, product_id: ProductId) -> None:
        """The crisis about a product is over: from now on its statement grows old like any answer."""
        self.statements.pop(product_id, None)

    def hushed_until(self, user_id: int, now: datetime) -> datetime | None:
        """Return until when the bot is silent towards a member who asked for a human; None: it is not."""
        called = self.called_at.get(UserId(user_id))
        return called + HUSH if called is not None and now < called + HUSH else None

    def is_first_of_album(self, message: MessageLook) -> bool:
        """Whether a message is no part of an album, or the first of it that was handled here."""
        album = message.media_group_id
        return not album or self.albums.setdefault(album, message.message_id) == message.message_id

    def is_impostor(self, message: MessageLook) -> bool:
        """Whether somebody who is not staff but looks like it answers a concern with a contact or a link."""
        staff = (staff.name for staff in self.workspace.staff.values())
        names = (*staff, *self.admins.values(), self.community.title)
        return self.may_be_impostor(message) and poses_as_staff(message, names)

    def may_be_impostor(self, message: MessageGlance) -> bool:
        """Whether somebody answers a concern with a contact or a link, whatever they are called."""
        return offers_contact(message.words) and self._answers_a_concern(message)

    def _answers_a_concern(self, message: MessageGlance) -> bool:
        replied, latest = message.reply_to_message, self.latest_concern_at
        if replied is not None and (replied.message_id in self.ours or replied.message_id in self.concerns):
            return True
        return latest is not None and message.at - latest <= CONTACT_WITHIN

    def remember(self, concern: Concern) -> None:
        """Take note of a concern that was stored."""
        if concern.decision == HUMAN_CALLED:
            self.called_at[concern.member_id] = concern.at
        self.concerns[concern.message_id] = concern
        self.last_concern_at[concern.member_id] = concern.at
        self.latest_concern_at = concern.at

    def expect(self, message: MessageGlance) -> None:
        """Take note of an admitted message: what belongs to it may come in the same batch, before it is handled."""
        if self.is_staff(message):
            if message.reply_to_message is not None and not message.words.startswith("/"):  # a command answers nobody
                self.answered_by_human.add(message.reply_to_message.message_id)
        elif message.words and (self.may_join(message) or self.may_concern(message.words)):
            self.latest_concern_at = message.at
            if message.from_ is not None:
                self.last_concern_at[UserId(message.from_.id)] = message.at

    def forget_before(self, moment: datetime) -> None:
        """Let go what is older than ``moment``."""
        self.concerns = {key: concern for key, concern in self.concerns.items() if concern.at >= moment}
        self.answers = [answer for answer in self.answers if answer.at >= moment]
        self.promotions = [promotion for promotion in self.promotions if promotion.posted_at >= moment]
        self.last_concern_at = {user: at for user, at in self.last_concern_at.items() if at >= moment}
        self.called_at = {user: at for user, at in self.called_at.items() if at >= moment}
        self.warned_at = {user: at for user, at in self.warned_at.items() if at >= moment}
        self.albums.clear()
        if not self.concerns:
            self.answered_by_human.clear()


@dataclass(slots=True)
class Watch:
    """All communities by chat id, all workspaces, and the bot's own name."""

    bot_username: str = ""
    communities: dict[ChatId, CommunityWatch] = field(default_factory=dict)
    workspaces: dict[WorkspaceId, WorkspaceWatch] = field(default_factory=dict)
    languages: dict[UserId, str] = field(default_factory=dict)  # of those who chose one for their private chat
    joining: set[ChatId] = field(default_factory=set)  # chats that the bot was just added to
    _chats: dict[CommunityId, ChatId] = field(default_factory=dict)  # where communities are, as last looked up

    def expect(self, update: UpdateGlance) -> None:
        """Prepare for what may follow an admitted update before it is handled: words in a new group, echoes."""
        membership, message = update.my_chat_member, update.message
        if membership is not None and membership.chat.id < 0:
            self.joining.add(ChatId(membership.chat.id))
        elif message is not None and message.migrate_from_chat_id is not None:
            self.joining.add(ChatId(message.chat.id))
        elif message is not None:
            known = self.communities.get(ChatId(message.chat.id))
            if known is not None:
                known.expect(message)

    def community(self, community_id: CommunityId) -> CommunityWatch | None:
        """Return a community by its own id."""
        known = self.communities.get(self._chats.get(community_id, ChatId(0)))
        if known is None or known.community.id != community_id:  # new, gone, or upgraded to another chat
            self._chats = {each.community.id: chat_id for chat_id, each in self.communities.items()}
            known = self.communities.get(self._chats.get(community_id, ChatId(0)))
        return known

    def of_room(self, chat_id: ChatId) -> WorkspaceWatch | None:
        """Return the workspace whose staff room a chat is."""
        return next((known for known in self.workspaces.values() if known.workspace.staff_room_id == chat_id), None)

    def is_office(self, chat_id: ChatId) -> bool:
        """Whether a chat is a staff room, or the private chat of somebody who is staff."""
        return self.of_room(chat_id) is not None or bool(self.staff_workspaces(UserId(chat_id)))

    def staff_workspaces(self, user_id: UserId) -> list[WorkspaceWatch]:
        """Return the workspaces in which somebody is staff."""
        return [known for known in self.workspaces.values() if user_id in known.staff]


@lru_cache(maxsize=4096)
def _is_praise(words: str) -> bool:
    finding = detect(words)
    return finding is not None and finding.kind is Kind.PRAISE


@lru_cache(maxsize=4096)
def _may_concern(words: str) -> bool:
    """Kept for a while: people say the same words again, and the lane asks once more about what was let in."""
    return may_flag(words) and (doubts_in_reply(words) or is_concern(words))
