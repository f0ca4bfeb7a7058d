"""快递100: a query, a subscription, and what it pushes to us.

Source: api.kuaidi100.com (real-time query, push), the vendor's demos; PLATFORM.md section 4.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, ValidationError

from core.clock import Clock
from core.errors import TraceError
from couriers.asking import TOTAL_SECONDS, ask, build_client
from couriers.companies import BY_CODE, COURIERS
from couriers.traces import Event, ParcelState, Trace

SOURCE = "快递100"
QUERY = "/poll/query.do"
SUBSCRIBE = "/poll"
_CHINA = ZoneInfo("Asia/Shanghai")
_FINE_STATES = "4"

_STATES = {
    0: ParcelState.MOVING,
    1: ParcelState.COLLECTED,
    2: ParcelState.TROUBLE,
    3: ParcelState.DELIVERED,
    4: ParcelState.REFUSED,
    5: ParcelState.DELIVERING,
    6: ParcelState.RETURNING,
    7: ParcelState.MOVING,
    8: ParcelState.CUSTOMS,
    10: ParcelState.CUSTOMS,
    11: ParcelState.CUSTOMS,
    12: ParcelState.MOVING,
    13: ParcelState.CUSTOMS_HELD,
    14: ParcelState.REFUSED,
    101: ParcelState.ORDERED,
    102: ParcelState.ORDERED,
    103: ParcelState.COLLECTED,
    301: ParcelState.DELIVERED,
    302: ParcelState.DELIVERED,
    303: ParcelState.DELIVERED,
    304: ParcelState.DELIVERED,
    401: ParcelState.RETURNED,
    501: ParcelState.TO_COLLECT,
    1001: ParcelState.MOVING,
    1002: ParcelState.MOVING,
    1003: ParcelState.MOVING,
}
"""By state, then fine state; never by its leading digit (1001 is moving, not collected)."""

_REFUSALS = {
    "400": "number",
    "408": "phone",
    "500": "unknown",
    "501": "away",
    "502": "busy",
    "503": "key",
    "601": "key",
}


@dataclass(frozen=True, slots=True)
class Account:
    """What the vendor gives: customer id and key; ``url`` is the vendor's own unless a test stands in."""

    customer: str
    key: str
    url: str = "https://poll.kuaidi100.com"


class _Step(BaseModel):
    time: str = ""
    ftime: str = ""
    context: str = ""
    location: str | None = ""


class _Answer(BaseModel):
    result: bool | None = None
    return_code: str = Field(default="", alias="returnCode")
    message: str = ""
    com: str = ""
    nu: str = ""
    state: str = "0"
    data: list[_Step] = []


class _Pushed(BaseModel):
    status: str = ""
    message: str = ""
    last_result: _Answer | None = Field(default=None, alias="lastResult")


class Kuaidi100:
    """Asks 快递100. One question a number in 30 minutes at most, or it locks the number: the caller keeps to that."""

    def __init__(self, account: Account, clock: Clock, *, seconds: float = TOTAL_SECONDS) -> None:
        self._account, self._clock, self._seconds = account, clock, seconds
        self._client = build_client()

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def trace(self, number: str, courier: str, phone: str = "") -> Trace:
        """Ask where a parcel is.

        Raises:
            TraceError: no answer; ``phone`` before anything is asked where this courier wants one and none is given.
        """
        known = BY_CODE.get(courier)
        if known is None or not known.kuaidi100:
            raise TraceError("number", f"courier {courier or 'unknown'}")
        if known.needs_phone and not phone:
            raise TraceError("phone", "wanted")
        param = {"com": known.kuaidi100, "num": number, "phone": phone, "resultv2": _FINE_STATES}
        answer = _read(await self._post(QUERY, self._signed(param)))
        if answer.result is False:
            raise TraceError(_REFUSALS.get(answer.return_code, "answer"), f"{answer.return_code} {answer.message}")
        return _trace(answer, number, courier, self._clock())

    async def subscribe(self, number: str, courier: str, *, callback_url: str, phone: str = "") -> None:
        """Ask to be told of each change; told before counts as told.

        Raises:
            TraceError: it was refused.
        """
        salt = push_salt(self._account.key)
        parameters = {"callbackurl": callback_url, "salt": salt, "resultv2": _FINE_STATES, "phone": phone}
        known = BY_CODE.get(courier)
        company = known.kuaidi100 if known is not None else ""
        param = {"company": company, "number": number, "key": self._account.key, "parameters": parameters}
        body = await self._post(SUBSCRIBE, {"schema": "json", "param": _dump(param)})
        answer = _read(body)
        if answer.result is not True and answer.return_code not in ("200", "501"):
            raise TraceError(_REFUSALS.get(answer.return_code, "answer"), f"{answer.return_code} {answer.message}")

    def _signed(self, param: dict[str, Any]) -> dict[str, str]:
        """Sign the very string that is sent."""
        text = _dump(param)
        return {
            "customer": self._account.customer,
            "sign": sign(text, self._account.key, self._account.customer),
            "param": text,
        }

    async def _post(self, path: str, form: dict[str, str]) -> bytes:
        return await ask(self._client, f"{self._account.url.rstrip('/')}{path}", seconds=self._seconds, data=form)


def sign(text: str, *secrets: str) -> str:
    """Return MD5 over ``text`` and ``secrets``, in capitals, as the vendor wants it."""
    return hashlib.md5("".join((text, *secrets)).encode(), usedforsecurity=False).hexdigest().upper()


def push_salt(key: str) -> str:
    """Return the salt of our subscriptions: made from the key, so that it need not be kept."""
    return hmac.new(key.encode(), b"youju push", hashlib.sha256).hexdigest()[:24]


def read_push(param: str, signature: str, *, salt: str, now: datetime) -> Trace | None:
    """Return the Trace in a push; None: it brings none (the watch ended, or nothing was found).

    Raises:
        TraceError: the signature is not ours, or it is not a push.
    """
    if not hmac.compare_digest(sign(param, salt).encode(), signature.upper().encode()):
        raise TraceError("key", "signature")
    try:
        pushed = _Pushed.model_validate_json(param)
    except ValidationError as error:
        raise TraceError("answer", "not a push") from error
    if pushed.status == "abort" or pushed.last_result is None or not pushed.last_result.nu:
        return None
    courier = next((known.code for known in COURIERS if known.kuaidi100 == pushed.last_result.com), "")
    return _trace(pushed.last_result, pushed.last_result.nu, courier, now)


def _dump(param: dict[str, Any]) -> str:
    return json.dumps(param, ensure_ascii=False, separators=(",", ":"))


def _read(body: bytes) -> _Answer:
    try:
        return _Answer.model_validate_json(body)
    except ValidationError as error:
        raise TraceError("answer", "not what was asked for") from error


def _trace(answer: _Answer, number: str, courier: str, now: datetime) -> Trace:
    steps = [
        Event(at, step.context.strip(), (step.location or "").strip()) for step in answer.data if (at := _moment(step))
    ]
    steps.sort(key=lambda event: event.at, reverse=True)
    return Trace(number, courier, _state(answer.state), tuple(steps), now, SOURCE)


def _state(code: str) -> ParcelState:
    if not code.isdecimal():
        return ParcelState.UNKNOWN
    return _STATES.get(int(code), ParcelState.UNKNOWN)


def _moment(step: _Step) -> datetime | None:
    """Return when a step happened: the vendor writes local time of China."""
    try:
        return datetime.fromisoformat(step.ftime or step.time).replace(tzinfo=_CHINA).astimezone(UTC)
    except ValueError:
        return None
