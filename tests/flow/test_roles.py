"""Role × command × kind of chat, as a table, against the running bot."""

from __future__ import annotations

from contextlib import suppress

import pytest

from playground.emulator import Chat, User
from playground.running import Running
from tests.flow.village import Village
from triage.doors.menu_table import COMMANDS, Command, Where
from workspaces.models import Role

ARGUMENTS = {
    "merchant": "1001 走淘宝流程",
    "keep": "1001 电话里又说了一遍",
    "dossier": "1001",
    "recall": "喷雾",
    "ticket": "1001",
    "product": "面膜",
    "quiet": "1h",
    "evidence": "渠道 * 商家说明一句",
}
SKIPPED = {"release", "staffroom", "start"}
"""Tried elsewhere: they change whose group it is; /start is how everybody came in."""
REFUSALS = (
    "这个命令是给管理员用的",
    "这一步要由",
    "单子和资料只在私聊里看",
    "这个命令要在群里用",
    "这个命令要在群里发",
    "没看懂",
    "请回复一条消息",
    "你还没有工作区",
)
RANK = [Role.MEMBER, Role.LIAISON, Role.ADMIN, Role.OWNER]
USED = [command for command in COMMANDS if command.name not in SKIPPED]


class Crew:
    """One person of each role, a community, a staff room."""

    def __init__(self, village: Village, people: dict[Role, User], room: Chat) -> None:
        self.village, self.people, self.room = village, people, room

    async def says(self, role: Role, where: Where, command: Command) -> list[str]:
        """Let somebody use a command somewhere; return what the bot then says there."""
        world, user = self.village.world, self.people[role]
        chat = {Where.PRIVATE: world.private(user), Where.ROOM: self.room, Where.GROUP: self.village.group}[where]
        before = len(self.village.said(chat))
        world.say(chat, user, f"/{command.name} {ARGUMENTS.get(command.name, '')}".strip())
        with suppress(TimeoutError):  # silence is an answer, too
            await self.village.telegram.wait_until(lambda: len(self.village.said(chat)) > before, timeout=0.4)
        await self.village.settled()  # some commands say more than one thing
        return self.village.said(chat)[before:]


async def invited(village: Village, name: str, button: str) -> User:
    """Let the owner invite somebody, who opens the link."""
    village.world.tell(village.owner, "/staff")
    listed = await village.heard("值班的人,共", by=village.owner)
    await village.pressed(village.owner, listed, button)
    link = await village.heard("https://t.me/", by=village.owner)
    user = village.add_member(name)
    village.world.start(user, link.words.split("start=")[1].split()[0])
    await village.heard("你现在是", by=user)
    await village.telegram.settled()
    return user


@pytest.fixture
async def crew(village: Village) -> Crew:
    """Everybody in place, with one ticket to look at."""
    admin = await invited(village, "小助", "邀请管理员")
    liaison = await invited(village, "老李", "邀请对接人")
    village.world.start(village.member)
    room = village.world.add_group("值班群", creator=village.owner, members=(admin, liaison, village.member))
    village.world.add_bot(room, by=village.owner)
    await village.telegram.settled()
    village.world.say(room, village.owner, "/staffroom")
    await village.read("值班群:提醒和单子都发到这里", room)
    village.world.say(village.group, village.other, "收到喷头就是漏的,根本喷不出来,我要退款")
    await village.read("#1001", room)
    people = {Role.OWNER: village.owner, Role.ADMIN: admin, Role.LIAISON: liaison, Role.MEMBER: village.member}
    return Crew(village, people, room)


def is_allowed(role: Role, where: Where, command: Command) -> bool:
    return bool(command.where & where) and RANK.index(role) >= RANK.index(command.least)


@pytest.mark.parametrize("where", [Where.PRIVATE, Where.GROUP, Where.ROOM], ids=lambda where: where.name)
async def test_each_role_may_use_what_the_table_says_and_nothing_else(crew: Crew, where: Where) -> None:
    wrong = []
    for role in RANK:
        for command in USED:
            if command.least is Role.MEMBER and where is not Where.PRIVATE:
                continue  # what a member asks in a group may be answered by a reaction
            said = await crew.says(role, where, command)
            is_refused = not said or any(said[0].startswith(sign) for sign in REFUSALS)
            if is_allowed(role, where, command) and command.name in ("promote", "missed", "wrong"):
                continue  # these want a message to reply to, and say so
            if is_refused == is_allowed(role, where, command):
                wrong.append((role.value, command.name, where.name, said[:1]))
    assert wrong == []


async def test_a_refused_command_leaves_an_audit_line(crew: Crew) -> None:
    tickets, settings = (next(one for one in COMMANDS if one.name == name) for name in ("tickets", "settings"))
    await crew.says(Role.MEMBER, Where.GROUP, tickets)
    await crew.says(Role.ADMIN, Where.PRIVATE, settings)
    lines = crew.village.books.ask("SELECT subject FROM audit WHERE action = 'command.refused' ORDER BY id")
    assert lines == [("/tickets",), ("/settings",)]


