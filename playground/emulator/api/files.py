"""getFile."""

from __future__ import annotations

from playground.emulator.api.errors import ApiError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.world.feed import Json

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


class GetFile(Parameters, frozen=True, kw_only=True):
    """Parameters of getFile."""

    file_id: str


@method("getFile", GetFile)
def get_file(office: Office, given: GetFile) -> Json:
    """Tell where the bytes of a file can be downloaded; more than 20 MB cannot."""
    file, path = office.world.media.size(given.file_id), office.world.media.path(given.file_id)
    if file is None or path is None:
        raise ApiError("invalid file_id")
    if len(file.data) > MAX_DOWNLOAD_BYTES:
        raise ApiError("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.file_unique_id,
        "file_size": len(file.data),
        "file_path": path,
    }
