"""The Emulator: a World behind a Bot API server on loopback, and ways to wait for what the bot does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from playground.emulator.api.calls import Call, Calls
from playground.emulator.api.faults import Faults
from playground.emulator.api.server import Server
from playground.emulator.api.webhook import Webhook
from playground.emulator.transcript import transcript
from playground.emulator.world import Chat, Message, World

LOOK_AGAIN_SECONDS = 0.05


class Emulator:
    """Serves a World to one bot while its ``async with`` block lasts.

    ``limits``: enforce Telegram's limits on sending. ``port`` 0 takes any free one; then ``url`` tells which.
    """

    def __init__(
        self, world: World, *, token: str | None = None, host: str = "127.0.0.1", port: int = 0, limits: bool = False
    ) -> None:
        self.world = world
        self.token = token or f"{world.bot.id}:playground-token-of-no-worth-anywhere"
        if self.token.split(":")[0] != str(world.bot.id):
            raise ValueError(f"the token must begin with the bot's id, {world.bot.id}")
        self._host, self._port = host, port
        self._server = Server(world, self.token, limits=limits)
        self._runner = web.AppRunner(self._server.application(), access_log=None, shutdown_timeout=0.2)
        self._handed_out: set[Message] = set()

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._server.webhook.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.polling.close()
        self.faults.end_outage()
        await self._server.webhook.stop()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The address to use in place of https://api.telegram.org."""
        return f"http://{self._host}:{self._port}"

    @property
    def calls(self) -> Calls:
        """Every call of the bot but getUpdates."""
        return self._server.calls

    @property
    def violations(self) -> list[Call]:
        """Calls that were mistakes of the bot: a test that ends with any of them has failed."""
        return self.calls.violations

    @property
    def faults(self) -> Faults:
        """Trouble on request."""
        return self._server.faults

    @property
    def webhook(self) -> Webhook:
        """The bot's webhook, if it has set one."""
        return self._server.webhook

    @property
    def polls(self) -> int:
        """How often getUpdates was answered with a list."""
        return self._server.polling.count

    async def wait_for(
        self,
        condition: Callable[[Message], bool] = lambda _: True,
        *,
        timeout: float = 5.0,  # noqa: ASYNC109  tests read best so
        chat: Chat | None = None,
        after: Message | None = None,
    ) -> Message:
        """Return the first message of the bot that meets ``condition``, waiting for it if need be.

        Each message is handed out once. ``chat`` and ``after`` narrow the search; edits are looked at again.

        Raises:
            TimeoutError: nothing of the kind within ``timeout`` seconds; tells what was said instead.
        """

        def found() -> Message | None:
            for message in self.world.said_by_bot:
                is_new = message not in self._handed_out and (after is None or message.number > after.number)
                if is_new and not message.is_deleted and chat in (None, message.chat) and condition(message):
                    return message
            return None

        await self.wait_until(lambda: found() is not None, timeout=timeout, what="a message", chat=chat)
        message = found()
        assert message is not None
        self._handed_out.add(message)
        return message

    async def wait_until(
        self,
        condition: Callable[[], bool],
        *,
        timeout: float = 5.0,  # noqa: ASYNC109  tests read best so
        what: str = "it",
        chat: Chat | None = None,
    ) -> None:
        """Wait until ``condition`` holds; it is looked at again after everything that happens in the world.

        What happens elsewhere (a call that fails, a row in a database) is noticed 50 ms later at most.

        Raises:
            TimeoutError: it did not within ``timeout`` seconds.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not condition():
            left = deadline - loop.time()
            if left > 0:
                await self.world.feed.pulse.next(min(left, LOOK_AGAIN_SECONDS))
            else:
                last = "\n".join(transcript(self.world, chat)[-12:])
                raise TimeoutError(f"{what} did not come within {timeout} s; the last lines:\n{last}")

    async def settled(self, *, quiet: float = 0.3, timeout: float = 10.0) -> None:  # noqa: ASYNC109  as above
        """Wait until the bot has taken all updates and then made no call for ``quiet`` seconds.

        Raises:
            TimeoutError: it never came to rest.
        """
        async with asyncio.timeout(timeout):
            while await self._server.activity.next(quiet) or len(self.world.updates):
                pass
