"""The door: global options, usage errors and exit codes, in both languages."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.cli.frame.door import build_command
from leadq.cli.frame.table import TABLE
from leadq.domain.typing.days import FIRST_YEAR, LAST_YEAR
from leadq.errors import RefusedError

Run = Callable[..., Any]


def show_trouble(error: BaseException) -> Callable[..., None]:
    """Return a command that ends in an error."""

    def fail() -> None:
        raise error

    return fail


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make ``leadq config path`` end in an error."""

    def arrange(error: BaseException) -> None:
        monkeypatch.setattr("leadq.cli.care.config.show_places", show_trouble(error))

    return arrange


def test_version(run: Run) -> None:
    shown = f"leadq {leadq.__version__}\n"
    for words in (["--version"], ["--no-color", "--version"], ["config", "show", "--version"]):
        assert run(*words) == type(run("--version"))(0, shown, "")


def test_alone_it_shows_its_help(run: Run) -> None:
    assert run() == run("--help") == run("-h") == run("--no-color")
    assert run().code == 0
    assert run("config") == run("config", "--help")


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        (["frobnicate"], "“frobnicate” is not a command of leadq.", "All commands: leadq --help"),
        (["scirpt"], "“scirpt” is not a command of leadq.", "Did you mean `leadq script`?"),
        (["config", "shwo"], "“shwo” is not a command of leadq config.", "`leadq config show`"),
        (["--colour"], "leadq has no option --colour.", "leadq --help"),
        (
            ["config", "show", "--jsn"],
            "leadq config show has no option --jsn.",
            "Did you mean --json",
        ),
        (
            ["config", "show", "-x"],
            "leadq config show has no option -x.",
            "leadq config show --help",
        ),
        (["script", "show"], "leadq script show needs SCRIPT.", "leadq script show --help"),
        (["config", "show", "--format"], "--format needs a value.", "leadq config show --help"),
        (["config", "show", "--json=1"], "--json takes no value.", "leadq config show --help"),
        (
            ["config", "show", "--format", "xml"],
            "--format does not take “xml”.",
            "table, json, csv",
        ),
        (["config", "show", "a", "b"], "does not know what to do with “a b”.", "quotes"),
        (["--lang", "fr", "config"], "--lang does not take “fr”.", "en, zh"),
        (["--lang"], "--lang needs a value.", "leadq --help"),
    ],
)
def test_usage_errors(run: Run, words: list[str], first: str, second: str) -> None:
    result = run(*words)
    lines = result.err.splitlines()
    assert (result.code, result.out, len(lines)) == (2, "", 2)
    assert first in lines[0]
    assert second in lines[1]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["frobnicate"], "leadq 没有“frobnicate”这个命令。"),
        (["script", "show"], "leadq script show 缺少问卷。"),
        (["config", "show", "--format", "xml"], "--format 不能是“xml”。"),
        (["config", "show", "a"], "用不上多出来的“a”"),
    ],
)
def test_usage_errors_in_chinese(run: Run, words: list[str], first: str) -> None:
    for result in (run(*words, env={"LEADQ_LANG": "zh"}), run("--lang", "zh", *words)):
        assert result.code == 2
        assert first in result.err.splitlines()[0]


def test_what_was_typed_cannot_steer_the_terminal(run: Run) -> None:
    error = run("\x1b[31mred\u202e\nline").err
    assert "\x1b" not in error and "\u202e" not in error
    assert len(error.splitlines()) == 2


def test_global_options_stand_before_or_after(run: Run, tmp_path: Path) -> None:
    store = str(tmp_path / "x.db")
    before = run("--db", store, "--lang", "zh", "config", "path", "--json")
    after = run("config", "path", "--json", "--db", store, "--lang=zh")
    between = run("config", "--db", store, "path", "--lang", "zh", "--json")
    assert before == after == between
    assert json.loads(after.out)["store"] == store


def test_the_last_global_option_wins(run: Run) -> None:
    shown = json.loads(run("--db", "/a.db", "config", "path", "--json", "--db", "/b.db").out)
    assert Path(shown["store"]).name == "b.db"


def test_a_value_that_looks_like_an_option_stays_a_value(run: Run) -> None:
    result = run("script", "show", "--profile", "--no-color", "man")
    assert result.code == 1
    assert "--no-color" in result.err.splitlines()[0]
    assert run("script", "show", "--", "--lang").err.startswith("There is no script “--lang”")


