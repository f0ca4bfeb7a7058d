"""A bot from start to stop: storage, Telegram, and everything that runs between."""

from __future__ import annotations

import asyncio
import gc
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.token import TokenValidationError
from aiohttp import web
from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url

from bot import schema
from bot.logs import set_up_logs
from bot.messenger import TelegramMessenger
from bot.parts import Pace, Parts
from bot.receiving import ALLOWED_UPDATES, poll, webhook_handler
from bot.settings import Settings
from bot.telegram import TelegramApi
from bot.wire import Wire
from core.clock import Clock, system_clock
from core.database import Database
from core.errors import DeliveryDelayedError, DeliveryError, SetupError
from core.files import Files, Stores
from core.ids import IdMaker
from core.texts import build_texts
from core.writer import Writer
from evidence.machine.reader import PictureReader
from mailbox import outbox
from triage.mail import Mail
from triage.memory import Loader
from triage.tools import Tools
from triage.watch import Watch

log = structlog.get_logger(__name__)

STOP_WITHIN_SECONDS = 5.0


@dataclass(slots=True)
class App:
    """A bot with all its parts; ``run`` makes it live. The playground and tests look into it."""

    settings: Settings
    clock: Clock = system_clock
    pace: Pace = field(default_factory=Pace)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    http_port: int = 0
    picture_reader: PictureReader = field(init=False)

    def __post_init__(self) -> None:
        self.picture_reader = PictureReader(is_wanted=self.settings.ocr == "auto")

    async def run(self, stop: asyncio.Event) -> None:
        """Receive, work, send and tick until ``stop`` is set, then let what is in hand finish.

        Raises:
            SetupError: a setting or the database's state does not allow it.
        """
        async with AsyncExitStack() as stack:
            await self._prepare_storage(stack)
            bot = await self._build_bot(stack)
            await self._live(bot, stop, stack)

    async def _prepare_storage(self, stack: AsyncExitStack) -> None:
        """Take the data folder, and bring an embedded database up to date after a backup copy."""
        settings = self.settings
        try:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(f"YOUJU_DATA_DIR: {error}") from error
        url = make_url(settings.database)
        if url.get_backend_name() == "sqlite":
            lock = FileLock(settings.data_dir / "youju.lock")
            try:
                stack.enter_context(lock.acquire(timeout=0))
            except Timeout as error:
                raise SetupError(f"YOUJU_DATA_DIR: another bot is running on {settings.data_dir}") from error
            await self._upgrade(Path(url.database or ""))
        else:
            await schema.demand_newest(settings.database)

    async def _upgrade(self, file: Path) -> None:
        current = await schema.current_revision(self.settings.database)
        if current not in (None, schema.newest_revision()):
            copy = await schema.backup(file, self.settings.data_dir / "backups", self.clock())
            log.info("backed up", file=copy.name)
        await schema.migrate(self.settings.database)

    async def _build_bot(self, stack: AsyncExitStack) -> Bot:
        settings = self.settings
        server = TelegramAPIServer.from_base(settings.telegram_api_url)
        session = AiohttpSession(proxy=settings.proxy or None, api=server, limit=100)
        stack.push_async_callback(session.close)
        try:
            return Bot(settings.bot_token, session=session)
        except TokenValidationError as error:
            raise SetupError("YOUJU_BOT_TOKEN: missing or malformed; BotFather gives you one") from error

    def _wire(self, stack: AsyncExitStack) -> Wire | None:
        """Return the short way to the Bot API; a proxy needs aiohttp's."""
        if self.settings.proxy:
            return None
        wire = Wire(self.settings.telegram_api_url)
        stack.callback(wire.close)
        return wire

    async def _live(self, bot: Bot, stop: asyncio.Event, stack: AsyncExitStack) -> None:
        parts = await self._join(bot, stack)
        async with asyncio.TaskGroup() as group:
            jobs = [group.create_task(parts.worker.run()), group.create_task(parts.sender.run())]
            parts.scheduler.start()
            jobs.append(group.create_task(parts.claim_when_needed()))
            jobs.append(group.create_task(parts.keep_menus()))
            jobs.append(group.create_task(self._receive(parts, stack)))
            await stop.wait()
            log.info("stopping")
            parts.scheduler.shutdown(wait=False)
            jobs.pop().cancel()
            await parts.sender.stop(STOP_WITHIN_SECONDS)
            for job in jobs:
                job.cancel()
        with suppress(Exception):  # stopping must not hang or fail on storage that is away
            async with asyncio.timeout(1):
                await parts.leadership.resign()
        log.info("stopped")

    async def _receive(self, parts: Parts, stack: AsyncExitStack) -> None:
        if self.settings.receive == "polling":
            await _until_taken(parts.api, "deleteWebhook", {})
            await poll(parts.api, parts.receiver, parts.alarm, self._say_ready)
            return
        self.http_port = await _serve(self.settings, parts, stack)
        address = {
            "url": f"{self.settings.public_url.rstrip('/')}/telegram",
            "secret_token": self.settings.webhook_secret,
            "allowed_updates": ALLOWED_UPDATES,
        }
        await _until_taken(parts.api, "setWebhook", address)
        self._say_ready()
        await asyncio.Event().wait()

    def _say_ready(self) -> None:
        # What is loaded now stays: without this, every full collection walks through half a million objects of aiogram.
        gc.collect()
        gc.freeze()
        log.info("ready", receive=self.settings.receive, port=self.http_port or None)
        self.ready.set()

    async def _join(self, bot: Bot, stack: AsyncExitStack) -> Parts:
        settings, clock = self.settings, self.clock
        database = Database(settings.database)
        stack.push_async_callback(database.dispose)
        writer, watch, new_id = Writer(database), Watch(), IdMaker(clock)
        loader = Loader(database, watch, clock, zone=settings.timezone, language=settings.language)
        api, files = TelegramApi(bot, self._wire(stack)), Files(settings.data_dir / "files")
        # Apart from what may be shown, so that no slip of a name ever sends one.
        originals = Files(settings.data_dir / "originals")
        tools = Tools(
            database=database,
            writer=writer,
            watch=watch,
            loader=loader,
            mail=Mail(new_id, clock),
            new_id=new_id,
            clock=clock,
            texts=build_texts(settings.language),
            zone=ZoneInfo(settings.timezone),
            new_token=lambda: secrets.token_urlsafe(18),
        )
        watch.bot_username = await _own_name(api)
        async with database.read() as connection:
            handles = await outbox.file_handles(connection, bot.id)
        messenger = TelegramMessenger(api, files, handles, originals, watch.is_office)
        stack.push_async_callback(self.picture_reader.close)
        parts = Parts(tools, settings, bot, api, Stores(files, originals), messenger, self.picture_reader, self.pace)
        if parts.adviser is not None:
            stack.push_async_callback(parts.adviser.close)
        stack.push_async_callback(parts.trackers.close)
        await parts.recover()
        return parts


