"""What is said and pressed in the form of a stack, as answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.errors import SayableError
from core.ids import ProductId
from evidence.fields import Setting, read_field
from evidence.models import EvidenceKind, Scope
from evidence.register import kind_of
from triage.watch import WorkspaceWatch
from workspaces.dates import LONG_TERM, parse_date
from workspaces.problems import Problem


def read_words(workspace: WorkspaceWatch, step: str, words: str, today: date) -> Mapping[str, Any]:
    """Return what is typed at a step, as answers.

    Raises:
        SayableError: what was wrong with it.
    """
    if step == "until":
        day = parse_date(words, today)
        if isinstance(day, Problem):
            raise day.error()
        return {"until": "long" if day == LONG_TERM else day.isoformat()}
    if step == "file":
        raise SayableError("stack-file-wanted")
    changes = read_field(step, words, Setting(list(workspace.products.values()), today))
    if isinstance(changes, Problem) and changes.key == "problem-unknown-product":
        return {"unknown": str(changes.variables["name"])}
    if isinstance(changes, Problem):
        raise changes.error()
    return _as_answers(changes)


def read_button(workspace: WorkspaceWatch, value: str) -> Mapping[str, Any]:
    """Return what a button carries, as answers.

    Raises:
        SayableError: it is an old one.
    """
    field, _, given = value.partition(".")
    if field == "kind" and kind_of(given) is not None:
        return {"kind": given}
    if field in ("product", "brand"):
        return _named(workspace, field, given)
    if field == "until":
        return {"until": "" if given == "none" else given}
    if value == "file.text":
        return {"is_text": True}
    if value == "note.none":
        return {"note": ""}
    raise SayableError("alert-old")


def _named(workspace: WorkspaceWatch, field: str, given: str) -> Mapping[str, Any]:
    if given == "all":
        return {"scope": Scope.WORKSPACE.value}
    product = workspace.products.get(ProductId(int(given))) if given.isdigit() else None
    if product is None:
        raise SayableError("alert-old")
    if field == "brand":
        return {"scope": Scope.BRAND.value, "brand": product.brand}
    return {"scope": Scope.PRODUCT.value, "product_id": int(product.id)}


def _as_answers(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a field's words mean, as the form keeps it."""
    kept = dict(changes)
    if isinstance(kept.get("kind"), EvidenceKind):
        kept["kind"] = kept["kind"].value
    if isinstance(kept.get("scope"), Scope):
        kept["scope"] = kept["scope"].value
    return kept
