"""A Bot API emulator of ours: a World of people and chats, served to the bot over real HTTP on loopback.

    world = World(clock)
    owner, member = world.add_user("掌柜"), world.add_user("阿玲")
    group = world.add_group("防晒福利群", creator=owner, members=[member])
    async with Emulator(world) as telegram:  # point the bot at telegram.url, with telegram.token
        world.add_bot(group, by=owner)
        doubt = world.say(group, member, "是正品吗")
        answer = await telegram.wait_for(lambda message: message.reply_to is doubt)
        press = world.press(member, answer, "申请售后")
        await press.answered()
        print("\\n".join(transcript(world, group)))
        assert not telegram.violations

``world/`` is Telegram without the network, ``api/`` the Bot API in front of it, as strict as Telegram or stricter.
"""

from playground.emulator.telegram import Emulator
from playground.emulator.transcript import transcript
from playground.emulator.world import ActingError, Chat, Message, User, World

__all__ = ["ActingError", "Chat", "Emulator", "Message", "User", "World", "transcript"]
