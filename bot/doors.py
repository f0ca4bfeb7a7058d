"""How people and groups come in, joined: what the handlers of membership, claims, staff and settings work with."""

from __future__ import annotations

from typing import Any

from bot.people import TelegramPeople
from bot.settings import Settings
from bot.telegram import TelegramApi
from triage.doors.arrivals import PlaceArrival
from triage.doors.change_settings import ChangeSettings
from triage.doors.claiming import ClaimGroup, GiveClaimCode, ReleaseCommunity
from triage.doors.joining import JoinCommunity
from triage.doors.membership import NoteRights
from triage.doors.menu import KeepMenus
from triage.doors.opening import Doorkeeper
from triage.doors.operators import OperatorAlert
from triage.doors.rooms import KeepQuiet, SetStaffRoom
from triage.doors.setup import CheckSetup
from triage.doors.staffing import InviteStaff, ManageStaff
from triage.erasing import EraseMessage
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
        "erase_message": EraseMessage(tools, people),
    }
