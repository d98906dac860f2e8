"""Asks a hub as many laptops do at once, or as its manager: a program of its own.

``sync FILE``: every rep's laptop connects, says hello, pushes a day of fifty commands, reads what
is new and says how far it has come, all at the same moment; prints the seconds of the slowest but
one in twenty. ``due FILE``: prints the seconds until a manager knows what is due of everybody's.
The file is JSON: ``reps`` and ``manager`` are URLs, ``cursor`` how far the laptops have come.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import perf_counter
from typing import Any
from uuid import uuid4

import psycopg

COMMANDS, ROUNDS = 50, 3
_SLOW = 0.95
_FEED = "SELECT kind, seq, tbl, uid, lead, gone, who, data::text FROM leadq.feed(%s, %s)"
_HEADS = """
SELECT book, count(*), count(*) FILTER (WHERE next_on < %(day)s), min(next_on)
FROM leadq.standing WHERE next_on <= %(day)s GROUP BY book
"""
_FIRST = """
SELECT s.lead, s.next_on, s.grade, s.man, i.fields ->> 'name' FROM leadq.standing s
JOIN leadq.item i ON i.uid = s.lead AND i.tbl = 'lead'
WHERE s.next_on <= %(day)s ORDER BY s.next_on, s.grade, s.lead LIMIT 50
"""


def main(what: str, file: str) -> None:
    """Ask, and print a figure."""
    told = json.loads(Path(file).read_text("utf-8"))
    print({"sync": sync_all, "due": ask_due}[what](told))


def sync_all(told: dict[str, Any]) -> float:
    """Let every laptop synchronise at once, a few times; return how long the slow ones took."""
    together = Barrier(len(told["reps"]))
    with ThreadPoolExecutor(len(told["reps"])) as pool:
        laptops = [
            pool.submit(_sync_often, url, place, told["cursor"], together)
            for place, url in enumerate(told["reps"], start=1)
        ]
        took = sorted(seconds for laptop in laptops for seconds in laptop.result())
    return took[int(len(took) * _SLOW)]


def _sync_often(url: str, place: int, cursor: int, together: Barrier) -> list[float]:
    device, took = str(uuid4()), []
    for batch in range(1, ROUNDS + 1):
        ops = json.dumps(make_day(place, batch))
        together.wait()
        start = perf_counter()
        with psycopg.connect(url, autocommit=True) as hub:
            hub.execute("SELECT leadq.hello(1, %s)", (device,)).fetchone()
            given = (device, batch, cursor, uuid4().hex, ops)
            hub.execute("SELECT leadq.push(%s, %s, %s, %s, %s::jsonb)", given).fetchone()
            with hub.cursor() as rows:
                for row in rows.stream(_FEED, (device, cursor)):
                    cursor = row[1] if row[0] == "clock" else cursor
            hub.execute("SELECT leadq.seen(%s, %s)", (device, cursor))
        took.append(perf_counter() - start)
    return took


def make_day(rep: int, batch: int) -> dict[str, Any]:
    """Return what fifty talks are on the wire: each a touch, a step done, a step to come."""
    ops: dict[str, list[Any]] = {"new": [], "set": [], "standing": []}
    for number in range((batch - 1) * COMMANDS + 1, batch * COMMANDS + 1):
        lead, step = key_of(rep, 0, number), key_of(rep, 2, number)
        at = f"2026-11-29T08:{number % 60:02}:00+00:00"
        said = {
            "by": "phone",
            "said": "问了价格，下周再谈",
            "on_day": "2026-11-29",
            "created_at": at,
        }
        due = {"state": "open", "set_by": "rep", "on_day": "2026-12-06", "created_at": at}
        ops["new"] += [["touch", str(uuid4()), lead, said], ["followup", str(uuid4()), lead, due]]
        ops["set"].append(["followup", step, lead, {"state": ["open", "done"]}])
        ops["set"].append(["lead", lead, lead, {"updated_at": ["2026-11-01", at]}])
        span = {"first_day": "2026-11-29", "until_day": "9999-12-31", "status": "open",
                "grade": "A", "next_on": "2026-12-06"}  # fmt: skip
        ops["standing"].append([lead, span, [list(span.values())]])
    return ops


def key_of(rep: int, kind: int, number: int) -> str:
    """Return the key of a row that the bench has put into its hub."""
    return f"{rep:08x}-{kind:04x}-7000-8000-{number:012x}"


def ask_due(told: dict[str, Any]) -> float:
    """Ask what is due of whom, and for the first of it; return how long that took."""
    with psycopg.connect(told["manager"], autocommit=True) as hub:
        start = perf_counter()
        given = {"day": told["day"]}
        due = hub.execute(_HEADS, given).fetchall()
        first = hub.execute(_FIRST, given).fetchall()
        took = perf_counter() - start
    if len(due) < len(told["reps"]) or len(first) < COMMANDS:
        raise SystemExit("too little is due")
    return took


if __name__ == "__main__":
    main(*sys.argv[1:])
