"""A new case that is like an open incident joins it at once, and its receipt says where that stands."""

from __future__ import annotations

from core.change import Change
from couriers.numbers import find_parcels
from tickets.models import Ticket, TicketKind
from triage.crises.incident_rows import CRISIS, Incident, add_to_incident
from triage.crises.rules import Case, Likeness, likenesses
from triage.watch import WorkspaceWatch


def incident_like(workspace: WorkspaceWatch, ticket: Ticket) -> Incident | None:
    """Return the open incident that a case belongs to, if there is one."""
    if ticket.kind is not TicketKind.AFTER_SALES or not workspace.incidents:
        return None
    mine = likenesses_of(workspace, ticket)
    return next((each for each in workspace.incidents if each.likeness in mine), None)


def likenesses_of(workspace: WorkspaceWatch, ticket: Ticket) -> tuple[Likeness, ...]:
    """Return in what a case is like others, as far as it is known when it is opened."""
    product = workspace.product(ticket.product_id)
    parcels = find_parcels(ticket.words)
    courier = parcels[0].couriers[0] if parcels and len(parcels[0].couriers) == 1 else ""
    shop = "" if product is None else product.shop
    case = Case(ticket.id, ticket.number, ticket.member_id, ticket.cause, shop, courier)
    return (*likenesses(case), crisis_likeness(ticket))


def crisis_likeness(ticket: Ticket) -> Likeness:
    """Return the likeness of everything said about one product in one community."""
    return CRISIS, f"{ticket.community_id}:{ticket.product_id or 0}"


def join_at_once(change: Change, workspace: WorkspaceWatch, ticket: Ticket) -> Incident | None:
    """Let a case that was just opened join the incident that it is like; return that."""
    incident = incident_like(workspace, ticket)
    if incident is not None:
        add_to_incident(change, incident.id, ticket.id, ticket.opened_at)
    return incident


def standing_of_all(workspace: WorkspaceWatch, ticket: Ticket) -> str | None:
    """Return where the incident of a case stands, for its receipt; None: it is in none, or nothing was said yet."""
    incident = incident_like(workspace, ticket)
    return None if incident is None else incident.words or None
