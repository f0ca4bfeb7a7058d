"""17TRACK: parcels that cross borders. A number is registered once; what is known of it follows in minutes.

Source: asset.17track.net (API v2.2); PLATFORM.md section 4.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from core.clock import Clock
from core.errors import TraceError
from couriers.asking import TOTAL_SECONDS, ask, build_client
from couriers.companies import BY_CODE
from couriers.traces import Event, ParcelState, Trace

SOURCE = "17TRACK"
_REGISTERED_ALREADY = -18019901
_NOT_REGISTERED = -18019902

_STATES = {
    "InfoReceived": ParcelState.ORDERED,
    "InTransit": ParcelState.MOVING,
    "Expired": ParcelState.TROUBLE,
    "AvailableForPickup": ParcelState.TO_COLLECT,
    "OutForDelivery": ParcelState.DELIVERING,
    "DeliveryFailure": ParcelState.TROUBLE,
    "Delivered": ParcelState.DELIVERED,
    "Exception": ParcelState.TROUBLE,
}
_FINE_STATES = {
    "Exception_Returning": ParcelState.RETURNING,
    "Exception_Returned": ParcelState.RETURNED,
    "DeliveryFailure_Rejected": ParcelState.REFUSED,
    "InTransit_CustomsProcessing": ParcelState.CUSTOMS,
    "InTransit_CustomsReleased": ParcelState.MOVING,
    "InTransit_CustomsRequiringInformation": ParcelState.CUSTOMS_HELD,
    "InTransit_PickedUp": ParcelState.COLLECTED,
}


@dataclass(frozen=True, slots=True)
class Token:
    """What the vendor gives; ``url`` names the version of the API and is the vendor's own unless a test stands in."""

    key: str
    url: str = "https://api.17track.net/track/v2.2"


class _Fault(BaseModel):
    code: int = 0
    message: str = ""


class _Status(BaseModel):
    status: str = ""
    sub_status: str | None = ""


class _Event(BaseModel):
    time_utc: datetime | None = None
    time_iso: datetime | None = None
    description: str | None = ""
    location: str | None = ""


class _Provider(BaseModel):
    events: list[_Event] = []


class _Tracking(BaseModel):
    providers: list[_Provider] = []


class _Info(BaseModel):
    latest_status: _Status = _Status()
    tracking: _Tracking = _Tracking()


class _Item(BaseModel):
    number: str = ""
    error: _Fault = _Fault()
    track_info: _Info | None = None


class _Data(BaseModel):
    accepted: list[_Item] = []
    rejected: list[_Item] = []


class _Answer(BaseModel):
    code: int = 0
    data: _Data = _Data()


class _Pushed(BaseModel):
    event: str = ""
    data: _Item = _Item()


class SeventeenTrack:
    """Asks 17TRACK, which updates every 6 to 12 hours: asking more often brings nothing."""

    def __init__(self, token: Token, clock: Clock, *, seconds: float = TOTAL_SECONDS) -> None:
        self._token, self._clock, self._seconds = token, clock, seconds
        self._client = build_client(headers={"17token": token.key})

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def trace(self, number: str, courier: str, phone: str = "") -> Trace:
        """Ask where a parcel is; a number that is not registered yet is, and its first answer is ``unknown``.

        Raises:
            TraceError: there is no answer.
        """
        carrier = BY_CODE[courier].seventeentrack if courier in BY_CODE else 0
        wanted = {"number": number, **({"carrier": carrier} if carrier else {}), **({"param": phone} if phone else {})}
        answer = await self._call("gettrackinfo", [{"number": number}])
        if any(item.error.code == _NOT_REGISTERED for item in answer.data.rejected):
            await self._register(wanted)
            raise TraceError("unknown", "registered just now")
        item = _only(answer)
        if item.track_info is None:
            raise TraceError("unknown", "nothing yet")
        return _trace(item, courier, self._clock())

    async def _register(self, wanted: dict[str, Any]) -> None:
        answer = await self._call("register", [wanted])
        refused = [item for item in answer.data.rejected if item.error.code != _REGISTERED_ALREADY]
        if refused:
            raise TraceError("number", f"{refused[0].error.code} {refused[0].error.message}")

    async def _call(self, method: str, items: list[dict[str, Any]]) -> _Answer:
        url = f"{self._token.url.rstrip('/')}/{method}"
        body = await ask(self._client, url, seconds=self._seconds, json=items)
        try:
            return _Answer.model_validate_json(body)
        except ValidationError as error:
            raise TraceError("answer", "not what was asked for") from error


def read_push(body: bytes, signature: str, *, key: str, now: datetime) -> Trace | None:
    """Return the Trace in a webhook's ``body``; None: it brings none.

    Raises:
        TraceError: the signature is not ours, or it is not a push.
    """
    expected = hashlib.sha256(body + b"/" + key.encode()).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.lower().encode()):
        raise TraceError("key", "signature")
    try:
        pushed = _Pushed.model_validate(json.loads(body))
    except (ValueError, ValidationError) as error:
        raise TraceError("answer", "not a push") from error
    if pushed.event != "TRACKING_UPDATED" or pushed.data.track_info is None:
        return None
    return _trace(pushed.data, "", now)


def _only(answer: _Answer) -> _Item:
    if answer.data.rejected:
        fault = answer.data.rejected[0].error
        raise TraceError("number", f"{fault.code} {fault.message}")
    if not answer.data.accepted:
        raise TraceError("answer", f"code {answer.code}")
    return answer.data.accepted[0]


def _trace(item: _Item, courier: str, now: datetime) -> Trace:
    info = item.track_info or _Info()
    if info.latest_status.status in ("", "NotFound"):
        raise TraceError("unknown", "not found")
    seen = [event for provider in info.tracking.providers for event in provider.events]
    events = [
        Event(at.astimezone(UTC), (event.description or "").strip(), (event.location or "").strip())
        for event in seen
        if (at := event.time_utc or event.time_iso) is not None and at.tzinfo is not None
    ]
    events.sort(key=lambda event: event.at, reverse=True)
    return Trace(item.number, courier, _state(info.latest_status), tuple(events), now, SOURCE)


def _state(status: _Status) -> ParcelState:
    return _FINE_STATES.get(status.sub_status or "") or _STATES.get(status.status, ParcelState.UNKNOWN)
