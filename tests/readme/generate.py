"""Write what README.md takes from the program itself: ``python tests/readme/generate.py``.

Settings come from ``config show``, the command reference from ``--help``; the pictures are real
screens of small stores.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
README = ROOT / "README.md"
_MARK = "<!-- {name}: written by tests/readme/generate.py -->"
_END = "<!-- {name}: end -->"
TODAY = "2026-11-23"
_WIDTH = 88
_SCREEN = (80, 40)
_INDENT = 6
_EVERYWHERE = "With every command"
_STANDARD = "[--format table|json|csv]"


class Picture(NamedTuple):
    """A screen: the language, and the command that shows it; ``<name>.txt`` fills its store."""

    lang: str
    words: tuple[str, ...]


PICTURES = {
    "due-en": Picture("en", ("due",)),
    "grade-zh": Picture("zh", ("grade", "1", "--no-ask")),
}


class Shell:
    """Runs leadq on a store of its own."""

    def __init__(self, folder: Path, lang: str = "en") -> None:
        own = ("LEADQ_DB", "LEADQ_CONFIG", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in own},
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "HOME": str(folder),
            "USERPROFILE": str(folder),
            "LEADQ_HOME": str(folder),
            "LEADQ_LANG": lang,
            "LEADQ_TODAY": TODAY,
            "COLUMNS": str(_SCREEN[0]),
        }
        self.folder = folder

    def run(self, *words: str, day: str = TODAY) -> str:
        """Return what a command prints to a pipe."""
        done = subprocess.run(
            [sys.executable, "-m", "leadq", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env={**self.env, "LEADQ_TODAY": day},
            check=True,
        )
        return done.stdout

    def show(self, *words: str) -> str:
        """Return what a command prints on a terminal, colours and all."""
        import pexpect

        columns, rows = _SCREEN
        shown, code = pexpect.run(
            shlex.join([sys.executable, "-m", "leadq", *words]),
            cwd=str(self.folder),
            env={**self.env, "TERM": "xterm-256color"},
            dimensions=(rows, columns),
            encoding="utf-8",
            withexitstatus=True,
            timeout=600,
        )
        assert code == 0, shown
        return str(shown).replace("\r\n", "\n")


def tell(story: str, shell: Shell) -> None:
    """Run the lines of a story, each on its day."""
    for line in story.splitlines():
        day, words = line.split(" ", 1)
        shell.run(*shlex.split(words), day=day)


def take_picture(name: str, *, colour: bool = True) -> str:
    """Return a picture's screen as text, with its colours where there is a pseudo-terminal."""
    picture = PICTURES[name]
    with TemporaryDirectory() as folder:
        shell = Shell(Path(folder), picture.lang)
        tell((HERE / f"{name}.txt").read_text(encoding="utf-8"), shell)
        return shell.show(*picture.words) if colour else shell.run(*picture.words)


def draw_svg(name: str, screen: str) -> str:
    """Return a screen as SVG, with no font to be fetched from anywhere."""
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.text import Text

    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    form = form.replace("Fira Code,", "Menlo, Consolas, 'Noto Sans Mono CJK SC',")
    form = re.sub(r"\s*<!--.*?-->", "", form)
    console = Console(width=_SCREEN[0], record=True, file=StringIO(), force_terminal=True)
    command = " ".join(word for word in PICTURES[name].words if not word.startswith("--"))
    console.print(Text(f"$ leadq {command}", style="bold"))
    console.print(Text.from_ansi(screen.rstrip()), soft_wrap=True)
    return console.export_svg(title="leadq", code_format=form, unique_id=name)


def write_reference(shell: Shell) -> str:
    """Return the command reference: what every command takes, in the panels of the help."""
    sections = _sections(shell.run("--help"))
    lines = []
    for title, rows in sections.items():
        if title == _EVERYWHERE or not rows:
            continue
        lines += ["", f"**{title}**", "", "```text"]
        for words in _leaves([row.split()[0] for row in rows], shell):
            lines += _synopsis(words, shell.run(*words, "--help"))
        lines.append("```")
    lines += ["", f"**{_EVERYWHERE}**", "", "```text", *sections[_EVERYWHERE], "```"]
    return "\n".join(lines[1:])


def write_settings(shell: Shell) -> str:
    """Return the table of the settings, as ``config show`` explains them."""
    rows = json.loads(shell.run("config", "show", "--json"))
    lines = [f"| `{row['key']}` | {row['about']} |" for row in rows]
    return "\n".join(["| Setting | Meaning |", "|---|---|", *lines])


def fill(readme: str, shell: Shell) -> str:
    """Return the README with its generated parts, each between its two marks."""
    for name, write in (("settings", write_settings), ("reference", write_reference)):
        begin, end = _MARK.format(name=name), _END.format(name=name)
        before, _, rest = readme.partition(begin)
        readme = f"{before}{begin}\n\n{write(shell)}\n\n{end}{rest.partition(end)[2]}"
    return readme


def _leaves(names: list[str], shell: Shell) -> Iterator[list[str]]:
    """Yield the words of every command; a group gives way to what is below it."""
    for name in names:
        below = _sections(shell.run(name, "--help")).get("Commands")
        if below is None:
            yield [name]
        else:
            yield from ([name, row.split()[0]] for row in below)


def _synopsis(words: list[str], page: str) -> list[str]:
    """Return usage with all options, and what the command does."""
    usage = page.splitlines()[0].removeprefix("Usage: ").removesuffix(" [OPTIONS]")
    about = page.split("\n\n")[1]
    pieces = [option for option in _options(page) if option != _STANDARD]
    lines = [usage]
    for piece in pieces:
        if len(lines[-1]) + 1 + len(piece) > _WIDTH:
            lines.append(" " * _INDENT + piece)
        else:
            lines[-1] += f" {piece}"
    return [*lines, *("    " + line for line in about.splitlines())]


def _options(page: str) -> list[str]:
    """Return the options of a help page, in brackets unless needed; "…": several times."""
    rows: list[str] = []
    for row in _sections(page).get("Options", []):
        if row.startswith("-"):
            rows.append(row)
        else:
            rows[-1] += f"  {row.strip()}"
    return [_piece(*row.split("  ", 1)) for row in rows]


def _piece(option: str, meaning: str) -> str:
    """Return one option as it stands in a synopsis."""
    if re.search(r"several\s+times", meaning):
        option += "…"
    return option if re.search(r"\(needed\)", meaning) else f"[{option}]"


def _sections(page: str) -> dict[str, list[str]]:
    """Return the lines below each title of a help page, without their indent of two."""
    sections: dict[str, list[str]] = {}
    rows: list[str] = []
    for line in page.splitlines():
        if line.startswith("  "):
            rows.append(line[2:])
        elif line:
            rows = sections.setdefault(line, [])
    return sections


def main() -> None:
    """Write settings and commands into README.md and the pictures beside this file."""
    with TemporaryDirectory() as folder:
        filled = fill(README.read_text(encoding="utf-8"), Shell(Path(folder)))
    README.write_text(filled, encoding="utf-8")
    for name in PICTURES:
        svg = draw_svg(name, take_picture(name))
        (HERE / f"{name}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
