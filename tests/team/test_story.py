"""A team's first day at the command line, in both languages."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadq.adapters.hub.address import read_address
from tests.test_chinese import TEAM, foreign_words

from .server import make_database

Run = Callable[..., Any]
NAMES = {
    "en": {"boss": "Maria Stone", "rep": "Tom Hall", "other": "Ann Denson", "lead": "John Weber",
           "phone": "+1 402-555-0134", "one": "asks for a price", "two": "asks for a visit"},
    "zh": {"boss": "陈曦", "rep": "王芳", "other": "李强", "lead": "王建国",
           "phone": "138 0013 8000", "one": "想要报价", "two": "想要拜访"},
}  # fmt: skip


class Office:
    """Several people, each with a home of their own, who say what they type in one language."""

    def __init__(self, run: Run, folder: Path, lang: str, url: str) -> None:
        self.run, self.folder, self.lang = run, folder, lang
        self.names = NAMES[lang]
        self.known = {"url": url, "line": ""}

    def say(self, who: str, line: str) -> Any:
        """Run a line as somebody; an invitation is remembered."""
        home = self.folder / who
        home.mkdir(exist_ok=True)
        settings = home / "settings.toml"
        settings.write_text(f'me = "{self.names[who]}"\n', encoding="utf-8")
        env = {"LEADQ_LANG": self.lang, "LEADQ_HOME": str(home), "LEADQ_CONFIG": str(settings)}
        quoted = {name: shlex.quote(word) for name, word in self.names.items()}
        done = self.run(*shlex.split(line.format(**self.known | quoted)), env=env)
        if found := re.search(r"leadq team join '?(postgresql://[^'\s]+)", done.out):
            self.known["line"] = found[1]
        return done


@pytest.fixture(params=["en", "zh"])
def office(request: Any, run: Run, tmp_path: Path, server: str) -> Office:
    return Office(run, tmp_path, request.param, make_database(server))


def test_a_teams_first_day(office: Office) -> None:
    said = {}
    for told in TEAM:
        who, _, line = told.partition("> ")
        done = office.say(who, line)
        # of a colleague's lead it is said that it is planned elsewhere
        assert (done.code, done.err.count("\n")) == (
            0,
            line.startswith(("edit", "win")) * (who == "boss"),
        ), told
        typed = f"{line} {office.known['line']} {office.known['url']}"
        if not done.out.startswith(("[", "{")) and "csv" not in line:
            assert not foreign_words(done.out + done.err, office.lang, typed), told
        said[told] = done.out
    names = office.names
    told = json.loads(said["rep> team list --json"])
    assert [(one["name"], one["manages"], one["active"], bool(one["seen_at"])) for one in told] == [
        (names["boss"], True, True, True),
        (names["rep"], False, True, True),
        (names["other"], True, True, False),
    ]
    rows = list(csv.DictReader(said["boss> team list --format csv"].lstrip("\ufeff").splitlines()))
    assert [row["active"] for row in rows] == ["true", "false", "true"]
    assert set(rows[0]) == set(told[0])


def test_a_team_refuses_in_two_lines(office: Office) -> None:
    office.say("boss", "team create '{url}'")
    office.say("boss", "team add {rep}")
    wrong = office.known["line"].replace(read_address(office.known["line"]).password, "wrong")
    lines = {
        ("rep", f"team join '{wrong}'"): 3,
        ("rep", "team join x"): 3,
        ("rep", "team list"): 1,
        ("rep", "team create 'postgresql://a:b@hub.example.com/x?sslmode=require'"): 3,
        ("boss", "team create '{url}'"): 1,
        ("boss", "team add {rep}"): 1,
        ("boss", "team add ' '"): 2,
        ("boss", "team add {rep} --manager --again"): 2,
        ("boss", "team remove {rep} --to {boss}"): 2,
        ("boss", "team remove {rep} --to {rep} --yes"): 1,
        ("boss", "team remove {other} --to {boss} --yes"): 1,
        ("boss", "team remove {boss} --to {rep} --yes"): 1,
        ("boss", "team remove {rep}"): 2,
    }
    for (who, line), code in lines.items():
        done = office.say(who, line)
        assert (done.code, done.out, done.err.count("\n")) == (code, "", 2), line
        typed = f"{line} {office.known['url']} {wrong} NAME URL"
        assert not foreign_words(done.err, office.lang, typed), line


def test_somebody_elses_line_joins_nobody(office: Office) -> None:
    office.say("boss", "team create '{url}'")
    office.say("boss", "team add {rep}")
    done = office.say("other", "team join '{line}'")
    assert done.code == 1 and office.names["rep"] in done.err
    assert done.err.count("\n") == 2
    assert office.say("rep", "team join '{line}'").code == 0


def test_nobody_is_removed_by_asking(office: Office) -> None:
    office.say("boss", "team create '{url}'")
    office.say("boss", "team add {rep}")
    assert office.say("boss", "team remove {rep} --to {boss}").code == 2
    assert office.names["rep"] in office.say("boss", "team list").out
    shown = json.loads(office.say("boss", "team remove {rep} --to {boss} --yes --json").out)
    assert shown == {"name": office.names["rep"], "to": office.names["boss"], "leads": 0}
