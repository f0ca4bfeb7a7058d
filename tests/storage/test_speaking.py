"""In a group its own language, in private the reader's choice, else the workspace's."""

from __future__ import annotations

import pytest

from core.database import Database
from core.errors import SayableError
from core.ids import UserId
from tests.storage.world import AN, DOUBT, HOME, LETTER, LIAISON, OWNER, World, build_world, restarted
from triage.doors.membership import MeetPerson
from triage.doors.speaking import ChooseLanguage
from triage.tools import reading_now
from workspaces.audit import AuditRow


def choosing(world: World) -> ChooseLanguage:
    return ChooseLanguage(world.tools, MeetPerson(world.tools))


async def test_a_group_is_answered_in_its_language_and_its_staff_in_the_workspace_s(database: Database) -> None:
    world = await build_world(database)
    await choosing(world).of_community(HOME, "en", by=OWNER)
    await world.says(AN, DOUBT)
    (promise,) = await world.texts("promise")
    assert "I do not have" in promise
    (notice,) = await world.texts("staff-request", OWNER)
    assert notice.startswith("要凭证")


async def test_traditional_characters_are_spoken_where_they_are_wanted(database: Database) -> None:
    world = await build_world(database, LETTER)
    await choosing(world).of_community(HOME, "zh-Hant", by=OWNER)
    await world.says(AN, DOUBT)
    (answer,) = await world.texts("answer")
    assert "你看過再判斷" in answer


async def test_a_person_s_choice_counts_in_private_and_survives_a_restart(database: Database) -> None:
    world = await build_world(database)
    await choosing(world).of_person(OWNER, "群主", "en")
    again = await restarted(world)
    assert again.tools.voice(again.mine, to=OWNER)("role-owner") == "owner"
    assert again.tools.voice(again.mine, to=LIAISON)("role-owner") == "群主"
    token = reading_now.set(OWNER)
    assert again.tools.voice(again.mine)("role-owner") == "owner"
    reading_now.reset(token)


@pytest.mark.parametrize("language", ["klingon", "", "../en"])
async def test_there_are_only_the_languages_that_have_texts(database: Database, language: str) -> None:
    world = await build_world(database)
    with pytest.raises(SayableError):
        await choosing(world).of_person(UserId(5), "某人", language)


async def test_only_who_may_set_a_group_chooses_its_language_and_it_is_written_down(database: Database) -> None:
    world = await build_world(database)
    with pytest.raises(SayableError):
        await choosing(world).of_community(HOME, "en", by=LIAISON)
    assert await world.rows(AuditRow) == []
    await choosing(world).of_community(HOME, "en", by=OWNER)
    assert [row["action"] for row in await world.rows(AuditRow)] == ["community.language"]
