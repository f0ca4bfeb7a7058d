"""Settings: read once, from the environment and .env."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.errors import SetupError
from core.texts import languages
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
    ocr: Literal["auto", "off"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    llm_url: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_model: str = ""
    llm_daily_budget: int = Field(default=500, ge=0)
    llm_extra: Annotated[dict[str, Any], NoDecode] = Field(default={})
    kuaidi100_url: str = "https://poll.kuaidi100.com"
    kuaidi100_customer: str = ""
    kuaidi100_key: SecretStr = SecretStr("")
    seventeentrack_url: str = "https://api.17track.net/track/v2.2"
    seventeentrack_key: SecretStr = SecretStr("")

    @field_validator("operators", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (LookupError, OSError, ValueError) as error:
            raise ValueError(f"knows no zone {value!r}; write it like Asia/Shanghai") from error
        return value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in languages():
            raise ValueError(f"is one of {', '.join(languages())}")
        return value

    @field_validator("open_to")
    @classmethod
    def _known_audience(cls, value: str) -> str:
        if value not in ("anyone", "approved") and not all(part.isdigit() for part in value.replace(",", " ").split()):
            raise ValueError("is 'anyone', 'approved' or a list of Telegram ids")
        return value

    @field_validator("proxy")
    @classmethod
    def _known_scheme(cls, value: str) -> str:
        if value and value.split("://")[0] not in ("http", "https", "socks5"):
            raise ValueError("starts with http://, https:// or socks5://")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value and not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("starts with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_takes_it(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value):
            raise ValueError("is 1-256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("telegram_api_url", "public_url", "llm_url", "kuaidi100_url", "seventeentrack_url")
    @classmethod
    def _safe_address(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        is_near = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
        if not parts.hostname or not (parts.scheme == "https" or is_near):
            raise ValueError("starts with https:// (http:// only on this machine)")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("is an address without user, password, query or fragment")
        return value

    @field_validator("llm_extra", mode="before")
    @classmethod
    def _read_json(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value or "{}")
        except ValueError as error:
            raise ValueError('is a JSON object, e.g. {"enable_thinking": false}') from error

    @model_validator(mode="after")
    def _model_is_complete(self) -> Settings:
        given = (self.llm_url, self.llm_key.get_secret_value(), self.llm_model)
        if any(given) and not all(given):
            raise ValueError("YOUJU_LLM_URL, YOUJU_LLM_KEY and YOUJU_LLM_MODEL go together")
        return self

    @model_validator(mode="after")
    def _tracker_is_complete(self) -> Settings:
        if bool(self.kuaidi100_customer) != bool(self.kuaidi100_key.get_secret_value()):
            raise ValueError("YOUJU_KUAIDI100_CUSTOMER and YOUJU_KUAIDI100_KEY go together")
        return self

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


def _line(location: tuple[Any, ...], message: str) -> str:
    name = f"YOUJU_{str(location[0]).upper()}: " if location else ""
    return name + message.removeprefix("Value error, ")
