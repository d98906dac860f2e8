"""Promises: due items of their own until they are kept."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError
from leadq.usecases.care.undo import undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.promise import keep_promises

from ..helpers import add, day, later


def test_a_promise_is_due_until_it_is_kept(desk: Desk) -> None:
    number = add(desk)
    log_touch(desk, number, Contacted(desk.today, promises=[("报价", day(2))]))
    friday = later(desk, 4)
    (promise,) = [i.pick for i in list_due(friday).items if i.pick.kind == "promise"]
    assert (promise.promise, promise.due_on, promise.days_late) == ("报价", day(2).isoformat(), 2)
    assert promise.promise_id is not None
    keep_promises(friday, number, [promise.promise_id])
    on_its_day = later(desk, 2)
    assert list_due(friday).counts == {"overdue": 1}, "the follow-up alone"
    undo_last(friday)
    assert list_due(friday).counts == {"overdue": 2}, "past its day a promise is overdue"
    assert list_due(on_its_day).counts["promise"] == 1


def test_only_an_open_promise_of_this_lead_can_be_kept(desk: Desk) -> None:
    number, other = add(desk), add(desk, "李四")
    (promise,) = log_touch(desk, number, Contacted(desk.today, promises=[("x", None)])).promises
    with pytest.raises(RefusedError, match="no_promise"):
        keep_promises(desk, other, [promise.id])
    keep_promises(desk, number, [promise.id])
    with pytest.raises(RefusedError, match="no_promise"):
        keep_promises(desk, number, [promise.id])
