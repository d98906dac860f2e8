"""What a manager does once: imports, exports, duplicates, reports, with what SQLite needs alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from .lines import BUSY, MEMORY, PASS, SECONDS, Group, Line
from .lives import TODAY
from .measure import Case
from .people import FEW_HEADERS, write_csv
from .reads import Stage
from .stores import environment

REPORTS = (
    *("day", "overdue", "clashes", "funnel", "grades", "sources", "pipeline", "lost", "touches"),
    *("reps", "calibration", "week", "lift", "customers", "churn", "complaints", "turnover"),
    *("satisfaction", "questions", "decay", "contradictions", "all"),
)
_LISTED = {"clashes", "questions", "decay", "contradictions", "all"}
"""Reports as long as the store is big; all others are counted, and have goals."""
SQLITE_IN, SQLITE_OUT = "sqlite3 .import, 2 indexes", "sqlite3 -csv -header"
SQLITE_SAME = "sqlite3 -csv, the same columns"
# What leadq export writes of a lead, as far as SQL alone can: neither phones are grouped nor
# cells made safe.
_SAME_COLUMNS = """
SELECT l.number, l.uid, l.name, l.company,
  (SELECT group_concat(coalesce(r.e164, r.typed), '; ') FROM reach r
   WHERE r.lead_id = l.id AND r.kind = 'phone'),
  (SELECT group_concat(r.typed, '; ') FROM reach r WHERE r.lead_id = l.id AND r.kind = 'email'),
  (SELECT r.typed FROM reach r WHERE r.lead_id = l.id AND r.kind = 'wechat'),
  l.address, l.region, l.source, l.product, l.profile, l.owner, coalesce(o.status, l.status),
  l.budget, n.value, l.tags, l.note, o.grade, o.grade_best, o.grade_by,
  (SELECT date(min(s.first_day), '-1 day') FROM outlook s
   WHERE s.lead_id = o.lead_id AND s.first_day > o.first_day
     AND (s.grade IS NOT o.grade OR s.grade_best IS NOT o.grade_best
          OR s.grade_by <> o.grade_by)),
  o.recheck, o.man, o.signals,
  (SELECT coalesce(sum(t.outcome <> 'no_answer'), 0) FROM touch t
   WHERE t.lead_id = l.id AND t.on_day <= :day),
  l.created_on,
  (SELECT max(t.on_day) FROM touch t WHERE t.lead_id = l.id AND t.on_day <= :day),
  o.next_on, p."by", p.goal, l.amount, l.reason, l.parked_until,
  coalesce(n.created_at, l.changed), l.extra
FROM lead l
LEFT JOIN outlook o ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day
LEFT JOIN followup p ON p.lead_id = l.id AND p.state = 'open'
LEFT JOIN fact n ON n.id =
  (SELECT f.id FROM fact f
   WHERE f.lead_id = l.id AND f.fact = 'need_by' AND f.noted_on <= :day
   ORDER BY f.noted_on DESC, f.id DESC LIMIT 1)
