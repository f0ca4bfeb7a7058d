"""All tables of all rooms, gathered for migrations."""

from __future__ import annotations

import couriers.repository
import evidence.live
import evidence.redactions
import evidence.shelf
import evidence.sightings
import mailbox.forms
import mailbox.inbox
import mailbox.leadership
import mailbox.outbox
import tickets.agenda
import tickets.attachments
import tickets.compensations
import tickets.links
import tickets.parcels
import tickets.relays
import tickets.reminded
import tickets.repository
import tickets.threats
import triage.crises.incident_rows
import triage.crises.rows
import triage.learning.marks
import triage.learning.opinions
import triage.library.records
import triage.repository
import workspaces.absences
import workspaces.audit
import workspaces.doors
import workspaces.repository
from core.columns import metadata

ROOMS = (
    couriers.repository,
    evidence.redactions,
    evidence.live,
    evidence.shelf,
    evidence.sightings,
    mailbox.forms,
    mailbox.inbox,
    mailbox.leadership,
    mailbox.outbox,
    tickets.agenda,
    tickets.attachments,
    tickets.compensations,
    tickets.links,
    tickets.parcels,
    tickets.relays,
    tickets.reminded,
    tickets.repository,
    tickets.threats,
    triage.crises.incident_rows,
    triage.crises.rows,
    triage.learning.marks,
    triage.learning.opinions,
    triage.library.records,
    triage.repository,
    workspaces.absences,
    workspaces.audit,
    workspaces.doors,
    workspaces.repository,
)
"""The rooms that keep rows; importing them is what fills ``metadata``."""

__all__ = ["ROOMS", "metadata"]
