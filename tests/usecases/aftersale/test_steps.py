"""What follows a sale: planned, in turn, missed, taken off, and spread over the days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from leadq.domain.words import KINDS
from leadq.errors import RefusedError, UsageError
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.aftersale.steps import list_planned
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import leave_lead, lose_lead, reopen_lead, win_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step, take_off
from leadq.usecases.followup.spread import spread_backlog
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.lead_card import read_lead_card
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.consent import note_consent
from leadq.usecases.reports.day_report import report_day, report_overdue

from ..helpers import add, day, later, rows


def planned(desk: Desk, number: str) -> list[tuple[str, date]]:
    """The steps of a customer, the next one first."""
    with desk.read() as conn:
        return [(one.slot or "", one.step.on) for one in list_planned(conn, int(number))]


def due(desk: Desk, **asked: object) -> list[tuple[str, str, int | None]]:
    found = list_due(desk, **asked)  # type: ignore[arg-type]
    return [(i.lead["name"], i.pick.group, i.pick.days_late) for i in found.items]


@pytest.fixture
def won(desk: Desk) -> str:
    number = add(desk)
    win_lead(desk, number, 5000.0)
    return number


def test_a_win_plans_delivery_service_and_a_visit_again(desk: Desk, won: str) -> None:
    assert planned(desk, won) == [("delivery", day(7)), ("service", day(30)), ("revisit", day(30))]
    assert due(later(desk, 6)) == []
    assert due(later(desk, 7)) == [("王建国", "customer", 0)]
    assert due(later(desk, 9)) == [("王建国", "overdue", 2)]


def test_steps_are_left_out_one_by_one(desk: Desk) -> None:
    for count, kind in enumerate(KINDS, start=1):
        number = add(desk, f"c{count}")
        win_lead(desk, number, None, [kind])
        assert kind not in dict(planned(desk, number)) and len(planned(desk, number)) == 2
    number = add(desk, "none")
    assert win_lead(desk, number, None, KINDS).planned == ()
    assert planned(desk, number) == []
    edit_lead(desk, number, Change({"note": "still none"}))
    assert planned(desk, number) == []


def test_one_step_follows_the_other_by_contacts(desk: Desk, won: str) -> None:
    log_touch(later(desk, 2), won, Contacted(day(2)))
    assert planned(desk, won)[0] == ("delivery", day(7))
    log_touch(later(desk, 8), won, Contacted(day(8)))
    assert [slot for slot, _on in planned(desk, won)] == ["service", "revisit"]
    log_touch(later(desk, 30), won, Contacted(day(30)))
    assert planned(desk, won) == [("revisit", day(31))]
    log_touch(later(desk, 31), won, Contacted(day(31)))
    assert planned(desk, won) == [("revisit", day(63))]
    # a visit again that is ahead is done by any contact
    log_touch(later(desk, 40), won, Contacted(day(40)))
    assert planned(desk, won) == [("revisit", day(70))]


def test_nobody_answers_three_times_then_it_comes_in_its_turn(desk: Desk, won: str) -> None:
    take_off(desk, won, ["delivery", "service"])
    assert planned(desk, won) == [("revisit", day(30))]
    missed = Contacted(day(30), outcome="no_answer")
    for count in range(3):
        at = later(desk, 30 + count)
        log_touch(at, won, Contacted(at.today, outcome=missed.outcome))
        assert planned(at, won) == [("revisit", day(31 + count) if count < 2 else day(35))]
    last = later(desk, 35)
    log_touch(last, won, Contacted(last.today, outcome="no_answer"))
    assert planned(last, won)[0][0] == "revisit" and planned(last, won)[0][1] > day(35)


def test_key_customers_weekly_others_monthly(desk: Desk, won: str) -> None:
    take_off(desk, won, ["delivery", "service"])
    edit_lead(desk, won, Change({"key_customer": "yes"}))
    assert planned(desk, won) == [("key", day(7))]
    at = later(desk, 7)
    log_touch(at, won, Contacted(at.today))
    assert planned(at, won) == [("key", day(14))]
    edit_lead(at, won, Change({"key_customer": "no"}))
    assert planned(at, won) == [("revisit", day(37))]


def test_a_key_customer_is_not_kept_waiting_by_a_late_service(desk: Desk, won: str) -> None:
    edit_lead(desk, won, Change({"key_customer": "yes"}))
    at = later(desk, 7)
    log_touch(at, won, Contacted(at.today))
    assert planned(at, won)[0] == ("key", day(14))


def test_by_what_they_bring_the_first_fifth_is_key_among_five(desk: Desk) -> None:
    for place in range(5):
        win_lead(desk, add(desk, f"c{place}"), 100.0 * (place + 1), ("delivery", "service"))
    note_purchase(desk, "c0", 9000.0, None)
    assert planned(desk, "1")[0][0] == "key"
    assert Counter(slot for n in range(1, 6) for slot, _on in planned(desk, str(n)))["key"] <= 2


def test_the_rep_plans_puts_off_and_takes_off(desk: Desk, won: str) -> None:
    lead = plan_next(desk, won, StepWish(day(3), time="14:30", kind="service"))
    assert lead["next"] is not None and lead["next"]["on"] == day(3).isoformat()
    assert [slot for slot, _on in planned(desk, won)] == ["service", "delivery", "revisit"]
    snooze_step(desk, won, StepWish(day(10), reason="parts are late"))
    assert planned(desk, won)[:2] == [("delivery", day(7)), ("service", day(10))]
    take_off(desk, won, ["delivery"])
    assert planned(desk, won)[0] == ("service", day(10))
    with pytest.raises(RefusedError) as caught:
        take_off(desk, won, ["delivery"])
    assert caught.value.key == "not_planned"


def test_only_customers_have_such_steps(desk: Desk) -> None:
    number = add(desk)
    for act in (
        lambda: plan_next(desk, number, StepWish(day(3), kind="service")),
        lambda: take_off(desk, number, ["service"]),
        lambda: leave_lead(desk, number, "own_choice", "gone"),
    ):
        with pytest.raises(RefusedError) as caught:
            act()
        assert caught.value.key == "no_customer"


def test_undone_and_done_again_it_is_as_it_was(desk: Desk, won: str) -> None:
    before = planned(desk, won)
    undo_last(desk)
    assert planned(desk, won) != before
    redo_last(desk)
    assert planned(desk, won) == before
    log_touch(later(desk, 8), won, Contacted(day(8)))
    after = planned(desk, won)
    undo_last(later(desk, 8))
    assert planned(desk, won) == before
    redo_last(later(desk, 8))
    assert planned(desk, won) == after


def test_who_left_has_no_steps_until_they_come_back(desk: Desk, won: str) -> None:
    with pytest.raises(UsageError):
        leave_lead(desk, won, "own_choice", " ")
    closed = leave_lead(later(desk, 8), won, "own_choice", "went to a rival")
    assert (closed.lead["status"], closed.lead["left_kind"]) == ("left", "own_choice")
    assert planned(desk, won) == [] and due(later(desk, 60)) == []
    with pytest.raises(RefusedError) as caught:
        leave_lead(desk, won, "own_choice", "again")
    assert caught.value.key == "already_left"
    back = reopen_lead(later(desk, 9), won).lead
    assert (back["status"], back["left_kind"], back["reason"]) == ("won", None, None)
    assert [slot for slot, _on in planned(desk, won)] == ["revisit"]
    assert back["amount"] == 5000


def test_a_lost_deal_ends_all_that_was_planned(desk: Desk, won: str) -> None:
    reopen_lead(desk, won)
    assert [slot for slot, _on in planned(desk, won)] == ["ungraded"]
    lose_lead(desk, won, "price")
    assert planned(desk, won) == []
    assert rows(desk, "SELECT count(*) FROM followup WHERE state IN ('open', 'queued')") == [(0,)]


def test_who_withdrew_consent_is_left_alone(desk: Desk, won: str) -> None:
    note_consent(desk, won, False, desk.today, "")
    assert planned(desk, won) == []
    note_consent(desk, won, True, desk.today, "")
    assert [slot for slot, _on in planned(desk, won)] == ["revisit"]


def test_without_the_setting_nobody_is_seen_again(desk: Desk) -> None:
    alone = later(desk, 0, revisit=False)
    win_lead(alone, add(alone), None)
    assert [slot for slot, _on in planned(alone, "1")] == ["delivery", "service"]


def test_what_is_missed_is_overdue_everywhere(desk: Desk, won: str) -> None:
    late = later(desk, 7 + 15)
    assert due(late) == [("王建国", "overdue", 15)]
    assert [item.lead["name"] for item in report_overdue(late)] == ["王建国"]
    assert [item.lead["name"] for item in report_day(late).overdue] == ["王建国"]
    assert [item.lead["name"] for item in report_day(later(desk, 7)).left] == ["王建国"]
    edit_lead(desk, won, Change({"key_customer": "yes"}))
    assert len(report_overdue(later(desk, 7 + 6))) == 1
    spread_backlog(late, 5)
    assert due(late) == [("王建国", "customer", 0)]
    assert planned(late, won)[0][0] == "delivery"


def test_the_same_purchase_twice_is_refused_unless_it_is_meant(desk: Desk, won: str) -> None:
    for act in (
        lambda **kw: note_purchase(later(desk, 6), won, 5000.0, None, **kw),
        lambda **kw: note_purchase(desk, won, 5000.0, day(-7), **kw),
    ):
        with pytest.raises(RefusedError) as caught:
            act()
        assert caught.value.key == "purchase_twice"
    assert len(note_purchase(later(desk, 8), won, 5000.0, None).purchases) == 2
    assert len(note_purchase(later(desk, 8), won, 5000.0, None, force=True).purchases) == 3
    reopen_lead(desk, won)
    win_lead(desk, won, 5000.0)
    assert rows(desk, "SELECT count(*) FROM purchase") == [(3,)]


def test_who_brought_whom_is_on_both_cards(desk: Desk, won: str) -> None:
    number = add(desk, "Lee", referred_by="王建国")
    card = read_lead_card(desk, won)
    assert card.referrals is not None and [one.name for one in card.referrals.brought] == ["Lee"]
    other = read_lead_card(desk, number)
    assert other.referrals is not None and other.referrals.by is not None
    assert other.referrals.by.name == "王建国"
    with pytest.raises(RefusedError) as caught:
        edit_lead(desk, number, Change({"referred_by": "Lee"}))
    assert caught.value.key == "referred_self"
    edit_lead(desk, number, Change(clear=["referred_by"]))
    assert read_lead_card(desk, won).referrals == (None, ())


def loads(desk: Desk) -> Counter[str]:
    query = "SELECT on_day, count(*) FROM followup WHERE state = 'open' GROUP BY on_day"
    return Counter(dict(rows(desk, query)))  # type: ignore[arg-type]


def test_many_old_customers_never_flood_a_morning(desk: Desk) -> None:
    for place in range(60):
        number = add(desk, f"c{place}")
        win_lead(desk, number, None, ("delivery", "service"))
    few = later(desk, 0, per_day=4)
    assert max(loads(few).values()) <= few.per_day * 15
    at = later(desk, 30, per_day=4)
    for place in range(60):
        log_touch(at, f"c{place}", Contacted(at.today))
    found = loads(at)
    assert sum(found.values()) == 60 and max(found.values()) <= 4
    assert min(found) >= (at.today + timedelta(30)).isoformat()


def test_two_customers_who_are_one_have_each_step_once(desk: Desk) -> None:
    keep, other = add(desk), add(desk, "Bob")
    for number in (keep, other):
        win_lead(desk, number, None)
    plan_next(desk, other, StepWish(day(40), kind="service"))
    before = rows(desk, "SELECT * FROM followup ORDER BY id")
    merge_leads(desk, keep, other)
    found = planned(desk, keep)
    assert sorted(slot for slot, _on in found) == sorted(KINDS)
    assert dict(found)["service"] == day(40), "the rep's own stays"
    undo_last(desk)
    assert rows(desk, "SELECT * FROM followup ORDER BY id") == before
