"""How people and groups come in and go: claims, releases, invites, approval, the staff room, silence, quotas."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.change import Change
from core.database import Database
from core.errors import ConflictError, SayableError
from core.ids import ChatId, CommunityId, UserId
from mailbox.outbox import OutgoingRow
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
    community,
    started,
)
from tickets.lifecycle import Action
from tickets.models import WaitingOn
from triage.desk.followups import RunDue
from triage.desk.moves import Desk
from triage.doors.arrivals import PlaceArrival
from triage.doors.change_settings import ChangeSettings
from triage.doors.claiming import ClaimGroup, GiveClaimCode, ReleaseCommunity
from triage.doors.joining import Adder, Admins, JoinCommunity
from triage.doors.membership import LeaveCommunity
from triage.doors.opening import Doorkeeper
from triage.doors.operators import OperatorAlert
from triage.doors.rooms import KeepQuiet, SetStaffRoom, quiet_span
from triage.doors.staffing import PREFIX, InviteStaff, ManageStaff
from triage.tools import Tools
from workspaces.audit import AuditRow
from workspaces.doors import ArrivalRow, Group, InviteRow
from workspaces.models import ChatAdmin, Role
from workspaces.quotas import COMMUNITIES_PER_OWNER, CONCERNS_PER_MEMBER
from workspaces.repository import CommunityRow, StaffRow, WorkspaceRow, add_community

NEW, ROOM = ChatId(-4001), ChatId(-5001)
NEWCOMER, OPERATOR = UserId(77), UserId(99)
HERE = Group(CHAT, "防晒福利群", "supergroup")
THERE = Group(NEW, "新群", "supergroup")


def joining(tools: Tools, open_to: str = "anyone") -> JoinCommunity:
    operators = OperatorAlert(tools, (OPERATOR,), {OPERATOR})
    return JoinCommunity(tools, Doorkeeper(tools, open_to, operators))


def admins(*people: UserId, creator: UserId | None = None) -> Admins:
    return [ChatAdmin(user, user == creator) for user in people]


def adder(who: UserId) -> Adder:
    return Adder(who, "某人", is_admin=True)


async def refused(doing: object) -> str:
    with pytest.raises(SayableError) as caught:
        await doing  # type: ignore[misc]  # any awaitable
    return caught.value.key


# Claims


async def claim(world: World, who: UserId, group: Group, people: Admins) -> None:
    claim_group = ClaimGroup(world.tools, joining(world.tools))
    code = await GiveClaimCode(world.tools)(who, "某人")
    await claim_group(await claim_group.find(code), group, people)


async def test_a_group_without_owner_goes_to_the_administrator_with_the_code(database: Database) -> None:
    world = await build_world(database)
    await claim(world, NEWCOMER, THERE, admins(NEWCOMER))
    known = world.watch.communities[NEW]
    assert known.workspace.workspace.owner_id == NEWCOMER
    assert await world.sent(NEW) == ["greeting", "claimed"]


async def test_only_the_creator_claims_a_group_that_has_an_owner_and_gets_none_of_its_data(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, COMPLAINT)
    assert await refused(claim(world, NEWCOMER, HERE, admins(OWNER, NEWCOMER, creator=OWNER))) == "claim-not-creator"
    assert world.home.workspace is world.mine
    await claim(world, NEWCOMER, HERE, admins(OWNER, NEWCOMER, creator=NEWCOMER))
    known = world.watch.communities[CHAT]
    assert known.workspace.workspace.owner_id == NEWCOMER
    assert known.community.id != HOME
    assert (known.workspace.shelf_count, known.concerns, known.promotions, known.ours) == (0, {}, [], {})
    assert "claim-lost" in await world.sent(OWNER)
    await world.tools.loader.load_all()
    assert world.watch.communities[CHAT].concerns == {}


async def test_codes_are_for_administrators_once_and_for_a_quarter_of_an_hour(database: Database) -> None:
    world = await build_world(database)
    claim_group = ClaimGroup(world.tools, joining(world.tools))
    assert await refused(claim_group.find("ABCDEFGH")) == "claim-wrong"
    assert await refused(claim(world, NEWCOMER, THERE, admins(OWNER))) == "claim-not-admin"
    code = await GiveClaimCode(world.tools)(NEWCOMER, "某人")
    found = await claim_group.find(f" {code.lower()} ")
    world.clock.forward(minutes=16)
    assert await refused(claim_group.find(code)) == "claim-wrong"
    assert found.user_id == NEWCOMER
    fresh = await GiveClaimCode(world.tools)(NEWCOMER, "某人")
    await claim_group(await claim_group.find(fresh), THERE, admins(NEWCOMER))
    assert await refused(claim_group.find(fresh)) == "claim-wrong"
    assert await refused(claim(world, NEWCOMER, THERE, admins(NEWCOMER))) == "claim-yours"


# Release


async def test_released_by_its_owner_a_group_begins_anew_with_whoever_adds_it(database: Database) -> None:
    world = await build_world(database, LETTER)
    said = await world.says(AN, DOUBT)
    release = ReleaseCommunity(world.tools)
    assert await refused(release(HOME, by=ADMIN)) == "refuse-role"
    await release(HOME, by=OWNER)
    assert CHAT not in world.watch.communities
    assert {row["state"] for row in await world.rows(OutgoingRow, purpose="answer")} == {"cancelled"}
    await joining(world.tools)(HERE, adder(NEWCOMER), admins(NEWCOMER))
    known = world.watch.communities[CHAT]
    assert known.workspace.workspace.owner_id == NEWCOMER
    assert known.concerns == {}
    # What was said before may be edited now: it is a first word to the new owner.
    await world.says(AN, DOUBT + "!", message_id=said, edit_date=1)
    assert all(ticket.workspace_id == MINE for ticket in await world.tickets())


async def test_its_old_owner_may_take_it_in_again(database: Database) -> None:
    world = await build_world(database)
    await ReleaseCommunity(world.tools)(HOME, by=OWNER)
    await joining(world.tools)(HERE, adder(OWNER), admins(OWNER))
    assert world.home.workspace is world.mine
    assert world.home.community.id != HOME
    assert len(await world.rows(CommunityRow, chat_id=CHAT)) == 2


async def test_not_released_it_comes_back_to_its_owner_whoever_adds_it(database: Database) -> None:
    world = await build_world(database)
    await LeaveCommunity(world.tools)(CHAT)
    assert "left" in await world.sent(OWNER)
    for _ in range(2):
        await joining(world.tools)(HERE, adder(NEWCOMER), admins(NEWCOMER))
    assert world.home.community.id == HOME
    assert await world.sent() == ["refusal"]
    assert await world.rows(WorkspaceRow, owner_id=NEWCOMER) == []


async def test_of_two_owners_who_add_one_group_at_once_one_gets_it(database: Database) -> None:
    world = await build_world(database)
    both = (OWNER, STRANGER)
    adding = [joining(world.tools)(THERE, adder(who), admins(*both)) for who in both]
    await asyncio.gather(*adding, return_exceptions=True)  # a lane tries what was in conflict again
    for who in both:
        await joining(world.tools)(THERE, adder(who), admins(*both))
    (row,) = await world.rows(CommunityRow, chat_id=NEW)
    assert row["workspace_id"] in (MINE, THEIRS)
    assert world.watch.communities[NEW].workspace.workspace.id == row["workspace_id"]
    assert (await world.sent(NEW)).count("greeting") == 1


# Who may open a workspace, and where a group belongs


async def test_staff_are_asked_where_a_group_belongs(database: Database) -> None:
    world = await build_world(database)
    join = joining(world.tools)
    await join(THERE, adder(ADMIN), admins(ADMIN))
    assert NEW not in world.watch.communities
    assert "which-workspace" in await world.sent(ADMIN)
    (row,) = await world.rows(ArrivalRow)
    place = PlaceArrival(world.tools, join)
    assert await refused(place.waiting(row["id"], by=LIAISON)) == "alert-not-yours"
    arrival = await place.waiting(row["id"], by=ADMIN)
    assert await refused(place(arrival, THEIRS, admins(ADMIN))) == "alert-old"
    await place(arrival, MINE, admins(ADMIN))
    assert world.watch.communities[NEW].workspace is world.mine
    assert "arrival" in await world.sent(OWNER)
    assert await refused(place.waiting(row["id"], by=ADMIN)) == "alert-old"


async def test_the_operator_is_asked_once_about_a_new_owner(database: Database) -> None:
    world = await build_world(database)
    join = joining(world.tools, "approved")
    for group in (THERE, Group(ChatId(-4002), "又一群", "group")):
        await join(group, adder(NEWCOMER), admins(NEWCOMER))
    assert await world.sent(OPERATOR) == ["account"]
    assert await world.sent(NEW) == ["refusal"]
    async with database.transaction() as transaction:
        change = Change()
        connection = transaction.connection
        assert (
            await refused(join.doorkeeper.decide(change, connection, NEWCOMER, by=OWNER, approved=True))
            == "alert-staff-only"
        )
        name, waiting = await join.doorkeeper.decide(change, connection, NEWCOMER, by=OPERATOR, approved=True)
        await transaction.write(change)
    assert (name, len(waiting)) == ("某人", 2)
    for arrival in waiting:
        await PlaceArrival(world.tools, join)(arrival, None, admins(NEWCOMER))
    (workspace,) = await world.rows(WorkspaceRow, owner_id=NEWCOMER)
    assert len(await world.rows(CommunityRow, workspace_id=workspace["id"])) == 2


async def test_two_hundred_groups_are_taken_in_and_no_more(database: Database) -> None:
    world = await build_world(database)
    change = Change()
    for number in range(COMMUNITIES_PER_OWNER - 3):
        add_community(change, community(CommunityId(10_000 + number), ChatId(-90_000 - number)), world.clock.now)
    await world.keep(change)
    join = joining(world.tools)
    await join(THERE, adder(OWNER), admins(OWNER))
    assert world.watch.communities[NEW].workspace is world.mine
    beyond = Group(ChatId(-4002), "多出来的", "group")
    await join(beyond, adder(OWNER), admins(OWNER))
    assert beyond.chat_id not in world.watch.communities
    assert str(COMMUNITIES_PER_OWNER) in (await world.texts("refusal", beyond.chat_id))[0]


# Staff


async def invite(world: World, role: Role = Role.LIAISON) -> str:
    reply = await InviteStaff(world.tools)(world.mine, role, by=OWNER)
    return reply.words.text.split("start=")[1].split()[0]


async def test_an_invite_lets_one_person_in_for_a_day(database: Database) -> None:
    world = await build_world(database)
    token, accept = await invite(world), InviteStaff(world.tools).accept
    (row,) = await world.rows(InviteRow)
    assert token.startswith(PREFIX)
    assert token not in str(dict(row))
    assert await refused(accept("i-forged", NEWCOMER, "新人")) == "invite-wrong"
    await accept(token, NEWCOMER, "新人")
    assert world.mine.role_of(NEWCOMER) is Role.LIAISON
    assert "staff-invited" in await world.sent(OWNER)
    assert await refused(accept(token, AN, "阿安")) == "invite-used"
    assert world.mine.role_of(AN) is Role.MEMBER


async def test_of_two_who_open_one_link_at_once_one_comes_in(database: Database) -> None:
    world = await build_world(database)
    token, accept = await invite(world), InviteStaff(world.tools).accept
    opened = await asyncio.gather(accept(token, NEWCOMER, "新人"), accept(token, AN, "阿安"), return_exceptions=True)
    assert sum(isinstance(each, SayableError | ConflictError) for each in opened) == 1
    assert len(await world.rows(StaffRow, workspace_id=MINE)) == 4


async def test_an_invite_expires_and_takes_no_rights_away(database: Database) -> None:
    world = await build_world(database)
    token, accept = await invite(world), InviteStaff(world.tools).accept
    assert await refused(accept(token, ADMIN, "小助")) == "invite-already"
    assert await refused(accept(token, OWNER, "群主")) == "invite-already"
    world.clock.forward(hours=24, seconds=1)
    assert await refused(accept(token, NEWCOMER, "新人")) == "invite-expired"
    assert len(await world.rows(StaffRow, workspace_id=MINE)) == 3


async def test_who_is_removed_leaves_the_tickets_to_the_owner(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, COMPLAINT)
    (before,) = await world.tickets()
    assert before.responsible_id == LIAISON
    await Desk(world.tools, world.cases).by_staff(before.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
    (before,) = await world.tickets()
    reply = await ManageStaff(world.tools).remove(world.mine, LIAISON, by=OWNER)
    assert "#1001" in reply.words.text
    (after,) = await world.tickets()
    assert (after.responsible_id, after.version) == (OWNER, before.version + 1)
    assert world.mine.role_of(LIAISON) is Role.MEMBER
    assert "staff-removed" in await world.sent(LIAISON)
    assert await refused(ManageStaff(world.tools).remove(world.mine, OWNER, by=OWNER)) == "alert-old"
    world.clock.forward(hours=25)
    await RunDue(world.tools, world.cases)()
    reminded = await world.rows(OutgoingRow, purpose="staff-reminders")
    assert {row["chat_id"] for row in reminded} == {OWNER}  # what waits is the owner's from now on


async def test_a_workspace_changes_hands_by_two_taps(database: Database) -> None:
    world = await build_world(database)
    manage = ManageStaff(world.tools)
    await manage.offer(world.mine, ADMIN, by=OWNER)
    (row,) = await world.rows(InviteRow)
    assert await refused(manage.take_over(row["id"], by=LIAISON, accepts=True)) == "alert-not-yours"
    assert world.mine.workspace.owner_id == OWNER
    await manage.take_over(row["id"], by=ADMIN, accepts=True)
    assert world.mine.workspace.owner_id == ADMIN
    assert (world.mine.role_of(ADMIN), world.mine.role_of(OWNER)) == (Role.OWNER, Role.ADMIN)
    assert await refused(manage.take_over(row["id"], by=ADMIN, accepts=True)) == "alert-old"
    assert "workspace.taken" in [line["action"] for line in await world.rows(AuditRow)]


async def test_declined_or_too_late_nothing_changes_hands(database: Database) -> None:
    world = await build_world(database)
    manage = ManageStaff(world.tools)
    await manage.offer(world.mine, ADMIN, by=OWNER)
    (row,) = await world.rows(InviteRow)
    await manage.take_over(row["id"], by=ADMIN, accepts=False)
    await manage.offer(world.mine, LIAISON, by=OWNER)
    late = (await world.rows(InviteRow))[-1]
    world.clock.forward(hours=25)
    assert await refused(manage.take_over(late["id"], by=LIAISON, accepts=True)) == "alert-old"
    assert world.mine.workspace.owner_id == OWNER


# Staff room and silence


async def test_the_staff_room_gets_alerts_instead_of_private_chats(database: Database) -> None:
    world = await build_world(database)
    set_room = SetStaffRoom(world.tools)
    room = Group(ROOM, "值班群", "supergroup")
    assert await set_room(world.mine, room, by=OWNER)
    await world.says(AN, COMPLAINT)
    assert await world.sent(ROOM) == ["staff-new"]
    assert [await world.sent(who) for who in (OWNER, ADMIN, LIAISON)] == [[], [], []]
    assert await refused(set_room(world.watch.workspaces[THEIRS], room, by=STRANGER)) == "room-taken"
    assert await refused(set_room(world.mine, HERE, by=OWNER)) == "room-is-community"
    await LeaveCommunity(world.tools)(ROOM)
    assert world.mine.workspace.staff_room_id is None
    assert "left" in await world.sent(OWNER)


async def test_a_group_just_added_becomes_the_staff_room(database: Database) -> None:
    world = await build_world(database)
    await joining(world.tools)(THERE, adder(OWNER), admins(OWNER))
    await SetStaffRoom(world.tools)(world.mine, THERE, by=OWNER)
    assert NEW not in world.watch.communities
    assert world.watch.of_room(NEW) is world.mine
    await joining(world.tools)(THERE, adder(OWNER), admins(OWNER))
    assert NEW not in world.watch.communities


async def test_in_silence_cases_are_logged_and_nothing_is_said(database: Database) -> None:
    world = await build_world(database, LETTER)
    quiet = KeepQuiet(world.tools)
    await quiet(world.home, timedelta(hours=2), by=ADMIN)
    await world.says(AN, COMPLAINT)
    await world.says(UserId(12), DOUBT)
    assert await world.sent() == []
    (ticket,) = await world.tickets()
    assert ticket.number == 1001
    assert await world.sent(LIAISON) == ["staff-new", "staff-review"]
    await quiet(world.home, None, by=ADMIN)
    await world.says(UserId(13), DOUBT)
    assert "answer" in await world.sent()


async def test_silence_ends_by_itself_and_survives_a_restart(database: Database) -> None:
    world = await build_world(database)
    await KeepQuiet(world.tools)(world.home, timedelta(minutes=30), by=None)
    await world.tools.loader.load_all()
    await world.says(AN, COMPLAINT)
    assert await world.sent() == []
    world.clock.forward(minutes=31)
    await world.says(UserId(12), COMPLAINT)
    assert await world.sent() == ["receipt"]
    (line,) = await world.rows(AuditRow, action="community.quiet")
    assert (line["actor_id"], line["details"]) == (None, {"by": "匿名管理员"})


@pytest.mark.parametrize(
    ("typed", "minutes"), [("", 120), ("2h", 120), ("30m", 30), ("1天", 1440), ("3 小时", 180), ("45分钟", 45)]
)
def test_spans_of_silence(typed: str, minutes: int) -> None:
    assert quiet_span(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["forever", "1m", "9999h", "-2h", "2"])
def test_spans_that_are_none(typed: str) -> None:
    with pytest.raises(SayableError):
        quiet_span(typed)


# Quotas of a member


async def test_one_member_s_flood_is_kept_and_said_once(database: Database) -> None:
    world = await build_world(database)
    for number in range(CONCERNS_PER_MEMBER + 4):
        await world.says(AN, f"{COMPLAINT},第{number}次说了")
    (ticket,) = await world.tickets()
    assert ticket.number == 1001
    assert (await world.sent()).count("quota") == 1


async def test_reachable_again_after_start(database: Database) -> None:
    world = await build_world(database)
    change = Change()
    started(change, AN, at=world.clock.now)
    await world.keep(change)
    assert AN not in world.mine.reachable


async def test_a_community_has_a_sensitivity_of_its_own_and_who_may_set_it_is_one_rule(database: Database) -> None:
    world = await build_world(database, LETTER)
    change = ChangeSettings(world.tools)
    assert await refused(change.set_sensitivity(HOME, "careful", by=ADMIN)) == "alert-staff-only"
    assert await refused(change.set_sensitivity(HOME, "reckless", by=OWNER)) == "alert-old"
    known = await change.set_sensitivity(HOME, "careful", by=OWNER)
    assert (known.sensitivity, world.mine.settings.sensitivity) == ("careful", "standard")
    await world.tools.loader.load_all()
    assert world.home.sensitivity == "careful"
    (line,) = await world.rows(AuditRow, action="community.sensitivity")
    assert line["details"] == {"before": "standard", "after": "careful"}
    await change(world.mine, "管理员可设置", "开", by=OWNER)
    assert (await change.set_sensitivity(HOME, "keen", by=ADMIN)).sensitivity == "keen"
