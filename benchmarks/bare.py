"""What youju is measured against: aiogram polling with default settings, one handler, no filter, nothing stored."""

from __future__ import annotations

import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from benchmarks.chatter import TRIGGERS


async def on_message(message: Message) -> None:
    """Answer what holds a trigger word."""
    text = message.text or ""
    if any(word in text for word in TRIGGERS):
        await message.reply("收到,我们来看看。")


def main() -> None:
    """Poll until the process is ended."""
    server = TelegramAPIServer.from_base(os.environ["YOUJU_TELEGRAM_API_URL"])
    bot = Bot(os.environ["YOUJU_BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()
    dispatcher.message.register(on_message)
    dispatcher.run_polling(bot)


if __name__ == "__main__":
    main()