async def _own_name(api: TelegramApi) -> str:
    """Ask who we are, as often as it takes; a wrong token is said at once."""
    return await _until_taken(api, "getMe", {}, read=api.username_of)


async def _until_taken(
    api: TelegramApi, method: str, parameters: dict[str, Any], *, read: Callable[..., str] = lambda _: ""
) -> str:
    for attempt in range(1, 1_000_000):
        try:
            return read(await api.call(method, parameters))
        except DeliveryDelayedError as error:
            if str(error).startswith(("401", "404")):
                raise SetupError("YOUJU_BOT_TOKEN: Telegram does not know this token") from error
            log.warning("Telegram does not answer", method=method, attempt=attempt, reason=str(error))
            await asyncio.sleep(min(0.2 * 2 ** min(attempt, 7), 10))
        except DeliveryError as error:
            raise SetupError(f"Telegram refused {method}: {error}") from error
    raise SetupError(f"Telegram never answered {method}")


async def _serve(settings: Settings, parts: Parts, stack: AsyncExitStack) -> int:
    """Listen for the webhook; return the port."""
    application = web.Application(client_max_size=4 * 1024 * 1024)
    on_update = webhook_handler(parts.receiver, parts.alarm, settings.webhook_secret)
    application.router.add_post("/telegram", on_update)
    parts.pushes.add_to(application.router)
    application.router.add_get("/health", _on_health)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.http_host, settings.http_port)
    try:
        await site.start()
    except OSError as error:
        where = f"{settings.http_host}:{settings.http_port}"
        raise SetupError(f"YOUJU_HTTP_HOST, YOUJU_HTTP_PORT: cannot listen on {where}: {error.strerror}") from error
    return int(runner.addresses[0][1])


async def _on_health(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; return the exit code."""
    set_up_logs(settings.log_level, settings.log_format)
    with suppress(ImportError):
        import uvloop

        uvloop.install()
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await _first(App(settings).run(stop), stop)


async def _first(running: Awaitable[None], stop: asyncio.Event) -> None:
    """Wait for the bot; a signal that comes before it lives ends it at once."""
    task = asyncio.ensure_future(running)
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if task not in done:
        done, _ = await asyncio.wait({task}, timeout=7)
        if not done:
            task.cancel()
    stopped.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.warning("stopped in the middle of things; what was in hand comes again")
    except ExceptionGroup as group:
        setup = group.subgroup(SetupError)
        raise (setup.exceptions[0] if setup else group) from None
