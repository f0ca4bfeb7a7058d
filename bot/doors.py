"""How people and groups come in, joined: what the handlers of membership, claims, staff and settings work with."""

from __future__ import annotations

from typing import Any

from bot.people import TelegramPeople
from bot.settings import Settings
from bot.telegram import TelegramApi
from triage.arrivals import PlaceArrival
from triage.change_settings import ChangeSettings
from triage.claiming import ClaimGroup, GiveClaimCode, ReleaseCommunity
from triage.joining import JoinCommunity
from triage.membership import NoteRights
from triage.menu import KeepMenus
from triage.opening import Doorkeeper
from triage.operators import OperatorAlert
from triage.rooms import KeepQuiet, SetStaffRoom
from triage.setup import CheckSetup
from triage.staffing import InviteStaff, ManageStaff
from triage.tools import Tools


def build_doors(tools: Tools, settings: Settings, api: TelegramApi, operators: OperatorAlert) -> dict[str, Any]:
    """Return the handlers' parameters by name."""
    people = TelegramPeople(api)
    doorkeeper = Doorkeeper(tools, settings.open_to, operators)
    join = JoinCommunity(tools, doorkeeper)
    return {
        "people": people,
        "doorkeeper": doorkeeper,
        "join_community": join,
        "place_arrival": PlaceArrival(tools, join),
        "note_rights": NoteRights(tools),
        "check_setup": CheckSetup(tools, people),
        "give_claim_code": GiveClaimCode(tools),
        "claim_group": ClaimGroup(tools, join),
        "release_community": ReleaseCommunity(tools),
        "set_staff_room": SetStaffRoom(tools),
        "keep_quiet": KeepQuiet(tools),
        "invite_staff": InviteStaff(tools),
        "manage_staff": ManageStaff(tools),
        "change_settings": ChangeSettings(tools),
        "keep_menus": KeepMenus(tools, api),
    }