def test_the_language_of_help(run: Run) -> None:
    assert run("--help", "--lang", "zh").out.startswith("用法")
    assert run("config", "--lang=zh", "show", "-h").out.startswith("用法")
    assert run("--help", env={"LEADQ_LANG": "", "LANG": "zh_CN.UTF-8"}).out.startswith("用法")
    assert run("--help", env={"LEADQ_LANG": "", "LANG": "fr_FR"}).out.startswith("Usage")


def test_the_setting_gives_the_language(run: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text('lang = "zh"', encoding="utf-8")
    assert run("--help", env={"LEADQ_LANG": ""}).out.startswith("用法")
    assert run("foo", env={"LEADQ_LANG": ""}).err.startswith("leadq 没有")
    assert run("--help", env={"LEADQ_LANG": "en"}).out.startswith("Usage")


def test_help_works_with_broken_settings(run: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text("what = 1", encoding="utf-8")
    assert run("--help").code == 0
    result = run("config", "show")
    assert result.code == 4
    assert "what" in result.err.splitlines()[0]


def test_a_bad_day_of_leadq_today(run: Run, trouble: Any) -> None:
    from leadq import clock

    assert (min(clock._YEARS), max(clock._YEARS)) == (FIRST_YEAR, LAST_YEAR)
    for given in ("2026-13-01", "20261123", "tomorrow", "2026-W48-1", "9999-12-31", "0001-01-01"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LEADQ_TODAY", given)
            with pytest.raises(Exception, match="bad_today"):
                clock.today()


def test_a_refusal_is_two_lines_and_one(run: Run, trouble: Any) -> None:
    trouble(RefusedError("unknown_script", hint="unknown_script", script="x", near="man"))
    result = run("config", "path")
    assert (result.code, len(result.err.splitlines())) == (1, 2)
    assert "Did you mean man?" in result.err


def test_an_unexpected_error_is_two_lines(run: Run, trouble: Any) -> None:
    trouble(RuntimeError("boom\nwith a second line"))
    result = run("config", "path")
    assert (result.code, len(result.err.splitlines())) == (1, 2)
    assert "RuntimeError: boom with a second line" in result.err
    assert "--debug" in result.err
    assert "Traceback" in run("config", "path", "--debug").err


def test_what_sqlite_says_is_the_store(run: Run, trouble: Any) -> None:
    trouble(sqlite3.OperationalError("disk I/O error"))
    result = run("config", "path")
    assert result.code == 3
    assert "disk I/O error" in result.err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_interrupted(run: Run, trouble: Any, error: BaseException) -> None:
    trouble(error)
    assert run("config", "path") == type(run())(130, "", "\n")


def test_every_command_of_the_table_is_there_once() -> None:
    words = [entry.words for entry in TABLE]
    assert len(words) == len(set(words))
    groups = {entry.words for entry in TABLE if not entry.place}
    parents = {entry.words.rpartition(" ")[0] for entry in TABLE} - {""}
    assert parents == groups, "a group has commands, and commands with two words have a group"
    for entry in TABLE:
        if entry.place:
            module, _, name = entry.place.partition(":")
            assert callable(getattr(import_module(f"leadq.cli.{module}"), name or "command"))


def test_a_reader_that_leaves_is_no_error(home: Path) -> None:
    place = str(Path(leadq.__file__).parents[1])
    read_end, write_end = os.pipe()
    os.close(read_end)
    for words in (["--help"], ["script", "list", "--json"], ["config", "show"]):
        done = subprocess.run(
            [sys.executable, "-m", "leadq", *words],
            stdout=write_end,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": place},
            timeout=600,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    os.close(write_end)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_a_poor_console_degrades_and_never_crashes(spawn: Run, encoding: str) -> None:
    settled = {"PYTHONIOENCODING": encoding, "LEADQ_LANG": "zh"}
    for words in (["--help"], ["script", "show", "man"], ["script", "list"], ["no-such"]):
        result = spawn(*words, env=settled)
        assert result.code in (0, 2)
        assert "Traceback" not in result.err


def test_json_is_whole_on_a_poor_console(spawn: Run) -> None:
    shown = json.loads(spawn("script", "list", "--json", env={"PYTHONIOENCODING": "ascii"}).out)
    named = json.loads(
        spawn("script", "list", "--json", "--lang", "zh", env={"PYTHONIOENCODING": "ascii"}).out
    )
    assert shown[0]["id"] == named[0]["id"]
    assert any("\u4e00" <= char <= "\u9fff" for char in named[0]["title"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_under_stdout(home: Path) -> None:
    place = str(Path(leadq.__file__).parents[1])
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "leadq", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": place},
            timeout=600,
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_completion_scripts(spawn: Run, shell: str) -> None:
    result = spawn("--show-completion", shell)
    assert (result.code, result.err) == (0, "")
    assert "_LEADQ_COMPLETE" in result.out


def test_completion_of_commands_and_options(spawn: Run) -> None:
    asked = {"_LEADQ_COMPLETE": "bash", "_LEADQ_LINE": "leadq config s", "_LEADQ_WORD": "s"}
    assert spawn(env=asked).out.split() == ["show"]
    asked = {"_LEADQ_COMPLETE": "zsh", "LEADQ_LANG": "zh"}
    assert "输出格式" in spawn(env={**asked, "_LEADQ_LINE": "leadq config show --form"}).out
    # a script of another program asks for code to run, and gets none
    assert spawn(env={"_LEADQ_COMPLETE": "complete_zsh"}).out == ""


def number_options() -> list[tuple[str, str]]:
    """Return a call of every command that takes a number, and the option that takes it."""
    found = []
    for entry in TABLE:
        params = build_command(entry).params if entry.place else []
        needed = ["1" for one in params if one.required and one.param_type_name == "argument"]
        found += [
            (" ".join([entry.words, *needed]), max(one.opts, key=len))
            for one in params
            if one.type.name.startswith("int")
        ]
    return found


@pytest.mark.parametrize("given", [2**63, 10**40, -(2**63) - 1])
@pytest.mark.parametrize(("words", "option"), number_options())
def test_a_number_beyond_64_bits_is_a_usage_error(
    run: Run, words: str, option: str, given: int
) -> None:
    done = run(*words.split(), f"{option}={given}")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2), done
    assert option in done.err


NAMES_FILE = ["FILE", "[FILE]", "FILE|-", "PATH"]


@pytest.mark.parametrize("empty", ["", " "])
def test_no_file_has_an_empty_name(run: Run, home: Path, empty: str) -> None:
    """Whatever takes a file says so: no command takes the current folder or a default for it."""
    tried = 0
    for entry in (one for one in TABLE if one.place):
        command = build_command(entry)
        before = [
            "1" for param in command.params
            if param.param_type_name == "argument" and param.metavar not in NAMES_FILE
            and param.required
        ]  # fmt: skip
        for param in (one for one in command.params if one.metavar in NAMES_FILE):
            is_option = param.param_type_name == "option"
            given = [f"{max(param.opts, key=len)}={empty}"] if is_option else [empty]
            needed = ["x"] if is_option and any(
                one.metavar == "FILE" and one.required for one in command.params
            ) else []  # fmt: skip
            done = run(*entry.words.split(), *before, *needed, *given)
            assert (done.code, done.out) == (2, ""), (entry.words, param.name)
            assert done.err.splitlines()[0].startswith("The name of a file is empty: ")
            tried += 1
    assert tried > 100
    assert run(f"--db={empty}", "list", "--lang", "zh").err.startswith("文件名是空的：--db。")


@pytest.mark.parametrize("empty", ["", " ", ","])
@pytest.mark.parametrize(
    "typed",
    ["list --grade", "list --status", "list --class", "list --man", "find x --in", "due --grade",
     "next 1 --without", "log 1 x --at", "list --by"],
)  # fmt: skip
def test_an_empty_choice_is_none(run: Run, home: Path, typed: str, empty: str) -> None:
    done = run(*typed.split(), empty)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)


@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize(
    "typed",
    ["list --tag", "list --source", "list --region", "list --owner", "list --profile",
     "list --type", "list --motive", "list", "export x.csv --owner", "handover Ann Bob --tag",
     "due --owner", "due --region", "spread --owner", "away 12-01 12-02 --owner",
     "report day --owner", "report week --owner", "dupes --owner"],
)  # fmt: skip
def test_what_chooses_leads_by_nothing_chooses_none(
    run: Run, home: Path, typed: str, empty: str
) -> None:
    command = typed.split()
    done = run(*command, empty)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)
    name = command[-1] if len(command) > 1 else "TEXT"
    assert done.err.startswith(f"{name} is empty.")
    assert run(*command, empty, "--lang", "zh").err.startswith(f"{name} 是空的。")
