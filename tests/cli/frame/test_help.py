"""Help pages: every command, both languages, nothing of Typer's own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest

from leadq.cli.frame.door import LazyGroup
from leadq.cli.frame.flags import Flags
from leadq.cli.frame.table import PANELS, TABLE, text_key
from leadq.i18n import help_words
from leadq.render.parts.text import cell_width

Run = Callable[..., Any]
COMMANDS = [entry.words for entry in TABLE]
WORDS = {lang: help_words(lang) for lang in ("en", "zh")}
LEAVES = [entry.words for entry in TABLE if entry.place]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_has_help(run: Run, words: str, lang: str) -> None:
    result = run(*words.split(), "--help", env={"LEADQ_LANG": lang})
    texts = WORDS[lang]
    assert (result.code, result.err) == (0, "")
    assert texts.get(f"{text_key(words)}.about", texts[text_key(words)])[1:20] in result.out
    assert texts["help.everywhere"] in result.out
    assert max(map(cell_width, result.out.splitlines())) <= 80
    assert not re.search(r"\b(opt|arg|cmd|meta|help)\.[a-z]", result.out)


@pytest.mark.parametrize("words", LEAVES)
def test_every_command_has_examples(words: str) -> None:
    assert 1 <= len(WORDS["en"][f"{text_key(words)}.examples"].splitlines()) <= 3


@pytest.mark.parametrize("words", COMMANDS)
def test_no_english_is_left_in_chinese_help(run: Run, words: str) -> None:
    shown = run(*words.split(), "--help", "--lang", "zh").out
    titles = {WORDS["zh"][f"help.{part}"] for part in ("arguments", "options", "examples")}
    for english in ("Options", "Arguments", "Examples", "default", "Show this", "Usage", "TEXT"):
        assert english not in shown
    assert "用法" in shown
    assert words not in LEAVES or titles & set(shown.splitlines())


@pytest.mark.parametrize("words", LEAVES)
@pytest.mark.parametrize("texts", WORDS.values(), ids=WORDS)
def test_examples_can_be_typed(words: str, texts: dict[str, str], home: Any) -> None:
    for line in texts[f"{text_key(words)}.examples"].splitlines():
        typed, _, what = line.partition("  # ")
        assert what
        program, *rest = shlex.split(typed)
        assert program == "leadq"
        assert rest[: len(words.split())] == words.split()
        context = parse(rest)
        assert context.command.words == words


def parse(words: list[str]) -> Any:
    """Parse words as leadq would, without calling anything; return the last context."""
    command: Any = LazyGroup()
    context = None
    while isinstance(command, LazyGroup):
        name, rest = (words[0], words[1:]) if context else (None, words)
        if context is None:
            context = command.make_context("leadq", list(words[:0]), obj=Flags())
            continue
        command = command.get_command(context, name)
        context = command.make_context(name, [] if hasattr(command, "below") else list(rest))
        words = rest
    return context


def test_the_top_page_shows_the_panels_in_order(run: Run) -> None:
    lines = run("--help").out.splitlines()
    titles = [WORDS["en"][f"panel.{panel}"] for panel in PANELS]
    assert [line for line in lines if line in titles] == titles
    everyday = lines[lines.index("Every day") + 1 : lines.index("Plan") - 1]
    assert [line.split()[0] for line in everyday] == [
        "add",
        "ask",
        "grade",
        "due",
        "log",
        "show",
        "list",
        "find",
    ]


@pytest.mark.parametrize("columns", ["40", "60", "200"])
def test_help_fits_the_screen(run: Run, columns: str) -> None:
    for lang in ("en", "zh"):
        shown = run("script", "show", "--help", env={"COLUMNS": columns, "LEADQ_LANG": lang}).out
        assert max(map(cell_width, shown.splitlines())) <= min(int(columns), 96)


def test_a_page_of_help_in_full(run: Run) -> None:
    assert run("script", "new", "--help").out == (
        "Usage: leadq script new NAME [OPTIONS]\n"
        "\n"
        "Write a new script or profile to start from\n"
        "\n"
        "Arguments\n"
        "  NAME  name of the new file: letters, digits and dashes\n"
        "\n"
        "Options\n"
        "  --kind script|profile  what to write (default script)\n"
        "  --force                do it all the same\n"
        "\n"
        "With every command\n"
        "  --db --config --lang --no-color --no-input --debug --version --help\n"
        "\n"
        "Examples\n"
        "  leadq script new farm-visits\n"
        "      a script\n"
        "  leadq script new farming --kind profile\n"
        "      a trade with its own grading\n"
    )


def test_a_page_of_help_in_full_in_chinese(run: Run) -> None:
    assert run("script", "show", "--help", "--lang", "zh").out == (
        "用法：leadq script show 问卷 [选项]\n"
        "\n"
        "查看一份问卷的问题\n"
        "\n"
        "参数\n"
        "  问卷  问卷名称，见 `leadq script list`\n"
        "\n"
        "选项\n"
        "  --profile 行业           显示哪个行业的问题\n"
        "  --format table|json|csv  输出格式（默认 table）\n"
        "  --json                   等同于 --format json\n"
        "\n"
        "所有命令通用\n"
        "  --db --config --lang --no-color --no-input --debug --version --help\n"
        "\n"
        "示例\n"
        "  leadq script show discovery\n"
        "      问题、提示与倾听要点\n"
        "  leadq script show grading --profile equipment\n"
        "      评级所用的问题\n"
    )