async def test_everybody_is_offered_the_menu_of_the_own_role(crew: Crew) -> None:
    profile, world = crew.village.world.profile, crew.village.world
    await crew.village.settled()
    menus = {role: {name for name, _ in profile.menu(world.private(user), user)} for role, user in crew.people.items()}
    assert "staff" not in menus[Role.ADMIN]
    assert {"settings", "staff", "evidence"} <= menus[Role.OWNER]
    assert "tickets" in menus[Role.LIAISON]
    assert "evidence" not in menus[Role.LIAISON]
    assert menus[Role.MEMBER] == {"start", "help", "aftersales", "mytickets", "cancel", "language"}
    group, room = ({role: {name for name, _ in profile.menu(chat, user)} for role, user in crew.people.items()}
                   for chat in (crew.village.group, crew.room))  # fmt: skip
    assert {"promote", "quiet", "missed"} <= group[Role.ADMIN]
    assert "release" in group[Role.OWNER] - group[Role.ADMIN]
    assert group[Role.MEMBER] == {"aftersales", "proof"}
    assert {"tickets", "library"} <= room[Role.ADMIN]
    assert "library" not in room[Role.LIAISON]


async def test_the_checklist_mends_itself(running: Running) -> None:
    world = running.world
    world.privacy_mode = True
    owner = world.add_user("掌柜")
    world.start(owner)
    group = world.add_group("防晒福利群", creator=owner)
    world.add_bot(group, by=owner)
    listed = await running.telegram.wait_for(lambda message: "只看得到命令" in message.words, chat=world.private(owner))
    world.promote(group, world.bot, by=owner)
    await running.telegram.settled()
    await world.press(owner, listed, "再查一遍").answered(8)
    await running.telegram.wait_until(lambda: "看得到消息,发得出图" in listed.words, what="the list is mended")
    await world.press(owner, listed, "就按这个").answered(8)
    await running.telegram.wait_until(
        lambda: "✓ 服务" in listed.words and "✓ 售后规则" in listed.words, what="confirmed"
    )
    world.demote(group, world.bot, by=owner)
    await running.telegram.wait_for(lambda message: "现在只看得到命令" in message.words, chat=world.private(owner))


async def test_an_anonymous_adder_claims_the_group_with_a_code(running: Running) -> None:
    world = running.world
    owner = world.add_user("掌柜")
    group = world.add_group("防晒福利群", creator=owner)
    world.promote(group, owner, by=owner, anonymous=True)
    world.add_bot(group, by=owner)
    refusal = await running.telegram.wait_for(lambda message: "匿名" in message.words, chat=group)
    assert [button.text for button in refusal.buttons] == ["认领这个群"]
    world.start(owner, "claim")
    told = await running.telegram.wait_for(lambda message: "/claim" in message.words, chat=world.private(owner))
    world.say(group, owner, told.words.splitlines()[1].strip())
    await running.telegram.wait_for(lambda message: "认领好了" in message.words, chat=group)
    await running.telegram.settled()
    assert running.books.ask("SELECT owner_id FROM workspace") == [(owner.id,)]


async def test_of_several_workspaces_one_is_chosen_once_and_named(village: Village) -> None:
    world = village.world
    rival = world.add_user("隔壁掌柜")
    world.start(rival)
    await village.open_group("隔壁群", owner=rival)
    world.tell(rival, "/staff")
    listed = await village.heard("值班的人,共", by=rival)
    await village.pressed(rival, listed, "邀请管理员")
    link = await village.heard("https://t.me/", by=rival)
    world.tell(village.owner, "/start " + link.words.split("start=")[1].split()[0])
    await village.heard("你现在是", by=village.owner)
    world.tell(village.owner, "/products")
    asked = await village.heard("这次说的是哪个", by=village.owner)
    await village.pressed(village.owner, asked, "隔壁群")
    for _ in range(2):
        world.tell(village.owner, "/products")
        answer = await village.heard("还没有商品", by=village.owner)
        assert answer.words.startswith("「隔壁群」")


async def test_what_waited_for_an_owner_who_never_started_the_bot_comes_counted(running: Running) -> None:
    world = running.world
    owner, member = world.add_user("掌柜"), world.add_user("阿安")
    group = world.add_group("防晒福利群", creator=owner, members=[member])
    world.add_bot(group, by=owner)
    greeting = await running.telegram.wait_for(lambda message: "大家好" in message.words, chat=group)
    assert "群主看这里" in [button.text for button in greeting.buttons]
    world.say(group, member, "收到喷头就是漏的,根本喷不出来,我要退款")
    await running.telegram.wait_for(lambda message: "#1001" in message.words, chat=group)
    await running.telegram.settled()
    world.start(owner, "setup")
    digest = await running.telegram.wait_for(lambda message: "攒下的" in message.words, chat=world.private(owner))
    assert "售后单在办 1 张" in digest.words
