"""Parameters of the methods by which the bot gets its updates, and getMe."""

from __future__ import annotations

from playground.emulator.api.errors import ViolationError
from playground.emulator.api.office import Nothing, Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.world.feed import Json
from playground.emulator.world.updates import UPDATE_TYPES
from playground.emulator.world.wire import user_json


class GetUpdates(Parameters, frozen=True, kw_only=True):
    """Parameters of getUpdates."""

    offset: int = 0
    limit: int = 100
    timeout: int = 0
    allowed_updates: list[str] | None = None


class SetWebhook(Parameters, frozen=True, kw_only=True):
    """Parameters of setWebhook."""

    url: str
    ip_address: str | None = None
    max_connections: int = 40
    allowed_updates: list[str] | None = None
    drop_pending_updates: bool = False
    secret_token: str | None = None


class DeleteWebhook(Parameters, frozen=True, kw_only=True):
    """Parameters of deleteWebhook."""

    drop_pending_updates: bool = False


def demand_known(kinds: list[str] | None) -> None:
    """Refuse update types that do not exist; Telegram would silently ignore them."""
    unknown = set(kinds or ()) - UPDATE_TYPES
    if unknown:
        raise ViolationError(f"unknown update types {sorted(unknown)} (strict emulator)")


@method("getMe", Nothing)
def get_me(office: Office, _: Nothing) -> Json:
    """Return the bot itself."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not office.world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return user_json(office.world.bot) | abilities
