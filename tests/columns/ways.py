"""Every place that a column of what is kept of somebody has to be in, each tried on real stores.

A way fills a table, goes through a few places and returns the columns that came through each.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from inspect import signature
from pathlib import Path

from leadq.cli.leads import add, edit
from leadq.usecases.leads.edit import CLEARABLE

from .bench import NO_TEXT, PERSON, TABLES, Bench, changed, given, mentioning

Came = dict[str, set[str]]
"""The columns that came through, by place."""
LATER = "2027-03-04T05:06:07+00:00"
_OPTIONS = {"tags": "tag"}
_NO_WORDS = ("name", "referred_by")
"""What stands before all options, and what takes the lead that brought another."""
_COMMANDS = {
    "followup": ("next", "1", "2026-11-23", "--time", "14:30", "--place", "Zz place",
                 "--by", "visit", "--goal", "Zz goal"),
    "promise": ("log", "1", "--promise", "Zz text @ 2026-12-24"),
    "contact": ("contact", "1", "Zz name", "--role", "decider", "--phone", "13900001111",
                "--note", "Zz note", "--attitude", "against"),
    "purchase": ("purchase", "1", "4711", "2026-11-23", "--product", "Zz product",
                 "--note", "Zz note"),
    "complaint": ("complaint", "1", "Zz text", "--product", "Zz product", "--cause", "Zz cause"),
}  # fmt: skip
_IN_TABLES = ("followup", "purchase")
_NOTE = (
    "INSERT INTO journal (command, verb, at, day, tbl, op, row_first, row_last, lead_id, before,"
    " undone) VALUES ('x', 'edit', '2026-11-23', '2026-11-23', ?, 'update', 1, 1, 1, ?, 0)"
)


def _typed(bench: Bench, command: Callable[..., None]) -> list[str]:
    """Return the options that there are for columns, filled."""
    known, words = signature(command).parameters, []
    for name, value in given(bench.columns).items():
        option = _OPTIONS.get(name, name)
        if option in known and name not in _NO_WORDS:
            words += [f"--{option.replace('_', '-')}", "Zz" if name == "tags" else str(value)]
    return words


def typed(bench: Bench) -> Came:
    """Options of commands; the other tables have one command each."""
    wanted = given(bench.columns)
    bench.go("add", "Zz name", *(_typed(bench, add.command) if bench.table == "lead" else ()))
    if bench.table != "lead":
        bench.sql("DELETE FROM followup")
        bench.go(*_COMMANDS[bench.table])
        return {"typed": bench.same(wanted, bench.row())}
    came = {"added": bench.same(wanted, bench.row())}
    bench.go("add", "X")
    bench.go("edit", "2", "--name", "Zz name", *_typed(bench, edit.command))
    came["edited"] = bench.same(wanted, bench.row(2))
    clear = [word for name in bench.columns if name in CLEARABLE for word in ("--clear", name)]
    bench.go("edit", "2", *clear)
    empty = bench.row(2)
    came["cleared"] = {name for name in came["edited"] if empty[name] in (None, "[]")}
    return came


def taken(bench: Bench) -> Came:
    """A file of another program: new leads, and empty fields of one that is there."""
    wanted = given(bench.columns)
    bench.go("import", str(_foreign(bench)))
    came = {"imported": bench.same(wanted, bench.row())}
    bench.go("add", "Zz name", "--phone", "13800000001")
    bench.go("park", "2", "--until", "2027-01-05")
    bench.go("import", str(_foreign(bench, phone="13800000001")), "--update")
    return came | {"gaps": bench.same(wanted, bench.row(2))}


def _foreign(bench: Bench, **more: str) -> Path:
    file = bench.folder / f"foreign{len(more)}.csv"
    cells = {**given(bench.columns), "tags": "Zz", **more}
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([[*cells], [*cells.values()]])
    return file


def carried(bench: Bench) -> Came:
    """Files that one store writes and an empty one takes."""
    bench.fill()
    files = {
        "csv": [bench.file("leads.csv")],
        "xlsx": [bench.file("all.xlsx")],
        "json": [bench.file("leads.json", "--format", "json")],
        "whole": [bench.file("whole.json", "--what", "all")],
    }
    if bench.table in _IN_TABLES:
        files["csv"].append(bench.file("rows.csv", "--what", TABLES[bench.table]))
    if bench.table != "lead":
        del files["json"]
        if bench.table not in _IN_TABLES:
            del files["csv"], files["xlsx"]
    came = {}
    for place, some in files.items():
        for file in some:
            bench.go("import", str(file), at=place)
        came[place] = bench.same(bench.row(), bench.twin(place))
    return came


def joined(bench: Bench) -> Came:
    """Two reps' stores: what one has changed since is brought to the other."""
    bench.fill()
    bench.go("import", str(bench.file("first.json", "--what", "all")), at="there")
    news = changed(bench.columns)
    if bench.table == "lead":
        bench.go("lose", "1", "--reason", "Yy reason")
        bench.write(news | {"changed": json.dumps(dict.fromkeys(bench.columns, LATER))})
    else:
        bench.write(news | {"updated_at": LATER})
    again = bench.file("again.json", "--what", "all")
    bench.go("import", str(again), "--update", at="there")
    return {"joined": bench.same(news, bench.twin("there"))}


