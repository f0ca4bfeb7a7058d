"""One HTTP question to a tracking service: within a deadline, of limited size, never following a redirect."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from core.errors import TraceError

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 20.0
MOST_BYTES = 1_000_000


def build_client(*, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    """Return the one client of an upstream."""
    timeout = httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS)
    return httpx.AsyncClient(headers=headers, timeout=timeout, trust_env=False, follow_redirects=False)


async def ask(client: httpx.AsyncClient, url: str, *, seconds: float = TOTAL_SECONDS, **request: Any) -> bytes:
    """Post ``request`` and return the body of a 200.

    Raises:
        TraceError: ``away`` (no answer in time, 5xx), ``busy`` (429), ``key`` (401, 403), ``answer`` (anything else).
    """
    try:
        async with asyncio.timeout(seconds), client.stream("POST", url, **request) as response:
            if response.status_code != httpx.codes.OK:
                raise TraceError(_why(response.status_code), f"status {response.status_code}")
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise TraceError("answer", "too large")
            return bytes(body)
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
        raise TraceError("away", type(error).__name__) from error


def _why(status: int) -> str:
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return "busy"
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return "key"
    return "away" if status >= httpx.codes.INTERNAL_SERVER_ERROR else "answer"
