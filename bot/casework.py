"""What the desk and members do with a case, joined: the handlers' parameters for tickets, forms, drafts and money."""

from __future__ import annotations

from typing import Any

from core.files import Stores
from couriers.tracing import TraceParcel
from triage.desk.away import GoAway
from triage.desk.calling import CallInPrivate
from triage.desk.cases import Cases
from triage.desk.dossiers import TakeDossier
from triage.desk.drafts import Drafts
from triage.desk.files import KeepFiles
from triage.desk.filing import FileCase
from triage.desk.form_asking import AskForm
from triage.desk.form_filling import FillForm
from triage.desk.form_opening import OpenForm
from triage.desk.money import Compensate
from triage.desk.moves import Desk
from triage.desk.notes import MemberNotes, MergeTickets, StaffNotes
from triage.desk.parcels import JudgeParcel, ShowRoute
from triage.desk.relaying import RelayWords
from triage.desk.showing import ShowTickets
from triage.desk.submitting import SubmitForm
from triage.desk.threats import Threats
from triage.tools import Tools


def build_casework(tools: Tools, cases: Cases, stores: Stores, trace_parcel: TraceParcel) -> dict[str, Any]:
    """Return the handlers' parameters by name."""
    submit_form, relay_words = SubmitForm(tools, cases, KeepFiles(tools)), RelayWords(tools, cases)
    return {
        "desk": Desk(tools, cases),
        "show_tickets": ShowTickets(tools),
        "show_route": ShowRoute(tools, trace_parcel, stores.files),
        "judge_parcel": JudgeParcel(tools, cases),
        "file_case": FileCase(tools, cases),
        "open_form": OpenForm(tools),
        "fill_form": FillForm(tools, submit_form, AskForm(tools, submit_form)),
        "go_away": GoAway(tools),
        "relay_words_of": relay_words,
        "compensate": Compensate(tools, cases),
        "staff_notes": StaffNotes(tools, cases),
        "member_notes": MemberNotes(tools, cases),
        "call_in_private": CallInPrivate(tools, cases),
        "merge_tickets": MergeTickets(tools, cases),
        "threats": Threats(tools, cases),
        "take_dossier": TakeDossier(tools, cases, stores.files),
        "drafts": Drafts(tools, cases, relay_words),
    }
