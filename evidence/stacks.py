"""Files that came in one after another without a line, and the form that is filled in for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment, Change
from core.ids import ChatId, OutgoingId, ProductId, UserId, WorkspaceId
from evidence.models import TEXT_ONLY_KINDS, EvidenceKind, Scope
from evidence.register import QuickAdd
from evidence.shelf import BatchRow, UploadRow
from workspaces.models import Product


class StackState(StrEnum):
    """How far a stack is."""

    GATHERING = "gathering"  # more files may come
    ASKED = "asked"  # one item each, or one item of all
    FILLING = "filling"  # kind, product, last day, note are asked one after another
    LEFT = "left"  # a command came in between; what was answered is kept
    READING = "reading"  # its files are fetched and looked at
    READY = "ready"  # its drafts wait for a person
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered so far; None: not asked yet."""

    kind: str | None = None
    scope: str | None = None
    product_id: int | None = None
    brand: str = ""
    unknown: str = ""  # a name that was typed and that no product has
    until: str | None = None  # a date, ``long``, ``read`` (in the picture) or empty
    is_text: bool = False  # no file is meant to come
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """Files of one person on their way to become items, and the form filled in for them."""

    id: int
    workspace_id: WorkspaceId
    chat_id: ChatId
    user_id: UserId
    state: StackState
    is_each: bool
    answers: Answers
    total: int
    outgoing_id: OutgoingId | None
    at: datetime
    ready_at: datetime


READ = "read"
"""The last day is read in the picture."""


def next_step(answers: Answers, *, has_files: bool) -> str:
    """Return what is asked next: kind, scope, until, file, note; empty: all is known."""
    is_letter = answers.kind == EvidenceKind.AUTHORIZATION
    steps = (
        ("kind", answers.kind is None),
        ("scope", answers.scope is None),
        ("until", answers.until is None or (is_letter and not answers.until)),
        ("file", not has_files and not answers.is_text),
        ("note", answers.note is None or (answers.is_text and not answers.note)),
    )
    return next((step for step, is_open in steps if is_open), "")


def may_be_text(answers: Answers) -> bool:
    """Whether words alone are enough for the kind that was chosen."""
    return answers.kind is not None and EvidenceKind(answers.kind) in TEXT_ONLY_KINDS


def quick_add(answers: Answers, products: dict[ProductId, Product]) -> QuickAdd:
    """Return what was answered as if it had been typed in one line."""
    product = None if answers.product_id is None else products.get(ProductId(answers.product_id))
    is_dated = answers.until not in (None, "", "long", READ)
    return QuickAdd(
        EvidenceKind(answers.kind or EvidenceKind.STATEMENT),
        Scope(answers.scope or Scope.WORKSPACE),
        product,
        answers.brand,
        valid_until=date.fromisoformat(str(answers.until)) if is_dated else None,
        is_long_term=answers.until == "long",
        note=answers.note or "",
    )


_OPEN = ("gathering", "asked", "filling", "left")
ADVANCE_STACK = Amendment(
    "go on with a stack as it was read",
    update(BatchRow)
    .where(BatchRow.c.id == bindparam("the_stack"), BatchRow.c.state == bindparam("old_state"))
    .where(BatchRow.c.arguments == bindparam("old_arguments"))
    .values(
        state=bindparam("new_state"),
        mode=bindparam("new_mode"),
        arguments=bindparam("new_arguments"),
        total=bindparam("new_total"),
        outgoing_id=bindparam("new_outgoing"),
        ready_at=bindparam("new_ready_at"),
    ),
    must_match=True,
)
JOIN_STACK = Amendment(
    "one more file for a stack",
    update(BatchRow)
    .where(BatchRow.c.id == bindparam("the_stack"))
    .values(state="gathering", total=BatchRow.c.total + 1, ready_at=bindparam("new_ready_at")),
)
LEAVE_STACK = Amendment(
    "leave a form, its answers kept",
    update(BatchRow)
    .where(BatchRow.c.chat_id == bindparam("the_chat"), BatchRow.c.user_id == bindparam("the_user"))
    .where(BatchRow.c.state == "filling")
    .values(state="left"),
)
RELEASE_UPLOADS = Amendment(
    "read the files of a stack now",
    update(UploadRow)
    .where(UploadRow.c.batch_id == bindparam("the_stack"), UploadRow.c.state == "held")
    .values(state="waiting", ready_at=bindparam("at"), attempts=0),
)
JOIN_UPLOADS = Amendment(
    "make one group of all files of a stack",
    update(UploadRow)
    .where(UploadRow.c.batch_id == bindparam("the_stack"), UploadRow.c.state == "held")
    .values(group_id=bindparam("the_group")),
)
DROP_UPLOADS = Amendment(
    "give the files of a stack up",
    update(UploadRow)
    .where(UploadRow.c.batch_id == bindparam("the_stack"), UploadRow.c.state.in_(("held", "waiting")))
    .values(state="refused"),
)


