"""Scripts and profiles: the list of them, and the questions of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leadq.i18n import text
from leadq.render.parts.help import wrap
from leadq.render.parts.out import write_csv, write_json, write_line
from leadq.render.parts.table import write_table
from leadq.render.parts.text import clean, screen_width


class ScriptRow(NamedTuple):
    """One script or profile: ``kind`` is script or profile, ``origin`` built_in or yours."""

    id: str
    kind: str
    title: str
    profile: str | None
    questions: int
    origin: str


class Question(NamedTuple):
    """One step of a script; ``only_when`` names the fact and the values it is asked for."""

    fact: str
    kind: str
    label: str
    question: str
    hint: str
    listen: str | None
    answers: tuple[str, ...]
    stage: str | None
    only_when: tuple[str, tuple[str, ...]] | None


def write_script_list(rows: Sequence[ScriptRow], format: str, *, color: bool) -> None:
    """Write the scripts and profiles there are."""
    if format == "json":
        write_json([row._asdict() for row in rows])
    elif format == "csv":
        write_csv(ScriptRow._fields, rows)
    else:
        header = [text(f"script.{column}") for column in ScriptRow._fields]
        shown = [
            row._replace(
                kind=text(f"script.kind.{row.kind}"),
                profile=row.profile or "",
                origin=text(f"script.origin.{row.origin}"),
            )
            for row in rows
        ]
        write_table(header, shown, color=color)


def write_script(title: str, about: str, questions: Sequence[Question], format: str) -> None:
    """Write the questions of one script: the question, how to find out, what to listen for."""
    if format == "json":
        write_json({"title": title, "about": about, "questions": [_record(q) for q in questions]})
        return
    if format == "csv":
        columns = [name for name in Question._fields if name != "only_when"]
        write_csv(columns, [[getattr(q, name) for name in columns] for q in questions])
        return
    write_line(clean(title))
    _write_wrapped(about, "")
    stage = None
    for number, question in enumerate(questions, 1):
        write_line()
        if question.stage and question.stage != stage:
            write_line(clean(question.stage))
            stage = question.stage
        _write_question(number, question)


def _write_question(number: int, question: Question) -> None:
    pad = " " * 5
    _write_wrapped(question.question, pad, f"{number:>3}. ")
    _write_wrapped(question.hint, pad)
    if question.listen:
        _write_wrapped(text("script.listen", words=question.listen), pad)
    if question.answers:
        _write_wrapped(text("script.answers", words=text("script.or").join(question.answers)), pad)
    if question.only_when:
        label, values = question.only_when
        words = text("script.or").join(values)
        _write_wrapped(text("script.only_when", label=label, words=words), pad)


def _write_wrapped(words: str, pad: str, first: str = "") -> None:
    width = min(screen_width(), 100) - len(pad)
    for place, line in enumerate(wrap(clean(words), width)):
        write_line((first if place == 0 and first else pad) + line)


def _record(question: Question) -> dict[str, object]:
    when = question.only_when
    record = question._asdict()
    record["only_when"] = None if when is None else {"fact": when[0], "is": list(when[1])}
    return record
