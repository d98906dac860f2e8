"""leadq demo: the whole way of a lead, on a throw-away store."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from leadq.cli.frame.session import open_session
from leadq.i18n import text

_OWN = ("LEADQ_HOME", "LEADQ_DB", "LEADQ_CONFIG")
_ANSWERS = """\
engagement = "bargaining"
reason = "yes"
site = "yes"
money = "yes"
plan = "yes"
authority = "yes"
need = "yes"
"""
_SHOWN_LINES = 3


def command(ctx: typer.Context) -> None:
    """Run import, add, ask, grade, log, due and export on sample leads, apart from yours."""
    from leadq.render.parts.out import write_line

    session = open_session(ctx)
    write_line(text("demo.intro"))
    with TemporaryDirectory(prefix="leadq-demo-") as folder, _apart(Path(folder)):
        for number, words in enumerate(_steps(Path(folder), session.lang), start=1):
            write_line()
            write_line(text("demo.step", number=number, about=text(f"demo.step_{number}")))
            write_line(f"$ leadq {' '.join(map(_quoted, words))}")
            _run(words, session.lang, session.flags.no_color)
        _show_file(Path(folder) / "leads.csv")
    write_line()
    write_line(text("demo.end"))


def _steps(folder: Path, lang: str) -> Iterator[list[str]]:
    """Yield the commands of the demo; files they read are laid ready."""
    sample = Path(__file__).parents[2] / "content" / "demo" / f"leads-{lang}.csv"
    (folder / sample.name).write_bytes(sample.read_bytes())
    (folder / "answers.toml").write_text(_ANSWERS, encoding="utf-8")
    lead = "9"
    yield ["import", sample.name]
    name, company, phone = text("demo.lead").split("|")
    yield [
        "add", name, "--company", company, "--phone", phone, "--profile", "equipment",
        "--need-by", "+80d",
    ]  # fmt: skip
    yield ["ask", lead, "--answers", "answers.toml"]
    yield ["grade", lead]
    yield ["grade", lead, "--on", "+51d"]
    promise = text("demo.promise")
    yield ["log", lead, "--by", "visit", "--said", text("demo.said"), "--promise", promise]
    yield ["due", "--within", "7", "--limit", "5"]
    yield ["show", lead]
    yield ["export", "leads.csv"]


def _quoted(word: str) -> str:
    """Return a word as one would type it: in quotes only where a shell would split it."""
    return shlex.quote(word) if any(c.isspace() or c in "'\"$" for c in word) else word


def _run(words: list[str], lang: str, no_color: bool) -> None:
    from leadq.cli.frame.app import run
    from leadq.cli.frame.flags import Flags

    run(words, Flags(lang=lang, no_input=True, no_color=no_color))


@contextmanager
def _apart(folder: Path) -> Iterator[None]:
    """Work in a folder of its own, away from the user's store, settings and content."""
    before, here = {name: os.environ.get(name) for name in _OWN}, Path.cwd()
    (folder / "settings.toml").touch()
    os.environ.pop("LEADQ_DB", None)
    os.environ["LEADQ_HOME"] = str(folder)
    os.environ["LEADQ_CONFIG"] = str(folder / "settings.toml")
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _show_file(file: Path) -> None:
    """Show how the export begins."""
    from leadq.render.parts.out import write_line
    from leadq.render.parts.text import one_line, screen_width

    lines = file.read_text(encoding="utf-8-sig").splitlines()
    for line in lines[:_SHOWN_LINES]:
        write_line(one_line(line, screen_width()))