def add_stack(change: Change, stack: Stack) -> None:
    """Insert a stack."""
    change.add(
        BatchRow,
        id=stack.id,
        workspace_id=stack.workspace_id,
        chat_id=stack.chat_id,
        user_id=stack.user_id,
        at=stack.at,
        refused=0,
        **_written(stack),
    )


def save_stack(change: Change, before: Stack, after: Stack) -> None:
    """Write how far a stack is; somebody else's step meanwhile is a conflict."""
    change.amend(
        ADVANCE_STACK,
        the_stack=before.id,
        old_state=before.state.value,
        old_arguments=_encoded(before.answers),
        new_state=after.state.value,
        new_mode="each" if after.is_each else "one",
        new_arguments=_encoded(after.answers),
        new_total=after.total,
        new_outgoing=after.outgoing_id,
        new_ready_at=after.ready_at,
    )


async def find_stack(connection: AsyncConnection, stack_id: int) -> Stack | None:
    """Return one stack."""
    row = (await connection.execute(select(BatchRow).where(BatchRow.c.id == stack_id))).mappings().one_or_none()
    return None if row is None else _stack(row)


async def open_stack(connection: AsyncConnection, chat_id: int, user_id: int) -> Stack | None:
    """Return the newest stack of a person whose form is still open."""
    query = (
        select(BatchRow)
        .where(BatchRow.c.chat_id == chat_id, BatchRow.c.user_id == user_id, BatchRow.c.state.in_(_OPEN))
        .order_by(BatchRow.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else _stack(row)


async def stacks_in(connection: AsyncConnection, state: StackState, now: datetime) -> list[Stack]:
    """Return the stacks of a state that may be looked at."""
    query = select(BatchRow).where(BatchRow.c.state == state.value, BatchRow.c.ready_at <= now).order_by(BatchRow.c.id)
    return [_stack(row) for row in (await connection.execute(query.limit(50))).mappings()]


async def groups_of(connection: AsyncConnection, stack_id: int, *states: str) -> int:
    """Return how many groups of files (single ones, albums) of a stack are in one of ``states``."""
    query = select(func.count(UploadRow.c.group_id.distinct())).where(UploadRow.c.batch_id == stack_id)
    return int((await connection.execute(query.where(UploadRow.c.state.in_(states)))).scalar_one())


def answered(stack: Stack, **answers: Any) -> Stack:
    """Return a stack with further answers."""
    return replace(stack, answers=replace(stack.answers, **answers))


def _written(stack: Stack) -> dict[str, Any]:
    return {
        "state": stack.state.value,
        "mode": "each" if stack.is_each else "one",
        "arguments": _encoded(stack.answers),
        "total": stack.total,
        "outgoing_id": stack.outgoing_id,
        "ready_at": stack.ready_at,
    }


def _encoded(answers: Answers) -> str:
    return msgspec.json.encode(answers).decode()


def _stack(row: Any) -> Stack:
    return Stack(
        id=row["id"],
        workspace_id=WorkspaceId(row["workspace_id"]),
        chat_id=ChatId(row["chat_id"]),
        user_id=UserId(row["user_id"]),
        state=StackState(row["state"]),
        is_each=row["mode"] == "each",
        answers=msgspec.json.decode(row["arguments"], type=Answers),
        total=row["total"],
        outgoing_id=None if row["outgoing_id"] is None else OutgoingId(row["outgoing_id"]),
        at=row["at"],
        ready_at=row["ready_at"],
    )
