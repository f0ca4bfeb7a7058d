"""What falls due when, for every state of a ticket, and what comes after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ids import FollowUpId
from tests.unit.tickets.cases import NOW, TIMETABLE, local, ticket
from tickets.followups import Planned, deadlines_for, follow_ups_for, next_step
from tickets.models import FollowUp, FollowUpKind, Outcome, Ticket, TicketKind, TicketState, WaitingOn
from workspaces.settings import FollowTimes

K = FollowUpKind
WAITING, RESOLVED = TicketState.WAITING, TicketState.RESOLVED


def shown(plan: tuple[Planned, ...]) -> list[tuple[FollowUpKind, int, datetime]]:
    return [(planned.kind, planned.step, planned.due_at) for planned in plan]


def row(planned: Planned, subject: Ticket) -> FollowUp:
    return FollowUp(
        FollowUpId(1), subject.id, subject.workspace_id, planned.kind, planned.step, planned.due_at, planned.details
    )


def ladder(planned: Planned, subject: Ticket, steps: int) -> list[datetime]:
    """Let it fire on time again and again; return when."""
    fired = [planned.due_at]
    following: Planned | None = planned
    while following is not None and len(fired) < steps:
        following = next_step(row(following, subject), subject, following.due_at, TIMETABLE)
        fired += [] if following is None else [following.due_at]
    return fired


def test_new_complaint_has_a_desk_ladder_and_its_promised_time() -> None:
    plan = follow_ups_for(ticket(promised_at=local("2026-11-22 16:00")), NOW, TIMETABLE)
    assert shown(plan) == [
        (K.FIRST_RESPONSE, 0, local("2026-11-22 15:15")),
        (K.PROGRESS, 0, local("2026-11-22 16:00")),
    ]
    assert plan[1].details == {"promise": True}


def test_late_first_response_climbs_and_then_comes_every_morning() -> None:
    first = follow_ups_for(ticket(), NOW, TIMETABLE)[0]
    times = ["2026-11-22 15:15", "2026-11-22 16:00", "2026-11-22 17:00", "2026-11-23 10:00", "2026-11-24 10:00"]
    assert ladder(first, ticket(), 5) == [local(each) for each in times]


def test_night_does_not_count_for_the_desk() -> None:
    late = ticket(opened_at=local("2026-11-22 23:30"))
    first = follow_ups_for(late, local("2026-11-22 23:30"), TIMETABLE)[0]
    times = ["2026-11-23 09:15", "2026-11-23 10:00", "2026-11-23 11:00"]
    assert ladder(first, late, 3) == [local(each) for each in times]


def test_ladder_ends_in_a_daily_check_once_a_human_has_acted() -> None:
    first = follow_ups_for(ticket(), NOW, TIMETABLE)[0]
    taken = ticket(first_human_at=NOW + timedelta(minutes=5))
    following = next_step(row(first, taken), taken, first.due_at, TIMETABLE)
    assert following is not None
    assert (following.kind, following.due_at) == (K.WAITING_CHECK, first.due_at + timedelta(days=1))


def test_reopened_ticket_starts_the_ladder_anew() -> None:
    reopened = ticket(first_human_at=NOW - timedelta(days=3), opened_at=NOW - timedelta(days=4))
    assert follow_ups_for(reopened, NOW, TIMETABLE)[0].kind is K.WAITING_CHECK
    anew = follow_ups_for(reopened, NOW, TIMETABLE, desk_anew=True)[0]
    assert (anew.kind, anew.due_at) == (K.FIRST_RESPONSE, local("2026-11-22 15:15"))
    assert ladder(anew, reopened, 2)[1] == local("2026-11-22 16:00")


@pytest.mark.parametrize("on", [None, WaitingOn.MERCHANT, WaitingOn.MEMBER, WaitingOn.LIAISON])
def test_a_named_time_comes_round_whoever_has_taken_the_case(on: WaitingOn | None) -> None:
    promised = NOW + timedelta(hours=1)
    state = TicketState.OPEN if on is None else WAITING
    taken = ticket(state=state, waiting_on=on, first_human_at=NOW, promised_at=promised)
    assert [each.due_at for each in follow_ups_for(taken, NOW, TIMETABLE) if each.details.get("promise")] == [promised]
    answered = replace(taken, answered_at=NOW)
    assert not any(each.details.get("promise") for each in follow_ups_for(answered, NOW, TIMETABLE))


def test_progress_without_news_comes_daily_for_three_days_then_every_third_day() -> None:
    progress = follow_ups_for(ticket(), NOW, TIMETABLE)[1]
    days = [22, 23, 24, 27, 30]
    expected = [local(f"2026-11-{day} {'19:00' if day == 22 else '12:00'}") for day in days]
    assert ladder(progress, ticket(), 5) == expected


def test_news_goes_out_in_the_next_window() -> None:
    asked = ticket(state=WAITING, waiting_on=WaitingOn.COURIER, first_human_at=NOW)
    plan = follow_ups_for(asked, NOW, TIMETABLE)
    assert shown(plan) == [
        (K.WAITING_CHECK, 0, NOW + timedelta(days=1)),
        (K.PROGRESS, 0, local("2026-11-22 18:00")),
    ]
    recent = follow_ups_for(asked, NOW, TIMETABLE, last_message_at=local("2026-11-22 17:30"))
    assert recent[1].due_at == local("2026-11-23 12:00")


def test_outsiders_are_checked_after_24_48_and_72_hours_of_wall_time() -> None:
    night = local("2026-11-22 21:30")
    asked = ticket(state=WAITING, waiting_on=WaitingOn.MERCHANT, changed_at=night, first_human_at=night)
    check = follow_ups_for(asked, night, TIMETABLE)[0]
    hours = [(when - night) / timedelta(hours=1) for when in ladder(check, asked, 4)]
    assert hours == [24, 48, 72, 144]


def test_every_step_fires_even_after_three_days_of_downtime() -> None:
    asked = ticket(state=WAITING, waiting_on=WaitingOn.MERCHANT, first_human_at=NOW)
    check, back = follow_ups_for(asked, NOW, TIMETABLE)[0], NOW + timedelta(days=4)
    following = next_step(row(check, asked), asked, back, TIMETABLE)
    assert following is not None
    assert (following.step, following.due_at) == (1, back + timedelta(hours=12))


def test_evidence_promise_is_half_due_overdue_and_then_each_morning() -> None:
    promised = local("2026-11-22 17:00")
    doubt = ticket(kind=TicketKind.DOUBT, state=WAITING, waiting_on=WaitingOn.EVIDENCE, promised_at=promised)
    plan = follow_ups_for(doubt, NOW, TIMETABLE)
    assert shown(plan) == [(K.EVIDENCE_PROMISE, 0, local("2026-11-22 16:00"))]
    times = ["2026-11-22 16:00", "2026-11-22 17:00", "2026-11-22 17:01", "2026-11-23 10:00", "2026-11-24 10:00"]
    assert ladder(plan[0], doubt, 5) == [local(each) for each in times]


def test_half_time_at_night_waits_for_the_morning() -> None:
    evening = local("2026-11-22 22:30")
    doubt = ticket(
        kind=TicketKind.DOUBT, state=WAITING, waiting_on=WaitingOn.EVIDENCE, promised_at=local("2026-11-23 10:00")
    )
    assert follow_ups_for(doubt, evening, TIMETABLE)[0].due_at == local("2026-11-23 09:00")


def test_promise_missed_while_down_is_admitted_at_once() -> None:
    promised = local("2026-11-22 17:00")
    doubt = ticket(kind=TicketKind.DOUBT, state=WAITING, waiting_on=WaitingOn.EVIDENCE, promised_at=promised)
    half, back = follow_ups_for(doubt, NOW, TIMETABLE)[0], local("2026-11-22 19:00")
    following = next_step(row(half, doubt), doubt, back, TIMETABLE)
    assert following is not None
    assert (following.step, following.due_at) == (2, back)
    assert follow_ups_for(doubt, back, TIMETABLE)[0].step == 2


def test_new_promise_after_the_missed_one_is_watched_again() -> None:
    overdue = Planned(K.EVIDENCE_PROMISE, 2, NOW)
    again = ticket(
        kind=TicketKind.DOUBT, state=WAITING, waiting_on=WaitingOn.EVIDENCE, promised_at=NOW + timedelta(hours=2)
    )
    following = next_step(row(overdue, again), again, NOW, TIMETABLE)
    assert following is not None
    assert (following.step, following.due_at) == (0, NOW + timedelta(hours=1))


def test_doubt_is_checked_in_the_first_window_after_a_day_and_closed_after_72_hours() -> None:
    doubt = ticket(kind=TicketKind.DOUBT, state=RESOLVED, outcome=Outcome.EXPLAINED, resolved_at=NOW)
    plan = follow_ups_for(doubt, NOW, TIMETABLE)
    assert shown(plan) == [(K.DOUBT_CHECK, 0, local("2026-11-23 18:00"))]
    assert ladder(plan[0], doubt, 9) == [local("2026-11-23 18:00"), local("2026-11-26 18:00")]


def test_resolved_ticket_is_told_and_then_asked_about() -> None:
    resolved = ticket(state=RESOLVED, outcome=Outcome.REFUND, resolved_at=NOW)
    plan = follow_ups_for(resolved, NOW, TIMETABLE)
    assert shown(plan) == [
        (K.PROGRESS, 0, local("2026-11-22 18:00")),
        (K.RESOLUTION_CHECK, 0, local("2026-11-23 18:00")),
    ]
    assert next_step(row(plan[0], resolved), resolved, NOW, TIMETABLE) is None


def test_silent_member_gets_two_reminders_and_then_the_ticket_closes() -> None:
    silent = ticket(state=WAITING, waiting_on=WaitingOn.MEMBER)
    plan = follow_ups_for(silent, NOW, TIMETABLE)
    times = ["2026-11-23 18:00", "2026-11-24 18:00", "2026-11-25 18:00"]
    assert [planned.kind for planned in plan] == [K.MEMBER_REMINDER]
    assert ladder(plan[0], silent, 9) == [local(each) for each in times]


def test_who_does_not_want_contact_gets_none_and_the_desk_goes_on() -> None:
    silent = {"may_contact": False}
    assert [p.kind for p in follow_ups_for(ticket(**silent), NOW, TIMETABLE)] == [K.FIRST_RESPONSE]
    waiting = follow_ups_for(ticket(state=WAITING, waiting_on=WaitingOn.MEMBER, **silent), NOW, TIMETABLE)
    assert shown(waiting) == [(K.MEMBER_REMINDER, 2, NOW + timedelta(hours=72))]
    resolved = follow_ups_for(ticket(state=RESOLVED, resolved_at=NOW, **silent), NOW, TIMETABLE)
    assert shown(resolved) == [(K.RESOLUTION_CHECK, 1, NOW + timedelta(hours=96))]


def test_closed_ticket_has_none_left() -> None:
    closed = ticket(state=TicketState.CLOSED)
    assert follow_ups_for(closed, NOW, TIMETABLE) == ()
    for kind in FollowUpKind:
        assert next_step(row(Planned(kind, 0, NOW), closed), closed, NOW, TIMETABLE) is None


@pytest.mark.parametrize("kind", [K.DOUBT_CHECK, K.RESOLUTION_CHECK, K.EVIDENCE_PROMISE, K.MEMBER_REMINDER])
def test_follow_up_of_a_state_that_is_over_leads_nowhere(kind: FollowUpKind) -> None:
    assert next_step(row(Planned(kind, 0, NOW), ticket()), ticket(), NOW, TIMETABLE) is None


waits = st.sampled_from([None, *WaitingOn])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda at: local(at.isoformat()))  # noqa: DTZ001  # local() makes it aware


@settings(max_examples=150, deadline=None)
@given(moments, waits, st.sampled_from(TicketKind), st.booleans(), st.timedeltas(timedelta(), timedelta(days=5)))
def test_open_ticket_always_has_a_next_step_that_lies_ahead(
    now: datetime, on: WaitingOn | None, kind: TicketKind, may_contact: bool, late: timedelta
) -> None:
    state = TicketState.OPEN if on is None else WAITING
    subject = ticket(
        kind=kind, state=state, waiting_on=on, opened_at=now, changed_at=now, may_contact=may_contact,
        promised_at=now + timedelta(hours=1),
    )  # fmt: skip
    plan = follow_ups_for(subject, now, TIMETABLE)
    assert plan
    for planned in plan:
        assert planned.due_at >= now
        fired_at = planned.due_at + late
        following = next_step(row(planned, subject), subject, fired_at, TIMETABLE)
        closes = (planned.kind is K.MEMBER_REMINDER and planned.step == 2) or "beside" in planned.details
        assert (following is None) == closes
        assert following is None or following.due_at >= fired_at


@pytest.mark.parametrize(
    ("now", "return_by", "due"),
    [
        ("2026-11-22 15:00", "2026-11-28 00:00", "2026-11-26 18:00"),  # the last window that leaves a whole day
        ("2026-11-26 15:00", "2026-11-28 00:00", "2026-11-26 18:00"),
        ("2026-11-27 10:00", "2026-11-28 00:00", "2026-11-27 12:00"),  # late: the next one
        ("2026-11-27 21:00", "2026-11-28 00:00", None),  # no window is left
        ("2026-11-28 10:00", "2026-11-28 00:00", None),
    ],
)
def test_the_end_of_the_return_period_is_told_a_day_before(now: str, return_by: str, due: str | None) -> None:
    plan = deadlines_for(ticket(), local(now), TIMETABLE, return_by=local(return_by))
    assert [each.due_at for each in plan] == ([] if due is None else [local(due)])
    for each in plan:
        assert each.kind is K.RETURN_WINDOW
        assert next_step(row(each, ticket()), ticket(), each.due_at, TIMETABLE) is None


@pytest.mark.parametrize(
    ("dispatch_by", "due"),
    [("2026-11-24 15:00", "2026-11-24 15:00"), ("2026-11-24 23:00", "2026-11-25 09:00"), ("2026-11-22 14:00", None)],
)
def test_the_merchants_dispatch_deadline_is_checked_when_it_ends(dispatch_by: str, due: str | None) -> None:
    plan = deadlines_for(ticket(), NOW, TIMETABLE, dispatch_by=local(dispatch_by))
    assert shown(plan) == ([] if due is None else [(K.DISPATCH_DEADLINE, 0, local(due))])


@pytest.mark.parametrize("changes", [{"state": RESOLVED}, {"state": TicketState.CLOSED}, {"kind": TicketKind.DOUBT}])
def test_only_open_cases_have_days_that_come(changes: dict[str, Any]) -> None:
    later = NOW + timedelta(days=9)
    assert deadlines_for(ticket(**changes), NOW, TIMETABLE, return_by=later, dispatch_by=later) == ()


def test_owners_edit_the_times_of_every_ladder() -> None:
    times = FollowTimes(
        first_response_minutes=(30, 60, 90), waiting_hours=(12, 24, 36), progress=(1, 7), check_hours=48,
        close_hours=24, member_reminders=1, quiet_hours=0,
    )  # fmt: skip
    edited = replace(TIMETABLE, times=times)

    def steps(planned: Planned, subject: Ticket, count: int) -> list[datetime]:
        fired: list[datetime] = []
        following: Planned | None = planned
        while following is not None and len(fired) < count:
            fired.append(following.due_at)
            following = next_step(row(following, subject), subject, following.due_at, edited)
        return fired

    first, progress = follow_ups_for(ticket(), NOW, edited)
    assert steps(first, ticket(), 3) == [NOW + timedelta(minutes=each) for each in (30, 60, 90)]
    assert steps(progress, ticket(), 3) == [
        local(f"2026-{day} {clock}") for day, clock in (("11-22", "18:00"), ("11-29", "12:00"), ("12-06", "12:00"))
    ]
    asked = ticket(state=WAITING, waiting_on=WaitingOn.COURIER, first_human_at=NOW)
    check = follow_ups_for(asked, NOW, edited)[0]
    assert [(each - NOW) / timedelta(hours=1) for each in steps(check, asked, 3)] == [12, 24, 36]
    silent = ticket(state=WAITING, waiting_on=WaitingOn.MEMBER)
    assert len(steps(follow_ups_for(silent, NOW, edited)[0], silent, 9)) == 2
    resolved = ticket(state=RESOLVED, outcome=Outcome.REFUND, resolved_at=NOW)
    asks = steps(follow_ups_for(resolved, NOW, edited)[1], resolved, 9)
    assert asks == [local("2026-11-24 18:00"), local("2026-11-25 18:00")]
