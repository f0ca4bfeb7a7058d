"""From an HTTP request to checked parameters: query, urlencoded, JSON and multipart forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from aiohttp import BodyPartReader, web

from playground.emulator.api.errors import ViolationError
from playground.emulator.world.feed import Json


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what a method takes: one field a parameter. Unknown parameters are refused."""


P = TypeVar("P", bound=Parameters)
_PLAIN = {int, str, bool, float, type(None)}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """What came over the wire: plain values, and files by the name of their part."""

    values: Json
    files: dict[str, Upload]

    def for_record(self) -> Json:
        """Return the values as the record of Calls keeps them."""
        return self.values | {name: f"<{file.name}, {len(file.data)} bytes>" for name, file in self.files.items()}


async def read(request: web.Request) -> Request:
    """Take a request apart.

    Raises:
        ViolationError: the body is not what its content type says.
    """
    values: Json = dict(request.query)
    files: dict[str, Upload] = {}
    kind = request.content_type
    if request.method == "POST" and request.can_read_body:
        if kind == "application/json":
            values |= _json_object(await request.read())
        elif kind == "application/x-www-form-urlencoded":
            values |= {name: str(value) for name, value in (await request.post()).items()}
        elif kind == "multipart/form-data":
            async for part in await request.multipart():
                if isinstance(part, BodyPartReader) and part.name:
                    if part.filename is None:
                        values[part.name] = await part.text()
                    else:
                        files[part.name] = Upload(part.filename, bytes(await part.read()))
        else:
            raise ViolationError(f"unsupported content type {kind}")
    return Request(values, files)


def _json_object(body: bytes) -> Json:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise ViolationError("can't parse JSON object") from error


def fill(request: Request, kind: type[P]) -> P:
    """Turn a request into the parameters that a method takes.

    Raises:
        ViolationError: unknown, missing or ill-typed parameters.
    """
    values = dict(request.values)
    for name in _structured(kind) & values.keys():
        if isinstance(values[name], str):
            try:
                values[name] = msgspec.json.decode(values[name])
            except msgspec.DecodeError as error:
                raise ViolationError(f"can't parse {name} JSON object") from error
    for name in request.files.keys() & kind.__struct_fields__:
        values[name] = f"attach://{name}"
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ViolationError(f"{error} (strict emulator)") from error


@cache
def _structured(kind: type[Parameters]) -> frozenset[str]:
    """Name the fields that come as JSON text in a form."""
    return frozenset(name for name, hint in get_type_hints(kind).items() if not set(_members(hint)) <= _PLAIN)


def _members(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
