"""Plans what follows a sale: delivery, first service, visits again, so that no day is flooded.

Key customers are seen every week, ordinary ones every month (method §5, §14). Of the steps of a
sale one is open; the others wait their turn.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from datetime import date

from leadq.domain.aftersale.steps import (
    KEY_LEAST,
    AfterSale,
    again_slot,
    ends_by_contact,
    kind_of,
    step_again,
    steps_of_sale,
)
from leadq.domain.followup.schedule import Step, reach_by
from leadq.domain.grading.grade import REP, RULE
from leadq.domain.grading.rules import Rules
from leadq.domain.words import AFTERSALE_SEEN, CONSENT, REVISIT
from leadq.store import repo
from leadq.store.read.read_details import (
    Core,
    OpenStep,
    read_core,
    read_latest_fact,
    read_open_step,
    read_queued,
    read_ways,
)
from leadq.store.read.read_purchases import count_planned_on, is_taken_away, read_seen
from leadq.store.repo_values import Extras
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk


class CustomerPlans:
    """Places steps after the sale; what many customers share is looked up once.

    A day takes no more computed steps than ``desk.per_day``, with all that a rep has planned.
    """

    def __init__(self, conn: sqlite3.Connection, desk: Desk, day: date | None = None) -> None:
        self._conn, self._desk, self._day = conn, desk, day or desk.today
        self._loads: dict[tuple[str, date], int] = {}
        self._free: dict[tuple[str, date], date] = {}
        self._importance: Mapping[int, str] | None = None

    def is_key(self, lead_id: int, mark: str | None) -> bool:
        """Tell whether a customer is key: as the rep marked it, else by what it brings (§10)."""
        if mark is not None:
            return mark == "yes"
        # few commands are about customers, fewer about what they bring
        from leadq.domain.aftersale.value import VIP
        from leadq.usecases.aftersale.value import rank_importance

        if self._importance is None:
            found = rank_importance(self._conn, self._day)
            self._importance = found if len(found) >= KEY_LEAST else {}
        return self._importance.get(lead_id) == VIP

    def place(self, owner: str | None, wanted: date) -> date:
        """Return the first working day from one on that has room, and fill a place of it."""
        calendar = self._desk.calendar_of(self._conn, owner)
        who = (owner or "").casefold()
        day = calendar.on_or_after(self._free.get((who, wanted), wanted))
        while self._load(owner, day) >= self._desk.per_day:
            day = calendar.after(day)
        self._free[who, wanted] = day
        self._loads[who, day] += 1
        return day

    def _load(self, owner: str | None, day: date) -> int:
        key = (owner or "").casefold(), day
        if key not in self._loads:
            self._loads[key] = count_planned_on(self._conn, day, self._desk.today, owner)
        return self._loads[key]

    def again(self, core: Core, rules: Rules, base: date | None = None) -> AfterSale:
        """Return the next visit again, counted from the last contact or from ``base``.

        What lies behind comes on the next working days.
        """
        seen, mark = read_seen(self._conn, core.id, self._desk.today)
        slot = again_slot(self.is_key(core.id, mark))
        step = step_again(rules, slot, base or seen)
        calendar = self._desk.calendar_of(self._conn, core.owner)
        day = max(step.on, calendar.after(self._desk.today))
        return AfterSale(
            slot, fit_channel(self._conn, core.id, step._replace(on=day), unreached=False)
        )


def fit_channel(conn: sqlite3.Connection, lead_id: int, step: Step, unreached: bool) -> Step:
    """Return a computed step by a channel that reaches the lead (§14).

    Whom nothing is known to reach by, but who was reached, is reached as before.
    """
    ways = read_ways(conn, lead_id)
    return reach_by(step, ways) if ways or unreached else step


def replan_customer(
    unit: Unit, desk: Desk, lead_id: int, plans: CustomerPlans | None = None
) -> None:
    """Give a customer the next step that is due to them, where there is none (§14).

    First what waits, then a visit again; a key customer is not kept waiting for it. Whoever does
    not want to be contacted, or was taken off the plan by the rep, has none.
    """
    conn, core = unit.conn, read_core(unit.conn, lead_id)
    rules = desk.trade_of(core.profile).rules
    plans = plans or CustomerPlans(conn, desk)
    planned = read_open_step(conn, lead_id)
    if _is_withdrawn(conn, lead_id, desk.today):
        end_steps(unit, lead_id, RULE)
    elif planned is None:
        _promote(unit, desk, core, rules, plans)
    elif planned.set_by == RULE and planned.slot in AFTERSALE_SEEN:
        _follow_mark(unit, core, rules, plans, planned)


def _is_withdrawn(conn: sqlite3.Connection, lead_id: int, today: date) -> bool:
    consent = read_latest_fact(conn, lead_id, CONSENT, today)
    return consent is not None and consent[0] == "no"


def _promote(unit: Unit, desk: Desk, core: Core, rules: Rules, plans: CustomerPlans) -> None:
    waiting = read_queued(unit.conn, core.id)
    again = None
    if desk.revisit and not is_taken_away(unit.conn, core.id):
        again = plans.again(core, rules)
    first = waiting[0] if waiting else None
    if first is not None and (
        again is None or again.slot == REVISIT or again.step.on >= first.step.on
    ):
        on = first.step.on
        if on <= desk.today and first.set_by == RULE:
            on = desk.calendar_of(unit.conn, core.owner).after(desk.today)
        repo.change_step(unit, first.id, state="open", on_day=on, set_on=unit.today)
    elif again is not None:
        on = plans.place(core.owner, again.step.on)
        _set(unit, core.id, again.step._replace(on=on), again.slot)


def _follow_mark(
    unit: Unit, core: Core, rules: Rules, plans: CustomerPlans, planned: OpenStep
) -> None:
    """Move a visit again when a customer has become key, or is no longer."""
    again = plans.again(core, rules)
    if again.slot == planned.slot:
        return
    on = plans.place(core.owner, again.step.on)
    if again.slot != REVISIT:
        on = min(on, planned.step.on)
    _set(unit, core.id, again.step._replace(on=on), again.slot)


def _set(unit: Unit, lead_id: int, step: Step, slot: str) -> None:
    repo.plan_step(unit, lead_id, step, RULE, "moved", Extras(slot=slot))


def propose_sale(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, without: Collection[str] = (),
    won_on: date | None = None,
) -> list[AfterSale]:  # fmt: skip
    """Return what a win would plan, the earliest first: days worked that have room.

    ``won_on``: not of today but of that day; what would lie behind comes on the next days.
    """
    core, today = read_core(conn, lead_id), desk.today
    rules, plans = desk.trade_of(core.profile).rules, CustomerPlans(conn, desk)
    left_out = {*without, *(() if desk.revisit else (REVISIT,))}
    is_key = plans.is_key(lead_id, read_seen(conn, lead_id, today)[1])
    found = []
    for one in steps_of_sale(rules, won_on or today, is_key, left_out):
        step = fit_channel(conn, lead_id, one.step, unreached=False)
        on = plans.place(core.owner, max(step.on, today))
        found.append(AfterSale(one.slot, step._replace(on=on)))
    return found


def plan_sale(
    unit: Unit, desk: Desk, lead_id: int, without: Collection[str] = (),
    won_on: date | None = None,
) -> None:  # fmt: skip
    """Plan what follows a win, but some kinds; all of it waits its turn (§14).

    What another's lead needs is planned on their computer, which is told what it is to leave out.
    """
    core = read_core(unit.conn, lead_id)
    is_mine, noted = desk.is_mine(unit.conn, core.owner), {*without}
    if is_mine:
        noted &= {REVISIT}
        for one in propose_sale(unit.conn, desk, lead_id, without, won_on):
            repo.queue_step(unit, lead_id, one.step, RULE, Extras(slot=one.slot))
    for kind in sorted(noted):
        gone = step_again(desk.trade_of(core.profile).rules, kind, desk.today)
        repo.queue_step(unit, lead_id, gone, REP, Extras(slot=kind), "cancelled")


def list_planned(conn: sqlite3.Connection, lead_id: int) -> list[OpenStep]:
    """Return the open step of a customer and those that wait, in their order."""
    planned = read_open_step(conn, lead_id)
    return [*([planned] if planned else []), *read_queued(conn, lead_id)]


def end_steps(unit: Unit, lead_id: int, set_by: str = "") -> None:
    """Call off everything that is planned for a lead or waits; ``set_by``: of one of them only."""
    for one in list_planned(unit.conn, lead_id):
        if set_by in ("", one.set_by):
            repo.change_step(unit, one.id, state="cancelled")


def join_steps(unit: Unit, lead_id: int) -> None:
    """Call off what two leads that became one have planned twice; the rep's own steps stay."""
    listed = list_planned(unit.conn, lead_id)
    kinds = {kind_of(one.slot) for one in listed if one.set_by == REP}
    for one in listed:
        kind = kind_of(one.slot)
        if one.set_by == RULE and kind in kinds:
            repo.change_step(unit, one.id, state="cancelled")
        kinds.add(kind)


