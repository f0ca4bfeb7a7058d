"""The bot's comings and goings: whose group it is, the walls between owners, and a group's new id."""

from __future__ import annotations

import pytest

from core.change import Change
from core.database import Database
from core.ids import ChatId, UserId
from core.writer import Writer
from mailbox import outbox
from mailbox.outbox import OutgoingRow
from tests.storage.messenger import outgoing
from tests.storage.world import (
    ADMIN,
    AN,
    CHAT,
    COMPLAINT,
    DOUBT,
    HOME,
    LETTER,
    LIAISON,
    MINE,
    OWNER,
    STRANGER,
    THEIRS,
    World,
    build_world,
    local,
)
from triage.doors.joining import Adder, JoinCommunity
from triage.doors.membership import LeaveCommunity, MeetPerson, MoveCommunity, RefreshAdmins
from triage.doors.opening import Doorkeeper
from triage.doors.operators import OperatorAlert
from workspaces.doors import Group
from workspaces.models import ChatAdmin, Role
from workspaces.repository import ChatAdminRow, CommunityRow, PersonRow, StaffRow, WorkspaceRow

NEW, UPGRADED = ChatId(-4001), ChatId(-1007001)
NOBODY_YET = UserId(77)


def group(chat: ChatId = NEW) -> Group:
    return Group(chat, "新群", "group")


def join(world: World, open_to: str = "anyone") -> JoinCommunity:
    return JoinCommunity(world.tools, Doorkeeper(world.tools, open_to, OperatorAlert(world.tools, ())))


def joining(world: World, open_to: str = "anyone") -> JoinCommunity:
    return JoinCommunity(world.tools, Doorkeeper(world.tools, open_to, OperatorAlert(world.tools, ())))


def adder(who: UserId, **changes: bool) -> Adder:
    return Adder(who, "某人", **{"is_admin": True, **changes})


async def test_the_first_group_makes_its_adder_an_owner(database: Database) -> None:
    world = await build_world(database)
    await join(world)(group(), adder(NOBODY_YET), [ChatAdmin(NOBODY_YET, True), ChatAdmin(AN, False)])
    known = world.watch.communities[NEW]
    assert known.workspace.workspace.owner_id == NOBODY_YET
    assert known.workspace.role_of(NOBODY_YET) is Role.OWNER
    assert set(known.admins) == {NOBODY_YET, AN}
    assert await world.sent(NEW) == ["greeting"]
    assert known.workspace.role_of(AN) is Role.MEMBER


async def test_a_later_group_joins_the_same_workspace(database: Database) -> None:
    world = await build_world(database)
    await join(world, "4711")(group(), adder(OWNER), [ChatAdmin(OWNER, True)])
    assert world.watch.communities[NEW].workspace is world.mine
    assert len(await world.rows(WorkspaceRow)) == 2


async def test_another_owner_s_group_stays_apart(database: Database) -> None:
    world = await build_world(database, LETTER)
    await join(world)(group(), adder(STRANGER), [ChatAdmin(STRANGER, True)])
    known = world.watch.communities[NEW].workspace
    assert known.workspace.id == THEIRS
    assert (known.shelf_count, known.products) == (0, {})
    assert known.role_of(OWNER) is Role.MEMBER


@pytest.mark.parametrize(
    ("who", "may_open"), [(adder(NOBODY_YET, is_admin=False), True), (adder(NOBODY_YET), False),
                          (adder(NOBODY_YET, is_admin=False, is_anonymous=True), True)]
)  # fmt: skip
async def test_who_may_not_add_it_is_told_once_and_nothing_is_stored(
    database: Database, who: Adder, *, may_open: bool
) -> None:
    world = await build_world(database)
    for _ in range(2):
        await join(world, "anyone" if may_open else "4711")(group(), who, [])
    assert await world.sent(NEW) == ["refusal"]
    assert NEW not in world.watch.communities
    assert len(await world.rows(WorkspaceRow)) == 2
    assert await world.rows(CommunityRow, chat_id=NEW) == []


async def test_coming_back_keeps_everything_and_greets_nobody_again(database: Database) -> None:
    world = await build_world(database, LETTER)
    leave = LeaveCommunity(world.tools)
    await world.says(AN, COMPLAINT, reply_to=500)
    await leave(CHAT)
    assert CHAT not in world.watch.communities
    await join(world)(Group(CHAT, "群", "supergroup"), adder(NOBODY_YET), [ChatAdmin(NOBODY_YET, True)])
    assert world.home.workspace is world.mine
    assert world.home.community.id == HOME
    assert len(world.home.concerns) == 1
    assert "greeting" not in await world.sent()
    assert len(await world.rows(WorkspaceRow)) == 2


