"""Broken files: each mistake is told with file, line, key, problem and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.content.library import open_library
from leadq.content.lines import index_lines
from leadq.content.template import template
from leadq.errors import ConfigError, ExitCode

PROFILE, SCRIPT = template("profile", "mine"), template("script", "mine")

# (what to replace, by what, where, problem, given, a piece of allowed)
PROFILES = [
    ("version = 1", "version = 2", "version", "wrong_version", "2", "1"),
    ("version = 1", "", "version", "missing", "", "1"),
    ('id = "mine"', 'id = "other"', "id", "not_allowed", "other", "mine"),
    ('id = "mine"', "id = 7", "id", "wrong_type", "7", "text"),
    ("about = {", "abuot = {", "abuot", "unknown_key", "abuot", "about"),
    ("about = {", "abuot = {", "about", "missing", "", "en, zh"),
    ('zh = "试样" }\nquestion', 'zh = "" }\nquestion', "facts[0].label.zh", "missing", "", ""),
    (', zh = "试样" }\nquestion', " }\nquestion", "facts[0].label.zh", "missing", "", ""),
    ('kind = "yes_no"', 'kind = "maybe"', "facts[0].kind", "not_allowed", "maybe", "yes_no"),
    ('kind = "yes_no"', "", "facts[0].kind", "missing", "", "choice"),
    ('kind = "yes_no"', 'kind = "date"', "facts[0].says", "not_allowed", "date", "yes_no, choice"),
    ("says = {", "sais = {", "facts[0].says", "missing", "", "no, yes"),
    ('id = "need_by"\nquestion', 'id = "sample_tested"\nquestion', "facts[1].id", "twice", "", ""),
    (
        'id = "need_by"\nq',
        'id = "need_by"\nkind = "text"\nq',
        "facts[1].kind",
        "not_allowed",
        "text",
        "date",
    ),
    (
        '["bargaining"]',
        '["begging"]',
        "criteria[0].A.engagement",
        "not_allowed",
        "begging",
        "none, comparing, bargaining",
    ),
    ('["bargaining"]', '"bargaining"', "criteria[0].A.engagement", "wrong_type", "", "list"),
    ('["bargaining"]', "{ at_least = 5 }", "criteria[0].A.engagement", "wrong_type", "", "list"),
    ('["bargaining"]', "[]", "criteria[0].A.engagement", "missing", "", ""),
    (
        "A = { engagement",
        "A = { talks",
        "criteria[0].A.talks",
        "unknown_key",
        "talks",
        "engagement",
    ),
    (
        'facts = ["engagement"]',
        'facts = ["engagment"]',
        "criteria[0].facts[0]",
        "unknown_fact",
        "engagment",
        "engagement",
    ),
    (
        "{ within_days = 30 }",
        '"soon"',
        "criteria[2].A.need_by",
        "wrong_type",
        "soon",
        "within_days",
    ),
    (
        "within_days = 30",
        "at_least = 30",
        "criteria[2].A.need_by.at_least",
        "unknown_key",
        "at_least",
        "within_days",
    ),
    (
        "within_days = 30",
        "within_days = -1",
        "criteria[2].A.need_by.within_days",
        "not_allowed",
        "-1",
        "0-3650",
    ),
    (
        "within_days = 30",
        "within_days = true",
        "criteria[2].A.need_by.within_days",
        "wrong_type",
        "true",
        "whole number",
    ),
    ('id = "sample"', 'id = "engagement"', "criteria[1].id", "twice", "engagement", ""),
    (
        'wants.B = { en = "they ask',
        'wants.D = { en = "they ask',
        "criteria[0].wants.D",
        "unknown_key",
        "D",
        "A, B",
    ),
    ("# ask = [", "ask = [", "ask[5]", "", "", ""),
    ("sample_tested = 90", "sampel = 90", "shelf_days.sampel", "unknown_fact", "sampel", "money"),
    (
        "sample_tested = 90",
        "sample_tested = 1.5",
        "shelf_days.sample_tested",
        "wrong_type",
        "1.5",
        "whole number",
    ),
    ("# need_no", 'need_no = "D" #', "cadence.B", "", "", ""),
    ("B = { every_days = 7", "D = { every_days = 7", "cadence.D", "unknown_key", "D", "ungraded"),
    ('by = "wechat"', 'by = "pigeon"', "cadence.B.by", "not_allowed", "pigeon", "visit, phone"),
    (
        '{ en = "book the test", zh = "约好试样" }',
        '"win"',
        "cadence.B.goal",
        "not_allowed",
        "win",
        "decide, advance, keep_warm, cultivate, finish_questions",
    ),
    (
        "# [overdue_days]",
        "[overdue_days]\nZ = 1 #",
        "overdue_days.Z",
        "unknown_key",
        "Z",
        "A, B, C",
    ),
    ("# [caps]", '[caps]\nneed_no = "Z" #', "caps.need_no", "not_allowed", "Z", "A, B, C"),
    ("[shelf_days]", "[shelf_days", "", "syntax", "", ""),
    ("[shelf_days]", "[cadence]", "cadence", "twice", "Cannot declare", ""),
    ('id = "mine"', 'id = "mine"\nid = "mine"', "id", "twice", "Cannot overwrite", ""),
]
PROFILES = [case for case in PROFILES if case[3]]

SCRIPTS = [
    ('fact = "need"', 'fact = "ned"', "steps[0].fact", "unknown_fact", "ned", ""),
    ('fact = "need"', 'question = "x"', "steps[0].fact", "missing", "", ""),
    ('fact = "last_trouble"', 'fact = "need"', "steps[2].fact", "twice", "need", ""),
    (
        'need = "implicit"',
        'need = "loud"',
        "steps[1].need",
        "not_allowed",
        "loud",
        "explicit, implicit",
    ),
    (
        'values = ["bad", "good"]',
        'values = ["bad", "unknown"]',
        "steps[1].values",
        "not_allowed",
        "unknown",
        "",
    ),
    (
        'values = ["bad", "good"]',
        'values = ["bad", "bad"]',
        "steps[1].values[1]",
        "twice",
        "bad",
        "",
    ),
    ("choices.good", "choices.fine", "steps[1].choices.fine", "unknown_key", "fine", "bad, good"),
    ("choices.good", "choices.fine", "steps[1].choices.good", "missing", "", ""),
    ('is = ["bad"]', 'is = ["worse"]', "steps[2].when.is", "not_allowed", "worse", "bad, good"),
    ('is = ["bad"]', 'is = ["bad"], not = 1', "steps[2].when.not", "unknown_key", "not", "is"),
    (
        '{ fact = "last_purchase"',
        '{ fact = "last"',
        "steps[2].when.fact",
        "unknown_fact",
        "last",
        "",
    ),
    (
        '{ fact = "last_purchase"',
        '{ fact = "need_by"',
        "steps[2].when.fact",
        "not_allowed",
        "date",
        "yes_no, choice",
    ),
    ('# profile = "equipment"', 'profile = "ship"', "profile", "not_allowed", "ship", "equipment"),
    ('# profile = "equipment"', "from_profile = true", "steps", "not_allowed", "", ""),
    (
        '# profile = "equipment"',
        'from_profile = "yes"',
        "from_profile",
        "wrong_type",
        "yes",
        "true, false",
    ),
    ("listen = {", "lissen = {", "steps[1].lissen", "unknown_key", "lissen", "listen"),
]


def write(folder: Path, kind: str, text: str | bytes) -> Path:
    path = folder / kind / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def mistakes(folder: Path) -> list[ConfigError]:
    return open_library(folder).check()


def line_with(text: str, piece: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if piece in line)


def check_case(folder: Path, kind: str, source: str, case: tuple[str, ...]) -> None:
    old, new, where, problem, given, allowed = case
    assert old in source
    text = source.replace(old, new, 1)
    errors = mistakes(write(folder, kind, text))
    found = [
        e.params for e in errors if (e.params["where"], e.params["problem"]) == (where, problem)
    ]
    assert found, [e.params for e in errors]
    params = found[0]
    assert params["file"] == f"{kind}/mine.toml"
    assert given in str(params["given"])
    assert allowed in ", ".join(params["allowed"])
    pairs = zip(source.split("\n"), text.split("\n"), strict=False)
    changed = [n for n, (before, after) in enumerate(pairs, 1) if before != after]
    if problem not in ("missing", "twice", "not_allowed") and params["line"] != "?":
        assert params["line"] in (changed[0], changed[0] + 1)
    if problem != "missing" and where != "steps":
        assert isinstance(params["line"], int)


@pytest.mark.parametrize("case", PROFILES, ids=lambda case: f"{case[2]}-{case[3]}")
def test_a_broken_profile_says_what_is_wrong(tmp_path: Path, case: tuple[str, ...]) -> None:
    check_case(tmp_path, "profiles", PROFILE, case)


@pytest.mark.parametrize("case", SCRIPTS, ids=lambda case: f"{case[2]}-{case[3]}")
def test_a_broken_script_says_what_is_wrong(tmp_path: Path, case: tuple[str, ...]) -> None:
    check_case(tmp_path, "scripts", SCRIPT, case)


@pytest.mark.parametrize(
    ("raw", "problem", "line"),
    [
        (b"version = 1\nid = 'caf\xe9'\n", "syntax", 2),
        (b"version = 1\nid = \n", "syntax", 2),
        (b"x = " + b"[" * 5000, "syntax", "?"),
        (b"# " + b"x" * 1_000_001, "not_allowed", "?"),
        (b"n = " + b"9" * 5000, "syntax", 1),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, raw: bytes, problem: str, line: object) -> None:
    (error,) = mistakes(write(tmp_path, "profiles", raw))
    assert (error.params["problem"], error.params["line"]) == (problem, line)
    assert (error.key, error.hint, error.exit_code) == (*["content_bad"] * 2, ExitCode.CONFIG)


def test_all_mistakes_of_a_file_come_at_once(tmp_path: Path) -> None:
    text = PROFILE.replace("version = 1", "version = 9").replace('"wechat"', '"pigeon"')
    found = mistakes(write(tmp_path, "profiles", text))
    assert [e.params["where"] for e in found] == ["version", "cadence.B.by"]
    lines = [e.params["line"] for e in found]
    assert lines == [line_with(text, "version = 9"), line_with(text, "pigeon")]


def test_lines_point_into_the_right_table_of_an_array(tmp_path: Path) -> None:
    text = PROFILE.replace('A = { sample_tested = ["yes"] }', 'A = { sample_tested = ["maybe"] }')
    (error,) = mistakes(write(tmp_path, "profiles", text))
    assert error.params["where"] == "criteria[1].A.sample_tested"
    assert error.params["line"] == line_with(text, '"maybe"')
    assert error.params["allowed"] == ["no", "yes", "unknown"]


def test_a_fact_nobody_conditions_is_pointed_out(tmp_path: Path) -> None:
    text = PROFILE.replace('facts = ["sample_tested"]', 'facts = ["sample_tested", "pain"]')
    (error,) = mistakes(write(tmp_path, "profiles", text))
    assert error.params["where"] == "criteria[1].facts[1]"
    assert error.params["problem"] == "missing"


def test_a_text_fact_cannot_decide_a_grade(tmp_path: Path) -> None:
    text = PROFILE.replace('["sample_tested"] ', '["outlet_image"] ').replace(
        "{ sample_tested = ", "{ outlet_image = "
    )
    found = {
        e.params["where"]: e.params["problem"] for e in mistakes(write(tmp_path, "profiles", text))
    }
    assert found["criteria[1].A.outlet_image"] == "not_allowed"


def test_windows_files_with_bom_and_crlf_are_read(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + PROFILE.replace("\n", "\r\n").encode()
    assert mistakes(write(tmp_path, "profiles", raw)) == []


def test_lines_of_keys() -> None:
    text = 'a = 1\n[[c]]\nx.y = 2\n[c.A]\nm = """\nz = 1\n"""\n[[c]] # two\nx = { k = 1 }\n["q"]\n'
    lines = index_lines(text)
    assert lines == {
        **{"a": 1, "c[0]": 2, "c[0].x": 3, "c[0].x.y": 3, "c[0].A": 4, "c[0].A.m": 5},
        **{"c[1]": 8, "c[1].x": 9, "q": 10},
    }