def take_away(unit: Unit, lead_id: int, kinds: Collection[str]) -> list[str]:
    """Take steps of some kinds off a customer's plan; return those that were on it."""
    gone = [one for one in list_planned(unit.conn, lead_id) if kind_of(one.slot) in kinds]
    for one in gone:
        # so it is known for the rep's own wish, and not planned again
        repo.change_step(unit, one.id, state="cancelled", set_by=REP)
    return [kind_of(one.slot) for one in gone]


def add_step(unit: Unit, lead_id: int, step: Step, extras: Extras, instead: int | None) -> None:
    """Plan a step that the rep wants, in the place of one that is planned, if any is meant.

    Of all that is planned the earliest is the next one; the others wait.
    """
    if instead is not None:
        repo.change_step(
            unit, instead, state="moved", **({"reason": extras.reason} if extras.reason else {})
        )
    repo.queue_step(unit, lead_id, step, REP, extras)
    planned = read_open_step(unit.conn, lead_id)
    first = read_queued(unit.conn, lead_id)[0]
    if planned is not None and planned.on <= first.on:
        return
    if planned is not None:
        repo.change_step(unit, planned.id, state="queued")
    repo.change_step(unit, first.id, state="open")


def is_done_by_contact(planned: OpenStep, today: date) -> bool:
    """Tell whether a contact of today does what is planned."""
    by_rep = planned.set_by == REP
    return ends_by_contact(planned.slot, by_rep, planned.step.on, today)
