"""A hub as a team of fifty has it after some years, made by SQL; and what is asked of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.team.server import TestHub, connect, make_database

from ..lines import SECONDS, Line
from ..lives import TODAY
from ..measure import Case
from ..reads import Stage
from ..stores import environment

REPS, BOSS = 50, "boss"
_ROWS, _STANDINGS = 10, 1_000_000
_LEAST = 200
"""Leads of a rep: more than the reps talk to."""
_SEQ, _NEW = 100_000, 50
_ROW = """
INSERT INTO leadq.item (uid, tbl, lead, book, seq, who, fields)
SELECT format('%s-{kind:04x}-7000-8000-%s', lpad(to_hex(r), 8, '0'), lpad(to_hex(n), 12, '0')),
       '{tbl}', format('%s-0000-7000-8000-%s', lpad(to_hex(r), 8, '0'), lpad(to_hex(n), 12, '0')),
       m.id, 1 + (n::bigint * {seq}) / {leads}, m.id, jsonb_build_object({fields})
FROM generate_series(1, {reps}) AS r JOIN leadq.member m ON m.name = 'rep' || r,
     generate_series(1, {leads}) AS n
"""
_AT = "'created_at', '2026-03-02T08:00:00+00:00'"
_FACT = f"""'value', 'yes', 'noted_on', '2026-03-02', 'owner', 'rep' || r, {_AT},
            'note', 'said so when we met', 'fact'"""
_TOUCH = f"""'by', 'phone', 'outcome', 'reached', 'on_day', '2026-03-02', 'owner', 'rep' || r,
             'said', 'asked for a quote of ' || n || ' pieces, and again on Friday', {_AT}"""
_TABLES = (
    ("lead", f"""'name', 'Lead ' || n, 'company', 'Company ' || n % 997, 'region', 'Hunan',
              'owner', 'rep' || r, 'profile', 'general', 'tags', '[]', 'extra', '{{}}',
              'created_on', '2026-01-05', {_AT}, 'updated_at', '2026-11-01',
              'state', jsonb_build_array('open', null, null, null, null)"""),
    ("reaches", """'reaches', jsonb_build_array(jsonb_build_array(
                   'phone', '138' || lpad(n::text, 8, '0'), '+86138' || lpad(n::text, 8, '0'),
                   '86138' || lpad(n::text, 8, '0')))"""),
    ("followup", f"""'state', 'open', 'set_by', 'rule', 'on_day', '2026-12-01', 'by', 'phone',
                  'goal', '@finish_questions', 'set_on', '2026-03-02', {_AT}"""),
    *(("fact", f"{_FACT}, '{name}'") for name in ("money", "authority", "need")),
    *(("touch", _TOUCH) for _ in range(3)),
    ("promise", f"""'text', 'bring the samples', 'due_on', '2026-12-09', 'state', 'open', {_AT}"""),
)  # fmt: skip
_STANDING = f"""
INSERT INTO leadq.standing (lead, book, seq, first_day, until_day, status, grade, man, signals,
                            next_on, spans)
SELECT format('%s-0000-7000-8000-%s', lpad(to_hex(r), 8, '0'), lpad(to_hex(n), 12, '0')), m.id, 1,
       '2026-03-02', '9999-12-31', 'open', substr('ABCD', 1 + n % 4, 1), 'yyn?', n % 9,
       CASE WHEN n % 3 > 0 THEN date '{TODAY}' - 30 + n % 300 END, '[]'
FROM generate_series(1, {REPS}) AS r JOIN leadq.member m ON m.name = 'rep' || r,
     generate_series(1, {_STANDINGS // REPS}) AS n
"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'leadq' AND tablename IN ('item', 'standing') AND indexname NOT LIKE '%pkey'
"""


def plan_hub(stage: Stage, serve: Callable[[], str]) -> tuple[list[Case], list[Line]]:
    """Return what is asked of the hub of fifty reps with so many rows each as a store has leads.

    ``serve`` returns the URL of a server.
    """
    file = stage.folder / "hub.json"

    @cache
    def fill() -> None:
        hub = TestHub(
            make_database(serve()), BOSS, *(f"rep{place}" for place in range(1, REPS + 1))
        )
        fill_hub(hub, stage.big // _ROWS)
        manager, *reps = hub.urls.values()
        told = {"manager": manager, "reps": reps, "cursor": _SEQ - _NEW, "day": TODAY.isoformat()}
        file.write_text(json.dumps(told), "utf-8")

    def ask(what: str) -> tuple[str, ...]:
        return sys.executable, str(Path(__file__).with_name("crowd.py")), what, str(file)

    env = environment(stage.folder)
    cases = [Case(f"team-{name}", ask(what), env, prepare=fill, tells=True)
             for name, what in (("crowd", "sync"), ("due", "due"))]  # fmt: skip
    rows = f"a hub of {stage.big * REPS:,} rows"
    lines = [
        Line("team-crowd", f"sync of {REPS} reps at once, {rows}, the slowest but 5 %",
             "team-crowd", must=2, unit=SECONDS, told=True),
        Line("team-due", f"a manager's due at the hub, {_STANDINGS:,} leads", "team-due", must=0.6,
             unit=SECONDS, told=True),
    ]  # fmt: skip
    return cases, lines


def fill_hub(hub: TestHub, leads: int) -> None:
    """Put leads of each rep into a hub, with what hangs on them; how a million of leads stand."""
    with connect(hub.owner) as owner:
        indexes = owner.execute(_INDEXES).fetchall()
        for name, _made in indexes:
            owner.execute(f"DROP INDEX leadq.{name}")
        for place, (tbl, fields) in enumerate(_TABLES):
            # ways to reach a lead have its key
            kind = 0 if tbl == "reaches" else place
            given = {"tbl": tbl, "kind": kind, "fields": fields, "leads": leads, "reps": REPS}
            owner.execute(_ROW.format(seq=_SEQ, **given))
        owner.execute(_STANDING)
        owner.execute(f"UPDATE leadq.clock SET seq = {_SEQ + 1}")
        for _name, made in indexes:
            owner.execute(made)
        owner.execute("VACUUM ANALYZE leadq.item")
        owner.execute("VACUUM ANALYZE leadq.standing")
