"""leadq export at the door: formats, encodings, files, filters, pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.domain.fields import FILED

Run = Callable[..., Any]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture
def full(run: Run) -> Run:
    """Run in a store with three leads: open, won, and one with a formula for a name."""
    run(
        "add",
        "王建国",
        "--phone",
        "138 0013 8000",
        "--tag",
        "a;b",
        "--tag",
        "c",
        "--source",
        "展会",
    )
    run("add", "Won", "--email", "w@x.cn", "--owner", "Ann")
    run("win", "2", "--amount", "500k")
    run("add", "=HYPERLINK(1)", "--phone", "+49 30 123456 ext 5", "--region", "杭州")
    run("log", "1", "--by", "visit", "--said", "@home", "--next", "2026-12-01", "--goal", "带报价")
    run("man", "1", "--money", "yes")
    return run


def test_a_table_on_standard_output(full: Run) -> None:
    done = full("export")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("\ufeffnumber,")
    assert "\r" not in done.out
    header, one, two = cells(done.out)
    assert tuple(header) == FILED
    lead = dict(zip(header, one, strict=True))
    wanted = {
        "number": "1", "name": "王建国", "phones": "(+86) 138 0013 8000", "tags": "a\\;b; c",
        "next_on": "2026-12-01", "next_by": "phone", "next_goal": "带报价", "touches": "1",
        "extra": "", "grade": "", "budget": "",
    }  # fmt: skip
    assert {name: lead[name] for name in wanted} == wanted
    formula = dict(zip(header, two, strict=True))
    assert (formula["name"], formula["phones"]) == ("'=HYPERLINK(1)", "'+49 30 123456 ext 5")


def test_a_table_in_a_file(full: Run) -> None:
    done = full("export", "out.csv", "--status", "all")
    assert (done.code, done.out) == (0, "")
    assert done.err == "3 rows written to out.csv.\n"
    written = Path("out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfnumber,")
    assert written.count(b"\r\n") == 4
    won = dict(zip(FILED, cells(written.decode())[2], strict=True))
    assert (won["status"], won["amount"], won["next_on"]) == ("won", "500000", "2026-11-30")


def test_the_program_s_goals_are_in_words(full: Run) -> None:
    goals = [row[FILED.index("next_goal")] for row in cells(full("export").out)[1:]]
    assert goals == ["带报价", "finish the questions"]
    assert "@" not in full("export", "--what", "followups", "--lang", "zh").out


def test_an_existing_file_needs_force(full: Run) -> None:
    for name in ("out.csv", "out.json"):
        Path(name).write_text("mine")
        done = full("export", name)
        assert (done.code, Path(name).read_text()) == (1, "mine")
        assert done.err.splitlines() == [
            f"{name} is already there.", "Give --force to replace it.",
        ]  # fmt: skip
        assert full("export", name, "--force").code == 0
        assert Path(name).read_text("utf-8-sig") != "mine"
    assert len(json.loads(Path("out.json").read_text("utf-8"))) == 2


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
def test_places_that_cannot_be_written(full: Run, name: str) -> None:
    Path("folder.csv").mkdir()
    Path("folder.json").mkdir()
    for target, code in ((f"nowhere/{name}", 1), (f"folder{Path(name).suffix}", 2)):
        done = full("export", target, "--force")
        assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 2)
    assert not Path("nowhere").exists()


def test_what_an_encoding_lacks_is_counted(full: Run) -> None:
    full("add", "𠮷野")
    done = full("export", "out.csv", "--encoding", "gbk")
    assert done.code == 0
    assert "1 character could not be written in this encoding." in done.err
    assert "王建国" in Path("out.csv").read_text("gbk")
    assert "?野" in Path("out.csv").read_text("gbk")
    done = full("export", "--encoding", "nope")
    assert (done.code, done.out) == (2, "")


def test_an_encoding_on_standard_output(full: Run, home: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])}
    for encoding, codec in ((None, "utf-8-sig"), ("utf-8", "utf-8"), ("gbk", "gbk")):
        words = ["export", *(("--encoding", encoding) if encoding else ())]
        done = subprocess.run(
            [sys.executable, "-m", "leadq", *words],
            stdout=subprocess.PIPE, env=env, check=True, timeout=600,
        )  # fmt: skip
        assert done.stdout.decode(codec).startswith("number,")
        assert "王建国" in done.stdout.decode(codec)


def test_json_is_utf8(full: Run) -> None:
    done = full("export", "--json", "--encoding", "gbk")
    assert done.code == 2
    assert done.err.splitlines()[0] == "JSON is always UTF-8; --encoding is for CSV."


def test_leads_as_json(full: Run) -> None:
    listed = json.loads(full("list", "--status", "all", "--sort", "number", "--json").out)
    for words in (("--json",), ("--format", "json"), ("out.json",), ("-", "--json")):
        done = full("export", *words, "--status", "all", "--force")
        text = Path("out.json").read_text("utf-8") if "out.json" in words else done.out
        found = json.loads(text)
        assert [{key: lead[key] for key in listed[0]} for lead in found] == listed
        assert found[1]["amount"] == 500000
    assert not Path("-").exists()


def test_json_on_a_narrow_console_loses_nothing(full: Run) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-m", "leadq", "export", "--json"],
        stdout=subprocess.PIPE, env=env | {"PYTHONIOENCODING": "ascii"}, check=True, timeout=600,
    )  # fmt: skip
    assert json.loads(done.stdout)[0]["name"] == "王建国"


@pytest.mark.parametrize(
    ("what", "header", "count"),
    [
        (
            "touches",
            "number,lead,id,by,outcome,on_day,at_time,said,objection,owner,created_at,lead_id",
            1,
        ),
        (
            "followups",
            "number,lead,id,on_day,at_time,place,by,goal,set_by,state,reason,owner,set_on,slot,"
            "created_at,updated_at,goal_id,lead_id",
            3,
        ),
        ("facts", "number,lead,id,fact,value,note,noted_on,owner,created_at,lead_id", 1),
    ],
)
def test_what_belongs_to_leads(full: Run, what: str, header: str, count: int) -> None:
    names, *found = cells(full("export", "--what", what).out)
    assert names == header.split(",")
    assert len(found) == count
    records = json.loads(full("export", "--what", what, "--json").out)
    assert [list(record) for record in records] == [names] * count
    assert [record["id"] for record in records] == [row[2] for row in found]


def test_everything_is_json_only(full: Run) -> None:
    done = full("export", "--what", "all")
    assert (done.code, done.out) == (2, "")
    done = full("export", "all.json", "--what", "all", "--status", "all")
    assert done.err == "3 rows written to all.json.\n"
    found = json.loads(Path("all.json").read_text("utf-8"))["leads"]
    assert [lead["number"] for lead in found] == [1, 2, 3]
    assert found[0]["touches"][0]["said"] == "@home"
    assert found[0]["followups"][-1]["goal"] == "带报价"
    assert found[1]["amount"] == 500000


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ((), [1, 3]),
        (("--status", "all"), [1, 2, 3]),
        (("--status", "won"), [2]),
        (("--text", "wangjianguo"), [1]),
        (("--text", "138 0013 8000"), [1]),
        (("--source", "展会"), [1]),
        (("--tag", "a;b"), [1]),
        (("--region", "杭"), [3]),
        (("--owner", "ann", "--status", "all"), [2]),
        (("--man", "M??"), [1]),
        (("--grade", "A"), []),
        (("--grade", "none"), [1, 3]),
        (("--profile", "loan"), []),
        (("--no-next",), []),
    ],
)
def test_filters(full: Run, words: tuple[str, ...], numbers: list[int]) -> None:
    found = cells(full("export", *words).out)[1:]
    assert [int(row[0]) for row in found] == numbers
    assert [lead["number"] for lead in json.loads(full("export", "--json", *words).out)] == numbers


def test_nothing_is_headers_only(run: Run) -> None:
    done = run("export")
    assert (done.code, cells(done.out)) == (0, [list(FILED)])
    assert json.loads(run("export", "--json").out) == []
    assert json.loads(run("export", "--json", "--what", "all").out) == {"leads": []}
    done = run("export", "out.csv")
    assert done.err == "0 rows written to out.csv.\n"
    done = run("import", "out.csv")
    assert (done.code, "has column names but no rows" in done.err) == (1, True)


def test_hostile_text_is_data(run: Run) -> None:
    name = "\x1b[31mred\u202e[bold]x"
    run("add", name, "--note", 'a\nb\r\nc,"d"')
    lead = dict(zip(FILED, cells(run("export").out)[1], strict=True))
    assert (lead["name"], lead["note"]) == (name, 'a\nb\r\nc,"d"')
    text = run("export", "--json").out
    assert "\x1b" not in text and "\u202e" not in text
    assert json.loads(text)[0]["name"] == name


@pytest.mark.parametrize("words", [(), ("--json",), ("--json", "--what", "all")])
def test_a_reader_that_leaves_is_no_error(run: Run, home: Path, words: tuple[str, ...]) -> None:
    Path("in.csv").write_text(
        "name,note\n" + "".join(f"N{n},{'x' * 500}\n" for n in range(1500)), "utf-8"
    )
    run("import", "in.csv")
    child = subprocess.Popen(
        [sys.executable, "-m", "leadq", "export", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])},
    )
    assert child.stdout and child.stderr
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 0
