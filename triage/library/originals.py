"""Files as they came: fetched from Telegram, checked, and kept as originals of which nothing may be shown yet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from core.errors import DeliveryDelayedError, DeliveryError
from core.files import Files
from evidence.models import EvidenceFile
from evidence.pictures import MOST_BYTES, BadFileError, CheckedFile, check_file


class Courier(Protocol):
    """Whoever fetches files from Telegram."""

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """Return a file's bytes, at most ``most_bytes`` and one more.

        Raises:
            DeliveryError: not now, or never.
        """
        ...


async def fetch_checked(courier: Courier, row: Any) -> CheckedFile:
    """Fetch the file of an upload, and look at what its bytes really are.

    Raises:
        BadFileError: it cannot be used.
        DeliveryDelayedError: not now.
    """
    if row["size_bytes"] is not None and row["size_bytes"] > MOST_BYTES:
        too_large = {
            "size_mb": f"{row['size_bytes'] / 1024 / 1024:.1f}",
            "limit_mb": str(MOST_BYTES // 1024 // 1024),
        }
        raise BadFileError("bad-file-too-large", **too_large)
    try:
        data = await courier.fetch(row["file_id"], MOST_BYTES)
    except DeliveryDelayedError:
        raise
    except DeliveryError as error:
        raise BadFileError("bad-file-damaged") from error
    return await asyncio.to_thread(check_file, data, row["file_name"], row["mime"] or None)


async def keep_originals(originals: Files, checked: Sequence[CheckedFile]) -> tuple[EvidenceFile, ...]:
    """Keep originals, and return them as files of which nothing may be shown yet."""
    # Bytes go first: a row never names a file that is not there. A crash between leaves bytes, which do no harm.
    for file in checked:
        await asyncio.to_thread(originals.put, file.data)
    return tuple(replace(file.file, sha256="", original=file.file.sha256) for file in checked)