async def test_leaving_twice_or_a_strange_group_changes_nothing(database: Database) -> None:
    world = await build_world(database)
    leave = LeaveCommunity(world.tools)
    for chat in (CHAT, CHAT, ChatId(-999)):
        await leave(chat)
    assert [row["is_present"] for row in await world.rows(CommunityRow, chat_id=CHAT)] == [False]


@pytest.mark.parametrize("is_watched", [True, False])
async def test_a_group_goes_on_under_its_new_id(database: Database, *, is_watched: bool) -> None:
    """Telegram may call the old group left before it says where it went."""
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    if not is_watched:
        await LeaveCommunity(world.tools)(CHAT)
    move = MoveCommunity(world.tools)
    await move(CHAT, UPGRADED)
    await move(CHAT, UPGRADED)
    assert CHAT not in world.watch.communities
    known = world.watch.communities[UPGRADED]
    assert (known.community.id, known.workspace) == (HOME, world.mine)
    (answer,) = await world.rows(OutgoingRow, purpose="answer")
    assert answer["chat_id"] == UPGRADED
    assert "reply_parameters" not in answer["payload"]
    assert "greeting" not in await world.sent(UPGRADED)
    assert known.concerns == {}


async def test_moving_a_group_that_nobody_knows_changes_nothing(database: Database) -> None:
    world = await build_world(database)
    await MoveCommunity(world.tools)(ChatId(-5), ChatId(-6))
    assert await world.rows(CommunityRow, chat_id=-6) == []


async def test_the_list_of_administrators_follows(database: Database) -> None:
    world = await build_world(database)
    refresh = RefreshAdmins(world.tools)
    await refresh(CHAT, [ChatAdmin(OWNER, True), ChatAdmin(AN, False)])
    assert set(world.home.admins) == {OWNER, AN}
    await refresh(CHAT, [ChatAdmin(OWNER, True, "掌柜"), ChatAdmin(AN, False, "阿安")])
    assert world.home.admins == {OWNER: "掌柜", AN: "阿安"}
    await refresh(CHAT, [ChatAdmin(OWNER, True, "掌柜")])
    assert [row["user_id"] for row in await world.rows(ChatAdminRow)] == [OWNER]
    await world.tools.loader.load_all()
    assert world.home.admins == {OWNER: "掌柜"}


async def test_nobody_who_never_started_the_bot_is_written_to(database: Database) -> None:
    world = await build_world(database)
    meet = MeetPerson(world.tools)
    await meet(OWNER, "群主", is_blocked=True)
    await world.says(AN, COMPLAINT, reply_to=500)
    assert await world.sent(OWNER) == []
    assert await world.sent(ADMIN) == await world.sent(LIAISON) == ["staff-new"]
    await meet(OWNER, "群主")
    world.clock.forward(minutes=1)
    await world.says(UserId(13), COMPLAINT, reply_to=500)
    assert await world.sent(OWNER) == ["staff-new"]
    (row,) = await world.rows(PersonRow, user_id=OWNER)
    assert row["started_at"] == local("11-22 15:00")


async def test_a_liaison_who_cannot_be_reached_is_stood_in_for(database: Database) -> None:
    world = await build_world(database)
    await MeetPerson(world.tools)(LIAISON, "老李", is_blocked=True)
    await world.says(AN, COMPLAINT, reply_to=500)
    await world.says(AN, photo=[{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}])
    assert "staff-files" in await world.sent(ADMIN)
    assert await world.sent(LIAISON) == []


async def test_who_blocked_the_bot_before_ever_starting_it_is_not_reachable(database: Database) -> None:
    world = await build_world(database)
    await MeetPerson(world.tools)(AN, "阿安", is_blocked=True)
    (row,) = await world.rows(PersonRow, user_id=AN)
    assert (row["started_at"], row["is_blocked"]) == (None, True)


async def test_rows_that_wait_for_the_old_chat_move_once(database: Database) -> None:
    world = await build_world(database)
    change = Change()
    outbox.owe(change, outgoing(9, chat=int(CHAT)))
    await Writer(database).commit(change)
    await MoveCommunity(world.tools)(CHAT, UPGRADED)
    assert [row["chat_id"] for row in await world.rows(OutgoingRow)] == [UPGRADED]
    assert [row["workspace_id"] for row in await world.rows(StaffRow, user_id=OWNER)] == [MINE]
