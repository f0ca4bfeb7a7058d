"""What the rules say of a case, in words: lines on the card, the line in the group, and the drafted answer. Pure."""

from __future__ import annotations

from core.texts import Words, stack
from tickets.models import Ticket
from tickets.policy import (
    MERCHANT,
    CaseFacts,
    ClauseCode,
    Fact,
    Insurance,
    Ruling,
    Verdict,
    Why,
    clause_for,
    dispatch_deadline,
    postage_of,
)
from triage.words import receipts
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice
from workspaces.models import Product
from workspaces.settings import PolicyValues

_MEMBERS_OWN = frozenset({Fact.CAUSE, Fact.RECEIVED, Fact.PHOTOS, Fact.PRODUCT})


def card_lines(voice: Voice, ruling: Ruling, facts: CaseFacts, values: PolicyValues) -> Words:
    """Return what staff see: the clause, whether it applies, why, what is missing and what may be done."""
    asked = str(facts.merchant_asks) if facts.merchant_asks else None
    courtesy = str(ruling.courtesy_left) if ruling.courtesy_left else None
    can = None if ruling.verdict is Verdict.DOES_NOT else remedies_named(voice, ruling)
    return stack(
        voice(
            "card-rule",
            clause=clause_name(voice, ruling.clause, values),
            verdict=voice.label("verdict", ruling.verdict),
        ),
        voice("card-rule-why", why=why(voice, ruling, facts, values)),
        voice("card-rule-more", more=voice("join-comma").join(_money_lines(voice, ruling)) or None),
        voice("card-rule-can", remedies=can),
        voice("card-rule-courtesy", count=courtesy),
        voice("card-rule-asked", count=asked if ruling.verdict is Verdict.DOES_NOT else None),
    )


def why(voice: Voice, ruling: Ruling, facts: CaseFacts, values: PolicyValues) -> str:
    """Return the sentence that explains a ruling, with its dates; without a full stop."""
    if ruling.why is Why.ALWAYS:
        return voice(f"rule-always-{ruling.clause.value}")
    if ruling.clause is ClauseCode.DISPATCH and ruling.why is not Why.MISSING:
        key = "rule-promised" if ruling.why is Why.PROMISED else "rule-promised-over"
        return voice(key, hours=str(facts.dispatch_hours), deadline=voice.due_or_none(ruling.deadline))
    key = f"rule-{ruling.why.value.replace('_', '-')}"
    if ruling.why is Why.OVER and not ruling.days_over:
        key = "rule-over-today"
    if ruling.clause is ClauseCode.NONE:
        key = "rule-missing-cause"
    return voice(
        key,
        clause=clause_name(voice, ruling.clause, values),
        received=None if ruling.received_on is None else voice.date_of(ruling.received_on),
        last=None if ruling.last_day is None else voice.date_of(ruling.last_day),
        days=str(ruling.days_over),
        claimed=voice.date_of(facts.claimed_at),
        category=facts.category,
        facts=facts_named(voice, ruling),
    )


def draft(
    voice: Voice, ticket: Ticket, ruling: Ruling, facts: CaseFacts, values: PolicyValues, *, merchant_said: str = ""
) -> str:
    """Return the drafted answer to the member: the rule, its dates and sums, who decides, and a way on (VOICE 8).

    ``merchant_said``: what the merchant answered, quoted as the merchant's own.
    """
    answered = voice("draft-merchant-answered", answer=voice.quote(merchant_said))
    hail, number = voice.hail(ticket.member_name), number_of(ticket)
    if ruling.verdict is Verdict.UNKNOWN and ruling.why is Why.MISSING:
        return _draft_missing(voice, ruling, hail, number, answered)
    reason = why(voice, ruling, facts, values)
    insurance = _insurance(voice, ruling) if ruling.why is Why.OVER else None
    opening = voice("draft-checked-insured", hail=hail, number=number, why=reason, insurance=insurance)
    opening = opening or voice("draft-checked", hail=hail, number=number, why=reason)
    if ruling.verdict is Verdict.DOES_NOT:
        return str(stack(opening, *_declined(voice, ruling, facts, merchant_said)).text)
    return str(stack(opening, answered, *_applies(voice, ruling)).text)


def receipt(
    voice: Voice, ticket: Ticket, product: Product | None, values: PolicyValues, *, news: str | None = None
) -> Reply:
    """Confirm a complaint or request with the rule of this group, or the dispatch deadline, that it falls under.

    ``news``: where an incident stands that the case is part of.
    """
    return receipts.receipt(
        voice,
        ticket,
        is_product_known=ticket.product_id is not None,
        rule=public_rule(voice, ticket, values),
        dispatch=dispatch_line(voice, ticket, None if product is None else product.dispatch_hours),
        news=news,
    )


