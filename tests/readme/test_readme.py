"""What README.md says is what the program does."""

from __future__ import annotations

import html
import re
import shlex
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leadq

from . import generate

Run = Callable[..., Any]
README = generate.README.read_text(encoding="utf-8")
SAMPLES = Path(leadq.__file__).parent / "content" / "demo"


def blocks(title: str) -> list[list[str]]:
    """Return the lines of every shell block below a heading."""
    body = re.split(rf"^#+ {re.escape(title)}$", README, flags=re.MULTILINE)[1]
    body = re.split(r"^#+ ", body, flags=re.MULTILINE)[0]
    return [block.strip().splitlines() for block in re.findall(r"```sh\n(.*?)```", body, re.DOTALL)]


def run_lines(run: Run, lines: list[str], lang: str = "en") -> None:
    for line in lines:
        program, *words = shlex.split(line)
        result = run(*words, env={"LEADQ_LANG": lang})
        assert (program, result.code) == ("leadq", 0), (line, result.err)


@pytest.mark.parametrize(("lang", "file"), [("en", "leads.csv"), ("zh", "线索.csv")])
def test_the_first_day_in_ten_lines(run: Run, home: Path, lang: str, file: str) -> None:
    lines = blocks("A rep's first day in ten lines")[lang == "zh"]
    Path(file).write_bytes((SAMPLES / f"leads-{lang}.csv").read_bytes())
    run_lines(run, lines, lang)
    assert len(lines) == 10
    assert Path(lines[-1].split()[-1]).stat().st_size > 1000


def test_a_trade_of_ones_own(run: Run, home: Path) -> None:
    run_lines(run, blocks("A trade or a script of your own")[0])


def test_a_shell_gets_its_completion(spawn: Run) -> None:
    (line,) = blocks("Shell completion")[0]
    inner = re.search(r"\$\((.*)\)", line)
    assert inner
    shown = spawn(*shlex.split(inner[1])[1:])
    assert (shown.code, shown.err) == (0, "")
    assert "leadq" in shown.out


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((generate.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {word.lower() for word in re.findall(r"^\| ([\w-]+) \| ", README, re.MULTILINE)}
    extras = dict(project["optional-dependencies"])
    for_tests = _packages(extras.pop("test"))
    of_extras = {package for lines in extras.values() for package in _packages(lines)}
    assert _packages(project["dependencies"]) | of_extras <= named
    assert of_extras <= for_tests
    tools = README.partition("For the tests: ")[2]
    assert {package for package in for_tests - of_extras if package not in tools} == set()


def _packages(lines: list[str]) -> set[str]:
    return {re.split(r"[[><=; ]", line)[0] for line in lines}


def test_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (generate.ROOT / target).is_file(), target
    headings = {re.sub(r"\W+", "-", one.lower()) for one in re.findall(r"^#+ (.*)$", README, re.M)}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= headings


def test_settings_and_commands_are_what_leadq_says(tmp_path: Path) -> None:
    filled = generate.fill(README, generate.Shell(tmp_path))
    assert filled == README, "run: python tests/readme/generate.py"


@pytest.mark.parametrize("name", generate.PICTURES)
def test_the_pictures_show_what_leadq_prints(name: str) -> None:
    svg = (generate.HERE / f"{name}.svg").read_text(encoding="utf-8")
    drawn = html.unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", svg)))
    printed = generate.take_picture(name, colour=sys.platform != "win32")
    printed = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert "".join(printed.split()) in "".join(drawn.split())
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
