"""What staff read of a threat: what an appeal has and lacks, the neutral question, and the dossier's labels. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.texts import Words, stack
from evidence.models import EvidenceFile
from tickets.models import Ticket
from tickets.threats import Demand, Threat
from triage.buttons import Area, button
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice


def appeal_lines(voice: Voice, demand: Demand) -> Words:
    """Return what an appeal to a platform needs: what the member's words give, and what is missing."""
    has = [(name, getattr(demand, name)) for name in demand.__dataclass_fields__ if getattr(demand, name)]
    named = (voice("appeal-quoted", name=voice.label("appeal", name), words=voice.quote(value)) for name, value in has)
    lacking = voice.listed(voice.label("appeal", name) for name in demand.missing)
    return stack(
        voice("staff-threat-appeal-has", what=voice("join-comma").join(named) or None),
        voice("staff-threat-appeal-lacks", what=lacking),
    )


def with_choice(voice: Voice, notice: Reply, ticket: Ticket, demand: Demand) -> Reply:
    """Add to an alert what an appeal needs, the neutral question, and the two buttons that decide."""
    ask = voice("staff-threat-ask", draft=voice("draft-ask-wish"))
    decide = (
        button(voice.texts, Area.TICKET, "mark", ticket.id),
        button(voice.texts, Area.TICKET, "nomark", ticket.id),
        button(voice.texts, Area.TICKET, "draft", ticket.id, "ask"),
    )
    words = stack(notice.words, appeal_lines(voice, demand), ask)
    return Reply(words.cut(), (decide, *notice.keyboard))


def decided(voice: Voice, ticket: Ticket, threat: Threat) -> Reply:
    """Confirm what was decided."""
    number, until = number_of(ticket), voice.date_of(threat.keep_until)
    if not threat.is_marked:
        return Reply(voice.words("threat-not", number=number) or voice.words("threat-not-doubt"))
    marked = voice.words("threat-marked", number=number, until=until) or voice.words("threat-marked-doubt", until=until)
    return Reply(stack(marked, voice("threat-marked-more", number=number)))


def dossier_caption(voice: Voice, ticket: Ticket, threat: Threat, file: EvidenceFile, counts: tuple[int, int]) -> Reply:
    """Hand the archive over, and say until when what it holds is kept."""
    entries, files = counts
    words = voice.words(
        "dossier-caption",
        number=number_of(ticket) or str(ticket.id),
        count=str(entries),
        files=str(files),
        until=voice.date_of(threat.keep_until),
    )
    return Reply(words, pictures=(file,))


def dossier_facts(
    voice: Voice, ticket: Ticket, threat: Threat, *, group: str, product: str, marked_by: str, made_at: datetime
) -> Sequence[tuple[str, str]]:
    """Return the head of a dossier: what it is about, who marked it and until when it is kept."""
    moments = "{:%Y-%m-%d %H:%M %Z}"
    values = {
        "group": group,
        "product": product,
        "member": voice("dossier-member-value", name=ticket.member_name, id=str(ticket.member_id)),
        "order": ticket.facts.order_number,
        "opened": moments.format(ticket.opened_at.astimezone(voice.zone)),
        "marked": voice(
            "dossier-marked-value", at=moments.format(threat.decided_at.astimezone(voice.zone)), by=marked_by
        ),
        "kept-until": f"{threat.keep_until.astimezone(voice.zone):%Y-%m-%d}",
        "made": moments.format(made_at.astimezone(voice.zone)),
    }
    return [(voice.label("dossier", key), value) for key, value in values.items() if value]


def dossier_headings(voice: Voice) -> Sequence[str]:
    """Return the headings of a dossier's tables, and its closing line."""
    return [voice.label("dossier", key) for key in ("when", "who", "what", "files", "file", "sha", "closing")]