def public_rule(voice: Voice, ticket: Ticket, values: PolicyValues) -> str | None:
    """Return the rule of this group that a complaint in public is answered with; a change of mind gets none there."""
    clause = clause_for(ticket.cause, ticket.wants)
    key = f"public-rule-{clause.code.value}"
    if key not in voice.texts:
        return None
    payer = voice.label("payer", postage_of(clause, values) or MERCHANT)
    return voice(key, days=str(values.quality_days), hours=str(values.damage_hours), payer=payer)


def dispatch_line(voice: Voice, ticket: Ticket, dispatch_hours: int | None) -> str:
    """Answer 「怎么还没发」 with the merchant's deadline, where it is known and still ahead."""
    if dispatch_hours is None or clause_for(ticket.cause).code is not ClauseCode.DISPATCH:
        return ""
    deadline = dispatch_deadline(ticket.opened_at, dispatch_hours)
    return voice("receipt-dispatch", hours=str(dispatch_hours), deadline=voice.due(deadline))


def clause_name(voice: Voice, code: ClauseCode, values: PolicyValues) -> str:
    """Return what a clause is called: 「七天无理由」."""
    if code is not ClauseCode.NO_REASON:
        return voice.label("rule-name", code)
    if not values.no_reason_days:
        return voice("rule-name-no-reason-none")
    own = voice.label_if_any("rule-name-no-reason", str(values.no_reason_days))
    return own or voice("rule-name-no-reason", days=str(values.no_reason_days))


def facts_named(voice: Voice, ruling: Ruling, *, members_own: bool = False) -> str | None:
    """Return what is missing; ``members_own``: only what the member can tell."""
    facts = (fact for fact in ruling.missing if not members_own or fact in _MEMBERS_OWN)
    return voice.listed(voice.label("fact", fact) for fact in facts)


def remedies_named(voice: Voice, ruling: Ruling) -> str | None:
    """Return what may be proposed."""
    return voice.listed(voice.label("remedy", code) for code in ruling.remedies)


def _draft_missing(voice: Voice, ruling: Ruling, hail: str, number: str | None, answered: str) -> str:
    facts = facts_named(voice, ruling, members_own=True)
    asked = voice("draft-missing", hail=hail, number=number, facts=facts)
    if not asked:
        waits = voice("draft-desk-missing")
        return str(stack(voice("draft-plain", hail=hail, number=number, why=waits.rstrip("。")), answered).text)
    return str(stack(asked, answered, voice("draft-missing-how")).text)


def _declined(voice: Voice, ruling: Ruling, facts: CaseFacts, merchant_said: str) -> list[str]:
    platform = voice("draft-platform" if ruling.postage else "draft-platform-plain")
    said = voice("draft-merchant-said", answer=voice.quote(merchant_said))
    asked = voice("draft-merchant-asked" if facts.merchant_asks else "draft-merchant-will-ask")
    is_plain_return = ruling.clause is ClauseCode.NO_REASON
    return [platform, said or asked, voice("draft-way-no-reason" if is_plain_return else "draft-way-period")]


def _applies(voice: Voice, ruling: Ruling) -> list[str]:
    if ruling.clause is ClauseCode.DISPATCH:
        late = ruling.why is Why.OVER
        return [
            voice("draft-late-dispatch", remedies=remedies_named(voice, ruling))
            if late
            else voice("draft-wait-dispatch")
        ]
    if ruling.why is Why.ALWAYS:
        is_transit = ruling.clause is ClauseCode.TRANSIT
        return [voice("draft-transit" if is_transit else "draft-platform-how")]
    claimed = voice("draft-claimed-how") if ruling.why is Why.CLAIMED_IN_TIME else ""
    if ruling.clause is ClauseCode.NO_REASON:
        return [_postage(voice, ruling), claimed or voice("draft-no-reason-how")]
    key = "draft-can" if len(ruling.remedies) > 1 else "draft-can-one"
    return [_postage(voice, ruling), claimed, voice(key, remedies=remedies_named(voice, ruling))]


def _postage(voice: Voice, ruling: Ruling) -> str:
    is_buyers = ruling.postage and ruling.postage != MERCHANT
    if is_buyers and ruling.insurance is Insurance.COVERED and ruling.insured_until is not None:
        return voice("draft-postage-insured", until=voice.date_of(ruling.insured_until))
    return voice("draft-postage", payer=voice.label("payer", ruling.postage) if ruling.postage else None)


def _money_lines(voice: Voice, ruling: Ruling) -> list[str]:
    if not ruling.postage:
        return []
    insurance = None if ruling.postage == MERCHANT else _insurance(voice, ruling)
    return [voice("rule-postage", payer=voice.label("payer", ruling.postage)), *([insurance] if insurance else [])]


def _insurance(voice: Voice, ruling: Ruling) -> str | None:
    if ruling.insurance is Insurance.NONE or not ruling.postage or ruling.postage == MERCHANT:
        return None
    until = None if ruling.insured_until is None else voice.date_of(ruling.insured_until)
    return voice(f"rule-insurance-{ruling.insurance.value}", until=until) or None
