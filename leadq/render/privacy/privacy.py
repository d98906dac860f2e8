"""What is kept of a person and where, what an erasure takes away, who is kept for too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, sentence, wrapped
from leadq.render.parts.look import Look
from leadq.render.parts.marks import LATE_STYLE, name_title, word_of
from leadq.render.parts.out import say_line, write_line
from leadq.render.parts.show import show
from leadq.render.parts.text import clean, one_line, signs

if TYPE_CHECKING:
    from leadq.domain.grading.facts import Fact
    from leadq.store.read.lookups import LeadName
    from leadq.usecases.privacy.consent import Consent
    from leadq.usecases.privacy.erase import ErasurePlan, Gone
    from leadq.usecases.privacy.privacy import Hit, Idler

_HIT_COLUMNS = ("number", "lead", "company", "table", "column", "text", "at")
_PLAN_COLUMNS = ("dry_run", "leads", "contacts", "rows", "journal", "mentions", "backups")
_IDLE_COLUMNS = ("number", "id", "name", "company", "status", "owner", "last_day", "days")
_CONSENT_COLUMNS = ("given", "on", "basis")
_COMPARED = ("e164", "norm")
_LONGEST, _LONGEST_NAME = 160, 60
_COUNTED_APART = ("journal", "mentions")
_TABLES = (
    "lead", "reach", "contact", "fact", "touch", "followup", "promise", "override", "purchase",
    "complaint",
)  # fmt: skip
_MOST = 20


def show_hits(given: str, hits: Sequence[Hit], look: Look) -> None:
    """Write every place that mentions a person, lead by lead."""

    def draw(hits: Sequence[Hit], look: Look) -> list[Line]:
        if not hits:
            return sentence(text("privacy.nothing", text=one_line(given, _LONGEST_NAME)))
        found = text("privacy.found", count=len(hits), leads=len({hit.who for hit in hits}))
        return wrapped([*_hit_lines(hits, look), EMPTY, *sentence(found, DIM)])

    show(hits, look, screen=draw, each=_hit_json, columns=_HIT_COLUMNS)


def _hit_lines(hits: Iterable[Hit], look: Look) -> list[Line]:
    lines: list[Line] = []
    for who, found in groupby(hits, key=lambda hit: hit.who):
        shown = [hit for hit in found if hit.column not in _COMPARED]
        lines.append(line(Piece(_title(who), BOLD)))
        lines += [_hit_line(hit, look) for hit in shown]
    return lines


def _title(who: LeadName | None) -> str:
    if who is None:
        return text("privacy.no_lead")
    return f"{who.number} {name_title(who.name, who.company)}"


def _hit_line(hit: Hit, look: Look) -> Line:
    place = text(f"field.{hit.column}") if hit.table == "lead" else text(f"trace.{hit.table}")
    if hit.at is not None:
        day = plain_day(as_day(hit.at[:10]), look.lang)
        place = text("list.aside", words=place, aside=text("trace.journal", day=day))
    words = text("history.field", name=place, value=one_line(hit.text, _LONGEST))
    return line("  ", words)


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "number": hit.who.number if hit.who else None,
        "lead": hit.who.name if hit.who else None,
        "company": hit.who.company if hit.who else None,
        "table": hit.table,
        "column": hit.column,
        "text": hit.text,
        "at": hit.at,
    }


def show_erasure_plan(plan: ErasurePlan, again: str, look: Look) -> None:
    """Write what an erasure would do; ``again`` is the command that does it, if nobody is asked."""
    _show(plan, None, look, _plan_lines)
    if again and look.fmt == "table":
        write_line(text("erase.nothing_changed"))
        # a command is copied: it is never broken
        write_line(text("erase.again", command=clean(again)))


def _show(
    plan: ErasurePlan,
    gone: Gone | None,
    look: Look,
    draw: Callable[[ErasurePlan, Look], list[Line]],
) -> None:
    show(
        plan,
        look,
        screen=lambda plan, look: wrapped(draw(plan, look)),
        data=lambda plan, _look: _plan_json(plan, gone),
        columns=_PLAN_COLUMNS,
        rows=lambda plan, _look: _plan_row(plan, gone),
    )


def _plan_lines(plan: ErasurePlan, look: Look) -> list[Line]:
    lines: list[Line] = [line(Piece(text("erase.would"), BOLD))]
    lines += [line("  ", _title(who)) for who in plan.leads]
    lines += [
        line("  ", text("erase.person", name=one_line(hit.text, _LONGEST_NAME), at=_title(hit.who)))
        for hit in plan.contacts
    ]
    lines += sentence(_counts_text(plan.counts))
    purged = [one for one in plan.backups if one.fate == "purge"]
    if purged:
        with_them = sum(1 for one in purged if one.leads)
        lines += sentence(text("erase.backups", count=len(purged), hit=with_them))
    lines += _removed_lines([one.path.name for one in plan.backups if one.fate != "purge"])
    lines += _left_lines(plan, look)
    return [*lines, EMPTY]


def _counts_text(counts: Counter[str]) -> str:
    rows = [
        text("erase.rows_of", table=word_of("trace", table), count=count)
        for table in _TABLES
        if (count := counts[table])
    ]
    parts = [text("list.comma").join(rows)] if rows else []
    for name in _COUNTED_APART:
        if counts[name]:
            parts.append(text(f"erase.{name}", count=counts[name]))
    return text("list.then").join(parts)


def _removed_lines(names: Iterable[str]) -> list[Line]:
    return [
        line(Piece(f"{signs().late} ", LATE_STYLE), text("erase.removed", file=clean(name)))
        for name in names
    ]


def _left_lines(plan: ErasurePlan, look: Look) -> list[Line]:
    if not plan.elsewhere:
        return []
    lines: list[Line] = [EMPTY, line(Piece(text("erase.elsewhere"), BOLD))]
    lines += _hit_lines(plan.elsewhere[:_MOST], look)
    if len(plan.elsewhere) > _MOST:
        lines.append(line(text("import.rejected_more", count=len(plan.elsewhere) - _MOST)))
    key = "erase.elsewhere_kept" if plan.wanted.mention else "erase.elsewhere_match"
    return [*lines, *sentence(text(key), DIM)]


def show_erased(plan: ErasurePlan, gone: Gone, look: Look) -> None:
    """Write what was erased, and the receipt."""
    _show(plan, gone, look, lambda plan, look: _erased_lines(plan, gone, look))


def _erased_lines(plan: ErasurePlan, gone: Gone, look: Look) -> list[Line]:
    receipt, cleaned = gone.receipt, gone.receipt.backups - len(gone.removed)
    lines = sentence(text("erase.done", what=_counts_text(gone.counts)))
    if cleaned:
        lines += sentence(text("erase.cleaned", count=cleaned))
    lines += _removed_lines(path.name for path in gone.removed)
    lines += _left_lines(plan, look)
    told = sentence(text("erase.receipt", id=receipt.id)) + sentence(text("erase.yours"))
    if gone.in_team:
        told += sentence(text("erase.team"))
    return [*lines, EMPTY, *told]


def say_not_erased() -> None:
    """Say that nothing was erased."""
    say_line(text("erase.nothing_changed"))


def _plan_row(plan: ErasurePlan, gone: Gone | None) -> dict[str, Any]:
    counts = plan.counts if gone is None else gone.counts
    return {
        "dry_run": gone is None, "leads": len(plan.leads), "contacts": len(plan.contacts),
        "rows": sum(count for table, count in counts.items() if table not in _COUNTED_APART),
        "journal": counts["journal"], "mentions": counts["mentions"],
        "backups": len(plan.backups),
    }  # fmt: skip


def _plan_json(plan: ErasurePlan, gone: Gone | None) -> dict[str, Any]:
    counts = plan.counts if gone is None else gone.counts
    return {
        "dry_run": gone is None,
        "leads": [who._asdict() for who in plan.leads],
        "contacts": [_hit_json(hit) for hit in plan.contacts],
        "rows": {table: n for table, n in counts.items() if table not in _COUNTED_APART},
        "journal": counts["journal"],
        "mentions": counts["mentions"],
        "backups": [
            {"file": str(one.path), "fate": one.fate, "leads": one.leads} for one in plan.backups
        ],
        "elsewhere": [_hit_json(hit) for hit in plan.elsewhere],
        "receipt": gone.receipt._asdict() if gone else None,
        "removed": [str(path) for path in gone.removed] if gone else [],
    }


def show_consent(consent: Consent, look: Look) -> None:
    """Write what a person has said about being contacted, the newest last."""
    show(
        consent, look, screen=_draw_consent, data=_consent_json, columns=_CONSENT_COLUMNS,
        rows=_consent_rows,
    )  # fmt: skip


def _consent_json(consent: Consent, look: Look) -> dict[str, Any]:
    rows = _consent_rows(consent, look)
    now = rows[-1] if rows else dict.fromkeys(_CONSENT_COLUMNS)
    return {"number": consent.who.number, "name": consent.who.name, **now, "history": rows}


def _consent_rows(consent: Consent, _look: Look) -> list[dict[str, Any]]:
    return [_consent_row(fact) for fact in consent.history]


def _draw_consent(consent: Consent, look: Look) -> list[Line]:
    lines: list[Line] = [line(Piece(_title(consent.who), BOLD))]
    lines += [_consent_line(fact, look) for fact in consent.history]
    if not consent.history:
        lines += sentence(text("consent.none"))
    return wrapped(lines)


def _consent_row(fact: Fact) -> dict[str, Any]:
    given = {"yes": True, "no": False}.get(fact.value)
    return {"given": given, "on": fact.noted_on.isoformat(), "basis": fact.note or None}


def _consent_line(fact: Fact, look: Look) -> Line:
    key = {"yes": "consent.given", "no": "consent.withdrawn"}.get(fact.value, "consent.unknown")
    words = text(key, day=plain_day(fact.noted_on, look.lang))
    aside = text("list.aside", words="", aside=clean(fact.note)) if fact.note else ""
    return line("  ", words, Piece(aside, DIM))


def show_idle(idle: Sequence[Idler], days: int, look: Look) -> None:
    """Write the closed leads that nobody has touched for a while, and how to erase them."""

    def draw(idle: Sequence[Idler], look: Look) -> list[Line]:
        if not idle:
            return sentence(text("retain.none", days=days))
        told = [EMPTY, *sentence(text("retain.erase", count=len(idle)))]
        return wrapped([*(_idle_line(one, look) for one in idle), *told])

    show(idle, look, screen=draw, each=_idle_json, columns=_IDLE_COLUMNS)
    if idle and look.fmt == "table":
        numbers = " ".join(str(one.lead.number) for one in idle[:_MOST])
        command = f"leadq privacy erase {numbers} --reason retention"
        write_line(text("retain.look", command=command))


def _idle_json(one: Idler) -> dict[str, Any]:
    return {**one.lead._asdict(), "days": one.days}


def _idle_line(one: Idler, look: Look) -> Line:
    title = name_title(one.lead.name, one.lead.company)
    day = plain_day(as_day(one.lead.last_day), look.lang)
    status = word_of("status", one.lead.status)
    about = text("retain.line", status=status, day=day, days=one.days)
    return line(f"{one.lead.number} {title}", Piece(f"  {about}", DIM))
