"""A customer on its card: what was bought, worth and remedy, bond, referrals, what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.domain.aftersale.steps import kind_of
from leadq.i18n import text
from leadq.render.grading.grade import label_width
from leadq.render.parts.dates import as_day, plain_day, short_day
from leadq.render.parts.goals import goal_words
from leadq.render.parts.lines import DIM, Line, Piece, label_lines, line
from leadq.render.parts.marks import money_text, name_title, word_of
from leadq.render.parts.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadq.render.parts.data import Own
    from leadq.render.parts.look import Look
    from leadq.store.read.read_details import OpenStep
    from leadq.store.read.read_purchases import Brought, Referrals
    from leadq.store.read.rows import LeadData
    from leadq.usecases.aftersale.account import Account

_NAMED = 3


def account_lines(account: Account, look: Look, rows: int = 0) -> list[Line]:
    """Return how a customer stands; ``rows`` of each part at most, 0 for all."""
    bond, one = account.bond, account.bond.customer
    if one is None:
        lines = _labelled("bought", line(Piece(text("card.bought_nothing"), DIM)))
    else:
        last = plain_day(one.last_on, look.lang)
        bought = text(
            "card.bought_total", total=money_text(bond.total), times=one.times, last=last,
            ladder=text(f"ladder.{one.ladder}"),
        )  # fmt: skip
        remedy = text(f"worth.{one.kind}.line")
        worth = text("list.aside", words=one.kind, aside=text(f"worth.{one.kind}"))
        told = line(worth, Piece(text("card.gap") + remedy, DIM))
        lines = _labelled("bought", line(bought), rows) + _labelled("worth", told, rows)
    return lines + _labelled("bond", line(_bond_words(account)), rows)


def _bond_words(account: Account) -> str:
    marked = "marked" if account.marked else "by_value"
    key = text(f"bond.key_{marked}" if account.is_key else "bond.ordinary")
    customer = account.bond.customer
    relation = text(f"relation.{customer.relation}") if customer and customer.relation else ""
    return text("list.then").join(part for part in (key, relation) if part)


def referral_lines(found: Referrals, rows: int = 0) -> list[Line]:
    """Return who brought a lead, and whom it brought: some by name, the rest counted."""
    parts = []
    if found.by is not None:
        parts.append(text("card.brought_by", lead=_title(found.by)))
    if found.brought:
        shown = found.brought[: _NAMED if rows else None]
        names = text("list.joint").join(map(_title, shown))
        parts.append(text("card.brought", count=len(found.brought), leads=names))
    return _labelled("referrals", line(text("list.then").join(parts)), rows) if parts else []


def _title(one: Brought) -> str:
    return clean(f"{one.number} {name_title(one.name, one.company)}")


def ended_words(lead: LeadData) -> str:
    """Return how a lead ended, and why; of a customer who left, by whose choice."""
    status = word_of("status", lead["status"])
    kind = text(f"left.{lead['left_kind']}") if lead["left_kind"] else ""
    aside = text("list.then").join(part for part in (kind, clean(lead["reason"] or "")) if part)
    return text("list.aside", words=status, aside=aside) if aside else status


def waiting_lines(planned: Sequence[OpenStep], look: Look) -> list[Line]:
    """Return the steps that wait behind the next one, in a line."""
    shown = [step_words(one, look) for one in planned[1:]]
    words = text("list.joint").join(shown)
    return _labelled("after", line(Piece(words, DIM))) if shown else []


def step_words(one: OpenStep, look: Look) -> str:
    """Return kind and day of a planned step."""
    day = short_day(as_day(one.on), look.lang, look.today)
    return text("bond.step", kind=text(f"step.{kind_of(one.slot)}"), day=day)


def _labelled(name: str, value: Line, most: int = 0) -> list[Line]:
    return label_lines(text(f"card.{name}"), [value], label_width(), most)


def account_json(account: Account | None) -> dict[str, Any] | None:
    """Return a customer in the words of the JSON contract; None for who is none."""
    if account is None:
        return None
    bond, one = account.bond, account.bond.customer
    return {
        "since": bond.since.isoformat(),
        "total": int(bond.total) if bond.total == int(bond.total) else bond.total,
        "last_on": one.last_on.isoformat() if one else None,
        "class": one.importance if one else None,
        "ei": one.kind if one else None,
        "ladder": one.ladder if one else "new",
        "relation": one.relation if one else None,
        "key": account.is_key,
        "next_revisit": account.next_revisit,
    }


def planned_json(planned: Sequence[OpenStep], own: Own | None) -> list[dict[str, Any]]:
    """Return what is planned after a sale, the next step first."""
    return [
        {"kind": kind_of(one.slot), "on": one.on, "by": one.by, "goal": goal_words(one.goal, own)}
        for one in planned
    ]


def brought_json(one: Brought) -> dict[str, Any]:
    """Return a lead as it is named in referrals."""
    return {"number": one.number, "name": one.name, "company": one.company, "status": one.status}
