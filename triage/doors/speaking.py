"""Which language is spoken: a person's choice for the private chat, and a community's."""

from __future__ import annotations

from dataclasses import dataclass

from core.change import Change
from core.errors import SayableError
from core.ids import CommunityId, UserId
from core.texts import languages
from triage.doors.membership import MeetPerson
from triage.tools import Tools
from triage.watch import CommunityWatch
from workspaces.audit import note
from workspaces.changes import CHOOSE_LANGUAGE, SET_LANGUAGE
from workspaces.repository import TOUCH
from workspaces.rights import Action, may


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Keep which language somebody wants, or a community speaks."""

    tools: Tools
    meet_person: MeetPerson

    async def of_person(self, user_id: UserId, name: str, language: str) -> None:
        """Speak ``language`` to somebody in private from now on.

        Raises:
            SayableError: there is no such language.
        """
        _require(language)
        change = Change()
        change.amend(CHOOSE_LANGUAGE, the_user=user_id, chosen_language=language)
        change.after.append(lambda: self.tools.watch.languages.update({user_id: language}))
        async with self.tools.database.transaction() as transaction:
            await self.meet_person(user_id, name)
            await transaction.write(change)

    async def of_community(self, community_id: CommunityId, language: str, *, by: UserId) -> CommunityWatch:
        """Speak ``language`` in a community from now on.

        Raises:
            SayableError: no such language or community, or not theirs to set.
        """
        _require(language)
        known, now, change = self.tools.watch.community(community_id), self.tools.clock(), Change()
        if known is None:
            raise SayableError("alert-old")
        workspace = known.workspace
        allowed = workspace.settings.admins_may_set
        if not may(workspace.role_of(by), Action.CHANGE_SETTINGS, admins_may_set=allowed):
            raise SayableError("alert-staff-only")
        place, subject = workspace.workspace.id, f"community:{community_id}"
        change.amend(SET_LANGUAGE, the_community=community_id, new_language=language)
        change.amend(TOUCH, the_workspace=place, at=now)
        note(change, self.tools.new_id(), place, by, "community.language", subject, now, after=language)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            await self.tools.loader.load_workspace(place)
        return self.tools.watch.communities[known.community.chat_id]


def _require(language: str) -> None:
    if language not in languages():
        raise SayableError("alert-old")
