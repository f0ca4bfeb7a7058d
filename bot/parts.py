"""All objects of one running bot, joined: the one place where they meet."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass

import structlog
from aiogram import Bot, Dispatcher

from bot.adviser import build_adviser
from bot.alarm import StorageAlarm
from bot.casework import build_casework
from bot.crises import build_crises
from bot.doors import build_doors
from bot.forms import Forms
from bot.library import TelegramCourier, build_library
from bot.messenger import TelegramMessenger
from bot.pushes import Pushes
from bot.receiving import Receiver
from bot.settings import Settings
from bot.telegram import TelegramApi
from bot.ticks import Tick, build_scheduler, look_now
from bot.trackers import build_subscription, build_trackers
from bot.working import Worker
from core.change import Change
from core.errors import ConflictError, DeliveryError
from core.files import Stores
from couriers.tracing import TraceParcel
from evidence.machine.reader import ReadsPictures
from evidence.redactions import RedactionRow
from evidence.shelf import UploadRow
from handlers import build_routers
from handlers.form import LeaveForm
from handlers.forms import LeaveForms
from handlers.languages import SpeakToReader
from mailbox import outbox
from mailbox.inbox import InboxRow, Lanes
from mailbox.leadership import Leadership
from mailbox.models import Delivery, Outgoing
from mailbox.outbox import OutgoingRow
from mailbox.retry import STORAGE
from mailbox.sender import Fate, Sender
from triage.answering import Answering
from triage.calling import CallHuman
from triage.deliveries import AfterDelivery
from triage.desk.away import HandBack
from triage.desk.cases import Cases
from triage.desk.files import FetchFiles
from triage.desk.followups import RunDue
from triage.desk.parcels import LookAtParcels, TakePush
from triage.doors.membership import LeaveCommunity, MeetPerson, MoveCommunity, RefreshAdmins
from triage.doors.menu import KeepMenus
from triage.doors.operators import OperatorAlert
from triage.doors.speaking import ChooseLanguage
from triage.doors.trial import ReportTrials, ReviewTrial
from triage.downtime import ReportDowntime
from triage.extending import FindExtension
from triage.guarding import GuardMembers
from triage.intake import Intake
from triage.later import ActLater
from triage.learning.missed import HandleMissed
from triage.learning.second_opinion import AskOpinions
from triage.learning.teach import Teach
from triage.learning.withdrawing import WithdrawAnswers
from triage.library.seeing import SeePicture
from triage.limiting import CollectLimited
from triage.posts import StaffPosts
from triage.presses import PressUnderAnswer, ReviewConcern
from triage.reading import Reader
from triage.tools import Tools

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the tables are looked at, in seconds; the playground and tests look more often."""

    due: float = 5.0
    soon: float = 0.5
    renew: float = 3.0
    hourly: float = 3600.0


