"""Settings: read once, from the environment and .env."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.errors import SetupError
from mailbox.limits import Rates


class Settings(BaseSettings):
    """What the operator sets; each variable is ``YOUJU_`` and the name in capitals (see .env.example)."""

    model_config = SettingsConfigDict(env_prefix="YOUJU_", env_file=".env", extra="ignore", frozen=True)

    bot_token: str = ""
    telegram_api_url: str = "https://api.telegram.org"
    proxy: str = ""
    database_url: str = ""
    data_dir: Path = Path("data")
    receive: Literal["polling", "webhook"] = "polling"
    public_url: str = ""
    webhook_secret: str = ""
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    open_to: str = "anyone"
    timezone: str = "Asia/Shanghai"
    language: str = "zh-Hans"
    operators: Annotated[tuple[int, ...], NoDecode] = ()
    send_per_second: float = Field(default=30, ge=0)
    send_per_chat_second: float = Field(default=1, ge=0)
    send_per_group_minute: int = Field(default=20, ge=0)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @field_validator("operators", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        ZoneInfo(value)  # raises for an unknown one
        return value

    @field_validator("open_to")
    @classmethod
    def _known_audience(cls, value: str) -> str:
        if value != "anyone" and not all(part.isdigit() for part in value.replace(",", " ").split()):
            raise ValueError("is 'anyone' or a list of Telegram ids")
        return value

    @field_validator("proxy")
    @classmethod
    def _known_scheme(cls, value: str) -> str:
        if value and value.split("://")[0] not in ("http", "https", "socks5"):
            raise ValueError("starts with http://, https:// or socks5://")
        return value

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Settings:
        if self.receive == "webhook" and not (self.public_url and self.webhook_secret):
            raise ValueError("YOUJU_RECEIVE=webhook needs YOUJU_PUBLIC_URL and YOUJU_WEBHOOK_SECRET")
        return self

    @property
    def database(self) -> str:
        """The database's URL; by default SQLite in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'youju.db'}"

    @property
    def rates(self) -> Rates:
        """Telegram's sending limits."""
        return Rates(self.send_per_second, self.send_per_chat_second, self.send_per_group_minute)

    def may_open(self, user_id: int) -> bool:
        """Whether this person may open a workspace."""
        return self.open_to == "anyone" or str(user_id) in self.open_to.replace(",", " ").split()


def read_settings(**overrides: Any) -> Settings:
    """Read the settings.

    Raises:
        SetupError: one line for each value that is wrong.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = (_line(problem["loc"], problem["msg"]) for problem in error.errors())
        raise SetupError("\n".join(lines)) from error
    except (LookupError, OSError) as error:
        raise SetupError(f"YOUJU_TIMEZONE: {error}") from error


def _line(location: tuple[Any, ...], message: str) -> str:
    name = f"YOUJU_{str(location[0]).upper()}: " if location else ""
    return name + message.removeprefix("Value error, ")
