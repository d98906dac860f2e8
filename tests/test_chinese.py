"""Both languages are whole: every command in Chinese without English, and the other way round."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leadq.cli.frame.door import LazyGroup
from leadq.cli.frame.flags import Flags
from leadq.cli.frame.table import TABLE
from leadq.config import settings
from leadq.content.library import open_library
from leadq.exchange.columns.aliases import field_names

Run = Callable[..., Any]
LINES = Path(__file__).parent / "e2e"
LEAVES = [entry.words for entry in TABLE if entry.place]
SAMPLE = {
    "en": {
        "name": "John Weber",
        "company": "Weber Roads",
        "other": "Ann Denson",
        "words": "likes the price",
        "file": "sheet.csv",
        "sheet": "Name,Phone,Source\nPeter Hall,+1 860-253-6354,fair\n,,\nMary,1.3E+10,fair\n",
        "phone": "+1 402-555-0134",
        "bad": "nonsense",
    },
    "zh": {
        "name": "王建国",
        "company": "华北路桥",
        "other": "陈曦",
        "words": "希望再便宜些",
        "file": "表格.csv",
        "sheet": "姓名,手机号,来源\n曾志强,13744445555,展会\n,,\n单雅琴,1.3E+10,扫街\n",
        "phone": "138 0013 8000",
        "bad": "乱写",
    },
}
STORY = (LINES / "story.txt").read_text(encoding="utf-8").splitlines()
REJECTS = tuple(line for line in STORY if line.startswith("import {file}"))
TEAM = (LINES / "team.txt").read_text(encoding="utf-8").splitlines()
"""What several people type, each on a laptop of their own: ``who> line``."""
MISTAKES = (LINES / "mistakes.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def desk(
    run: Run, home: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Callable[[str], Any]]:
    """Lay the files of the story ready; return a way to run its lines in a language."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    here = tmp_path / "elsewhere"
    (here / "answers.toml").write_text('money = "yes"\nauthority = "yes"\nneed = "yes"\n')
    (here / "empty.csv").touch()
    (here / ".leadq.toml").write_text("per_day = 20\n")
    (here / "orders.csv").write_text("number,date,amount\n1,2026-10-01,700\n", encoding="utf-8")

    def in_language(lang: str) -> Callable[[str], Any]:
        sample = SAMPLE[lang]
        (here / sample["file"]).write_text(sample["sheet"], encoding="utf-8")

        def run_line(line: str) -> Any:
            return run(*shlex.split(line.format(**sample)), env={"LEADQ_LANG": lang})

        return run_line

    return in_language


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_speaks_one_language(desk: Any, lang: str) -> None:
    run_line, wrong = desk(lang), {}
    for line in STORY:
        result = run_line(line)
        if result.code != (line in REJECTS):
            wrong[line] = (result.code, result.err[:300])
        elif left := foreign_words(result.out + result.err, lang, typed=line):
            wrong[line] = left
    assert not wrong


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_mistake_is_said_in_one_language(desk: Any, lang: str) -> None:
    run_line, wrong = desk(lang), {}
    run_line("add '{name}' --phone '{phone}' --profile equipment")
    run_line("config init")
    people = open_library(None).people()
    signs = " ".join(option.id for sign in people.signs for option in sign.options)
    for line in MISTAKES:
        result = run_line(line)
        if result.code not in (1, 2, 3, 4) or result.out or result.err.count("\n") != 2:
            wrong[line] = (result.code, result.err[:300])
        elif left := foreign_words(result.err, lang, typed=f"{line} {signs}"):
            wrong[line] = left
    assert not wrong


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("words", ["", *(entry.words for entry in TABLE)])
def test_help_speaks_one_language(run: Run, words: str, lang: str) -> None:
    assert not foreign_words(run(*words.split(), "--help", "--lang", lang).out, lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_content_is_in_both_languages(run: Run, lang: str) -> None:
    library, wrong = open_library(None), {}
    lines = [["guide", topic] for topic in library.guide_ids()]
    lines += [["script", "show", script] for script in library.script_ids()]
    lines += [
        ["script", "show", script, "--profile", profile]
        for script in ("grading", "man")
        for profile in library.profile_ids()
    ]
    for words in lines:
        result = run(*words, env={"LEADQ_LANG": lang})
        assert (result.code, result.err) == (0, ""), words
        if left := foreign_words(result.out, lang, typed=" ".join(words)):
            wrong[" ".join(words)] = left
    assert not wrong


def test_every_command_is_in_the_story() -> None:
    lines = [*STORY, *(line.partition("> ")[2] for line in TEAM)]
    told = {words for words in LEAVES if any(f"{line} ".startswith(f"{words} ") for line in lines)}
    assert not set(LEAVES) - told, "add a line to e2e/story.txt or team.txt for each of these"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_words_in_data_follow_the_language(desk: Any, lang: str) -> None:
    run_line = desk(lang)
    run_line("add '{name}' --profile equipment")
    card = json.loads(run_line("grade 1 --json").out)
    shown = [card["man"]["advice"], card["next_question"]["text"], card["follow_up"]["goal"]]
    assert all(shown)
    assert not foreign_words("\n".join(shown), lang)
    assert all(is_han(text) is (lang == "zh") for text in shown)


def foreign_words(shown: str, lang: str, typed: str = "") -> set[str]:
    """Return the words of the other language in what a screen shows, save those just typed."""
    if lang == "en":
        return set(re.findall(rf"(?!(?<=\d)万){_HAN}+", shown))
    latin = r"[A-Za-z][A-Za-z'’]+"
    return set(re.findall(latin, _prose(shown))) - typed_words() - set(re.findall(latin, typed))


def is_han(text: str) -> bool:
    return re.search(_HAN, text) is not None


_HAN = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_NAMES = {
    *("leadq", "MAN", "FFAB", "FABE", "CSV", "JSON", "TOML", "XLSX", "UTF", "BOM"),
    *("KB", "MB", "GB", "Excel", "WeChat", "SQLite", "VIP", "MCP"),
    *("PostgreSQL", "PGPASSWORD", "TLS"),
}
_SHELLS = {"shell", "bash", "zsh", "fish", "powershell", "pwsh"}


def _prose(shown: str) -> str:
    """Return what a screen says, without commands, options, paths, ids, rows of data."""
    shown = re.sub(r"(?m)^(?:[^,\n]*,){5,}.*$", "", shown)
    shown = re.sub(r"`[^`]*`", "", shown)
    shown = re.sub(r"(?m)(?:\$ )?leadq [a-z-](?:(?!  )[^。，；：”）\n])*", "", shown)
    shown = re.sub(r"(?<![\w-])--?[a-z][a-z-]*|\S*[|/\\]\S*", "", shown)
    return re.sub(
        r"[\w-]+\.[a-z]{2,8}\b|\w*\d\w*|\w+_\w+|[a-z]+-[a-z]+|E[IV]+|[^\W_]+=\S*", "", shown
    )


@cache
def typed_words() -> set[str]:
    """Return what stays Latin because it is typed so: names of things, choices, ids."""
    words = _NAMES | _SHELLS | {row.name for row in settings()} | {"utf", "gbk", "pip", "install"}
    for row in settings():
        words.update(re.findall(r"\w+", f"{row.allowed} {row.shape}"))
    words |= {word for entry in TABLE for word in entry.words.split()}
    library = open_library(None)
    words |= {*library.fact_ids(), *library.profile_ids(), *library.guide_ids()}
    words |= {part for id_ in library.script_ids() for part in id_.split("-")}
    words |= {v for id_ in library.fact_ids() for v in library.fact(id_, "general").values}
    people = library.people()
    for group in (people.types, people.motives, people.mindsets, people.stages, people.relations):
        words.update(group)
    words.update(sign.id for sign in people.signs)
    for param in _all_params():
        words.update(getattr(param.type, "choices", None) or ())
        words.update(re.findall(r"[A-Za-z]+", param.metavar or "") if _is_list(param) else ())
    words |= {"yes", "no", "unknown", "true", "false", "amount", "date", *field_names()}
    return words | {"name", "company", "address", "phones", "number"}


def _is_list(param: Any) -> bool:
    return "|" in (param.metavar or "") or param.metavar == "MaN"


def _all_params() -> Iterator[Any]:
    group: Any = LazyGroup()
    context = group.make_context("leadq", [], obj=Flags())
    for words in LEAVES:
        command = group
        for word in words.split():
            command = command.get_command(context, word)
        yield from command.params
