"""The Telegram edge: aiogram objects in, plain objects out."""

from __future__ import annotations

from aiogram import Router

from handlers import (
    boxes,
    community,
    crisis,
    desk,
    drafts,
    errors,
    form,
    groups,
    incident,
    library,
    membership,
    parcels,
    people,
    praise,
    private,
    recall,
    relaying,
    settings,
    shelf,
    speaking,
    stacks,
    start,
    supplement,
    teaching,
    threats,
)


def build_routers() -> list[Router]:
    """Return the routers in the order in which they are asked; what takes anything comes last."""
    return [
        errors.build_router(),
        membership.build_router(),
        groups.build_router(),
        form.build_router(),
        start.build_router(),
        private.build_router(),
        people.build_router(),
        settings.build_router(),
        threats.build_router(),  # before whatever takes a file without a line
        shelf.build_router(),
        speaking.build_router(),
        praise.build_router(),
        recall.build_router(),
        stacks.build_router(),
        boxes.build_router(),
        library.build_router(),
        parcels.build_router(),
        drafts.build_router(),
        crisis.build_router(),
        relaying.build_router(),
        incident.build_router(),
        desk.build_router(),
        teaching.build_router(),
        community.build_router(),
        form.build_answers_router(),
        supplement.build_router(),
        private.build_last_router(),
        community.build_last_router(),
    ]