ORDER BY l.number
"""
_READ = """
import sys
from collections import deque
from pathlib import Path
from leadq.exchange.tables.open_table import open_table
deque(open_table(Path(sys.argv[1])).rows(), 0)
"""
_MILLION = 1_000_000


def plan_import(stage: Stage, count: int, rounds: int, *, alone: bool = False) -> Group:
    """Return the import of so many leads into an empty store; ``alone``: only its memory."""
    columns = len(FEW_HEADERS)
    table, home = stage.folder / f"leads{count}x{columns}.csv", stage.folder / "import"
    if not table.exists():
        write_csv(table, count, TODAY, repeats=True, headers=FEW_HEADERS)
    name, size = f"import-{count}", f"import of {count:,} leads, {columns} columns"
    words = stage.program, "import", str(table), "--json"
    cases = [Case(name, words, environment(home), prepare=_emptier(home))]
    lines = [Line(f"{name}-memory", f"{size}, memory", name, must=128, stretch=96, unit=MEMORY)]
    if not alone:
        cases += _peers_in(stage.folder, table)
        lines.insert(0, Line(name, size, name, SQLITE_IN, 15, 12))
        what = "sqlite-utils insert --csv, no indexes"
        lines.append(Line("import-sqlite-utils", what, "sqlite-utils insert", SQLITE_IN))
    return Group(cases, lines, rounds, warm=False)


def _peers_in(folder: Path, table: Path) -> list[Case]:
    cases = []
    place, env = folder / "peer-import", environment(folder)
    if program := shutil.which("sqlite3"):
        columns = ", ".join(f'"{header}" TEXT' for header in FEW_HEADERS)
        words = (
            program, str(place / "leads.db"),
            f"CREATE TABLE lead ({columns}); CREATE INDEX one ON lead (Mobile);"
            " CREATE INDEX two ON lead (Name)",
            f'.import --csv --skip 1 "{table}" lead',
        )  # fmt: skip
        cases.append(Case(SQLITE_IN, words, env, prepare=_emptier(place)))
    if program := shutil.which("sqlite-utils"):
        insert = program, "insert", str(place / "leads.db"), "lead", str(table), "--csv", "--silent"
        cases.append(Case("sqlite-utils insert", insert, env, prepare=_emptier(place)))
    return cases


def _emptier(place: Path) -> Callable[[], None]:
    def empty() -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)

    return empty


def plan_export(stage: Stage, rounds: int) -> Group:
    """Return the export of every lead as csv."""
    store, file = stage.homes[stage.big] / "leadq.db", stage.folder / "out.csv"
    words = "export", str(file), "--status", "all", "--force"
    cases = [stage.case("export", *words)]
    if program := shutil.which("sqlite3"):
        same = _SAME_COLUMNS.replace(":day", f"'{TODAY}'")
        for name, statement in ((SQLITE_OUT, "SELECT * FROM lead"), (SQLITE_SAME, same)):
            select = (program, "-csv", "-header", str(store), statement)
            cases.append(Case(name, select, environment(stage.folder)))
    size = f"export of {stage.big:,} leads, csv"
    lines = [
        Line("export", size, "export", SQLITE_OUT),
        Line("export-same", f"{size}, against as many columns", "export", SQLITE_SAME, 2.4, 2.0),
        Line("export-memory", f"{size}, memory", "export", unit=MEMORY),
    ]
    return Group(cases, lines, rounds)


def plan_books(stage: Stage, rounds: int) -> Group:
    """Return the workbook of every lead, out and in; reading it is also measured by itself."""
    book, all_of_it = stage.folder / "leads.xlsx", stage.folder / "all.xlsx"
    out = "--status", "all", "--force"
    home = stage.folder / "import"
    cases = [
        stage.case("xlsx-out", "export", str(book), "--what", "leads", *out),
        Case(
            "xlsx-read", (sys.executable, "-I", "-c", _READ, str(book)), environment(stage.folder)
        ),
        Case(
            "xlsx-in", (stage.program, "import", str(book), "--json"), environment(home),
            prepare=_emptier(home),
        ),
        stage.case("xlsx-all", "export", str(all_of_it), *out),
    ]  # fmt: skip
    size = f"{stage.big:,} leads"
    lines = [
        Line("xlsx-out", f"xlsx of {size}, out", "xlsx-out", must=15, stretch=7, unit=BUSY),
        Line("xlsx-read", f"xlsx of {size}, read", "xlsx-read", must=12, stretch=5, unit=BUSY),
        Line("xlsx-memory", f"xlsx of {size}, read, memory", "xlsx-read", must=300, unit=MEMORY),
        Line("xlsx-in", f"xlsx of {size}, read and imported", "xlsx-in", unit=BUSY),
        Line("xlsx-all", f"xlsx of {size} and all that is theirs, out", "xlsx-all", unit=BUSY),
    ]
    return Group(cases, lines, rounds, warm=False)


def plan_dupes(stage: Stage) -> Group:
    """Return the search for duplicates among all leads."""
    size = f"dupes, {stage.big:,} leads"
    lines = [
        Line("dupes", size, "dupes", must=60, stretch=20, unit=SECONDS),
        Line("dupes-memory", f"{size}, memory", "dupes", must=300, unit=MEMORY),
    ]
    return Group([stage.case("dupes", "dupes", "--json")], lines, 1, warm=False)


def plan_reports(stage: Stage) -> Group:
    """Return every report on the biggest store; what is only counted has goals there.

    A list is measured as a screen, which shows its beginning, and as a whole.
    """
    cases, lines = [], []
    commands = [("report", name) for name in REPORTS] + [("value",)]
    screens = [words for words in commands if words[-1] in _LISTED]
    for words in (*((*words, "--json") for words in commands), *screens):
        name = "-".join(words).replace("---json", "")
        case = stage.case(name if "--json" in words else f"{name}-shown", *words)
        what = f"{' '.join(words)}, {stage.big:,} leads"
        goals = (4, 2) if name.removeprefix("report-") not in _LISTED else (None, None)
        lines.append(Line(case.name, what, case.name, PASS, *goals, unit=SECONDS))
        memory = f"{case.name}-memory", f"{what}, memory"
        lines.append(Line(*memory, case.name, must=200, unit=MEMORY))
        cases.append(case)
    return Group(cases, lines, 1, warm=False)


def plan_million(stage: Stage) -> Group:
    """Return the import of a million leads, for its memory."""
    return plan_import(stage, _MILLION, 1, alone=True)
