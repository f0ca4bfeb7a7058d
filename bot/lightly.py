"""aiogram imported lightly: each of its models is built when it is first used, not all of them at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel


def import_aiogram() -> None:
    """Import aiogram; called before anything else imports it, or it does nothing.

    Its package builds all 450 models as it is imported: 2 s, and 118 MiB that stay. Half a dozen of them are ever used.
    Its classes say ``defer_build``, so pydantic builds one as soon as it is needed, if it is told where the names in
    its fields are found.
    """
    if "aiogram" in sys.modules:
        return
    build: Any = BaseModel.__dict__["model_rebuild"]
    names: dict[str, Any] = {}

    def note_names(_model: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **_: Any) -> None:
        names.update(_types_namespace or {})

    _replace(BaseModel, note_names)  # for the length of the import
    try:
        from aiogram.types import TelegramObject
    finally:
        _replace(BaseModel, build.__func__)

    def build_now(model: type[BaseModel], /, *, _types_namespace: Any = None, **options: Any) -> bool | None:
        options.pop("_parent_namespace_depth", None)
        built: bool | None = build.__func__(model, _types_namespace=_types_namespace or names, **options)
        return built

    _replace(TelegramObject, build_now)


def _replace(model: type[BaseModel], rebuild: Callable[..., Any]) -> None:
    setattr(model, "model_rebuild", classmethod(rebuild))  # noqa: B010  a method, which a type checker lets nobody replace