def told(bench: Bench) -> Came:
    """What the program says of a lead to its rep, to others, and to the lead."""
    bench.fill()
    wanted = bench.row()
    file = bench.file("masked.json", "--what", "all", "--mask")
    (lead,) = json.loads(file.read_text("utf-8"))["leads"]
    kept = json.loads(bench.go("privacy", "export", "1"))["lead"]
    masked = bench.own(lead)
    came = {
        "masked": set(masked).intersection(bench.columns) - bench.same(wanted, masked),
        "handed out": bench.same(wanted, bench.own(kept)),
    }
    if bench.table == "lead":
        came["shown"] = bench.same(wanted, bench.own(json.loads(bench.go("show", "1", "--json"))))
    return came


def merged(bench: Bench) -> Came:
    """Two leads made one, and made two again."""
    bench.fill(2)
    if bench.table == "lead":
        bench.go("lose", "1", "--reason", "of no use")
    if bench.table == "contact":
        bench.go("contact", "1", "Zz name", "--role", "decider")
    keys = (1, 2) if bench.table in ("lead", "contact") else (1,)
    before = [bench.row(key) for key in keys]
    bench.go("merge", "1", "2")
    stays = 2 if bench.table == "contact" else 1
    came = bench.same(given(bench.columns), bench.row(stays))
    bench.go("undo")
    back = [bench.same(row, bench.row(key)) for key, row in zip(keys, before, strict=True)]
    return {"merged": came, "undone": set.intersection(*back)}


def forgotten(bench: Bench) -> Came:
    """Somebody who is mentioned: found, then taken out of rows and journal."""
    bench.fill()
    words = mentioning(bench.columns)
    bench.write(words)
    bench.sql("DELETE FROM journal")
    for name, value in words.items():
        before = json.dumps({name: value, "updated_at": ""})
        bench.sql(_NOTE, (bench.table, before))
    hits = json.loads(bench.go("privacy", "find", PERSON, "--json"))
    came = {
        "found": {hit["column"] for hit in hits if hit["at"] is None},
        "traced": {hit["column"] for hit in hits if hit["at"] is not None},
    }
    bench.go("privacy", "erase", "--match", PERSON, "--yes")
    kept = [json.loads(one["before"]) for one in bench.sql("SELECT before FROM journal")]
    told = {name for row in kept for name, value in row.items() if PERSON in str(value)}
    texts = set(bench.columns) - NO_TEXT
    row = bench.row()
    came["erased"] = {name for name in texts if PERSON not in str(row[name])}
    return came | {"masked traces": texts - told}
