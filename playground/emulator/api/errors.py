"""How the Bot API says no."""

from __future__ import annotations

from playground.emulator.world.feed import Json


class ApiError(Exception):
    """A call that the Bot API refuses, with its own words.

    ``parameters`` carries ``retry_after`` or ``migrate_to_chat_id``.
    """

    is_violation = False

    def __init__(self, description: str, *, code: int = 400, parameters: Json | None = None) -> None:
        prefix = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: ", 429: "Too Many Requests: "}.get(code, "")
        super().__init__(prefix + description)
        self.code = code
        self.parameters = parameters

    @property
    def description(self) -> str:
        """The text of the answer."""
        return str(self.args[0])


class ViolationError(ApiError):
    """A call that no state of the world could make right: the bot's own mistake. Some are stricter than Telegram."""

    is_violation = True


class FloodError(ApiError):
    """Too many calls: come back later."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after}", code=429, parameters={"retry_after": retry_after})


class ForbiddenError(ApiError):
    """The bot may not speak there."""

    def __init__(self, description: str) -> None:
        super().__init__(description, code=403)