class Parts:
    """The objects of one running bot, joined."""

    def __init__(
        self,
        tools: Tools,
        settings: Settings,
        bot: Bot,
        api: TelegramApi,
        stores: Stores,
        messenger: TelegramMessenger,
        picture_reader: ReadsPictures,
        pace: Pace,
    ) -> None:
        self.tools, self.bot, self.api, self._messenger = tools, bot, api, messenger
        holder = secrets.token_hex(8)
        database, clock = tools.database, tools.clock
        self.leadership = Leadership(database, "desk", holder, clock)
        self.lanes = Lanes(database, bot.id, holder, clock, is_alone=database.is_embedded)
        cases = Cases(tools)
        reader, answering = Reader(tools), Answering(tools, cases)
        later = ActLater(tools, reader, answering)
        self.adviser = build_adviser(settings, clock)
        self.trackers = build_trackers(settings, clock)
        trace_parcel = TraceParcel(database, clock, self.trackers)
        courier = TelegramCourier(api)
        self._look_at_parcels = LookAtParcels(tools, cases, trace_parcel, build_subscription(settings, self.trackers))
        self.pushes = Pushes(settings, TakePush(tools), clock)
        self._ask_opinions = AskOpinions(tools, later, self.adviser, settings.llm_daily_budget)
        self._move_community = MoveCommunity(tools)
        self.sender = Sender(
            database,
            tools.writer,
            messenger,
            clock,
            settings.rates,
            is_answered=self._is_answered,
            on_settled=self._on_settled,
            on_moved=self._move_community,
        )
        meet_person, teach = MeetPerson(tools), Teach(tools, WithdrawAnswers(tools, cases))
        self._after_delivery = AfterDelivery(tools, meet_person)
        self._refresh_admins = RefreshAdmins(tools)
        self._run_due = RunDue(tools, cases)
        self._report_trials = ReportTrials(tools)
        self._collect_limited = CollectLimited(tools, cases)
        self._fetch_files = FetchFiles(tools, stores.originals, courier, SeePicture(tools))
        self._operators = OperatorAlert(tools, settings.operators)
        self._report_downtime = ReportDowntime(tools, self._operators)
        doors = build_doors(tools, settings, api, self._operators)
        self.keep_menus: KeepMenus = doors["keep_menus"]
        self._library = build_library(tools, cases, stores, courier, picture_reader, trace_parcel)
        self._crises = build_crises(tools, cases)
        dispatcher = Dispatcher(
            storage=Forms(database, clock),
            tools=tools,
            **doors,
            **self._crises.hands,
            **self._library.hands,
            **build_casework(tools, cases, stores, trace_parcel),
            leave_community=LeaveCommunity(tools),
            move_community=self._move_community,
            refresh_admins=self._refresh_admins,
            meet_person=meet_person,
            press_under_answer=PressUnderAnswer(tools, cases),
            review_concern=ReviewConcern(tools, reader, answering),
            teach=teach,
            choose_language=ChooseLanguage(tools, meet_person),
            review_trial=ReviewTrial(tools, teach),
            handle_missed=HandleMissed(tools, reader, later, teach),
        )
        dispatcher.update.outer_middleware(SpeakToReader())
        dispatcher.message.outer_middleware(LeaveForms())
        dispatcher.message.outer_middleware(LeaveForm())
        dispatcher.include_routers(*build_routers())
        intake = Intake(
            tools,
            reader,
            StaffPosts(tools, cases),
            answering,
            CallHuman(tools, reader, cases),
            GuardMembers(tools),
            WithdrawAnswers(tools, cases),
            FindExtension(tools, reader),
            self.adviser is not None,
        )
        self.alarm = StorageAlarm(api, self._operators)
        self.worker = Worker(
            database, tools.writer, self.lanes, tools.watch, intake, dispatcher, bot, self._operators, clock
        )
        self.receiver = Receiver(database, tools.writer, tools.watch, clock, tools.new_id, bot.id)
        self.scheduler = build_scheduler(self._ticks(pace), is_leading=lambda: self.leadership.is_held)
        database.listen(InboxRow, self.lanes.feed)
        database.listen(OutgoingRow, self.sender.feed)
        database.listen(UploadRow, lambda _rows: look_now(self.scheduler, "read uploads"))
        database.listen(RedactionRow, lambda _rows: look_now(self.scheduler, "look at pictures"))

    async def recover(self) -> None:
        """Load what is known, and take up what a stop or crash left behind."""
        tools = self.tools
        self._report_downtime.was_away(await self.leadership.last_held_until())
        if tools.database.is_embedded:
            await self.lanes.clear_leases()
            await self.leadership.clear()
        tools.new_id.follow(await tools.loader.newest_id())
        await tools.loader.load_all()
        await self._operators.refresh()
        await self._lead()
        await self.lanes.look()

    async def claim_when_needed(self) -> None:
        """Claim lanes as soon as something came in for one that nobody holds."""
        while True:
            await self.lanes.unclaimed.wait()
            with suppress(ConflictError):  # another worker claimed at the same moment: look again
                await STORAGE.insist(self.lanes.look)

    def _ticks(self, pace: Pace) -> list[Tick]:
        loader, sees_others = self.tools.loader, not self.tools.database.is_embedded
        ticks = [
            Tick("lead", self._lead, pace.renew),
            Tick("renew lanes", self.lanes.renew, pace.renew),
            Tick("look for updates", self._look_for_updates, 1.0),
            Tick("look for messages", self.sender.look, pace.soon, leader_only=True),
            Tick("read uploads", self._library.read_uploads, pace.soon, leader_only=True),
            Tick("look at pictures", self._library.redact_uploads, pace.soon, leader_only=True),
            Tick("fetch files of cases", self._fetch_files, pace.soon, leader_only=True),
            Tick("ask for second opinions", self._ask_opinions, pace.soon, leader_only=True),
            Tick("do what is due", self._run_due, pace.due, leader_only=True),
            Tick("report trials", self._report_trials, pace.due, leader_only=True),
            Tick("collect what was limited", self._collect_limited, pace.due, leader_only=True),
            Tick("report downtime", self._report_downtime, pace.due, leader_only=True),
            Tick("watch for crises", self._crises.watch, pace.soon, leader_only=True),
            Tick("look after crises", self._crises.mind, pace.due, leader_only=True),
            Tick("watch for incidents", self._crises.watch_incidents, pace.due, leader_only=True),
            Tick("look at parcels", self._look_at_parcels, pace.due, leader_only=True),
            Tick("refresh live routes", self._library.refresh_live, pace.due, leader_only=True),
            Tick("know operators", self._operators.refresh, 60.0),
            Tick("look at stacks", self._library.look_at_stacks, pace.soon, leader_only=True),
            Tick("compare promotions with proof", self._library.watch_promotions, pace.due, leader_only=True),
            Tick("tell what ends", self._library.tell_ending, max(pace.due, 1.0), leader_only=True),
            Tick("hand back", HandBack(self.tools), 60.0, leader_only=True),
            Tick("forget", self._forget, pace.hourly),
            Tick("forget who came", self._crises.forget_newcomers, pace.hourly, leader_only=True),
            Tick("forget drafts", self._library.forget_drafts, pace.hourly, leader_only=True),
            Tick("refresh administrators", self._refresh_all, pace.hourly, leader_only=True),
        ]
        others = Tick("learn of others", loader.load_changes, 1.0)
        return [*ticks, others if sees_others else Tick("learn settings", loader.load_settings, 5.0)]

    async def _look_for_updates(self) -> None:
        with suppress(ConflictError):
            await self.lanes.look()

    async def _lead(self) -> None:
        was_leading = self.leadership.is_held
        self.sender.is_leading = await self.leadership.renew()
        if self.leadership.is_held and not was_leading:
            async with self.tools.database.transaction() as transaction:
                found = await outbox.recover(transaction)
            if found:
                log.warning("found in sending after a crash, sent again", ambiguous=found)
            await self.sender.look()

    async def _forget(self) -> None:
        self.tools.loader.forget_old()
        await self.lanes.purge()
        change = Change()
        outbox.forget_marked(change, self.tools.clock())
        await self.tools.writer.commit(change)

    async def _refresh_all(self) -> None:
        for chat_id in list(self.tools.watch.communities):
            with suppress(DeliveryError):  # one group that does not answer must not keep the others waiting
                await self._refresh_admins(chat_id, await self.api.admins(chat_id))

    def _is_answered(self, message: Outgoing) -> bool:
        known = self.tools.watch.communities.get(message.chat_id)
        target = message.payload.get("reply_parameters", {}).get("message_id")
        return known is not None and target in known.answered_by_human

    async def _on_settled(self, message: Outgoing, fate: Fate, delivery: Delivery) -> None:
        await self._after_delivery(message, fate, delivery)
        if delivery.file_handles:
            change = Change()
            outbox.remember_handles(change, self.bot.id, delivery.file_handles, self.tools.clock())
            with suppress(ConflictError):  # two messages carried the same new picture
                await self.tools.writer.commit(change)
