"""Scripts and profiles: the list of them, and the questions of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leadq.content.model import FactDef
from leadq.content.texts import Text
from leadq.i18n import text
from leadq.render.parts.help import wrap
from leadq.render.parts.lines import EMPTY, Line, line
from leadq.render.parts.look import Look
from leadq.render.parts.show import show
from leadq.render.parts.table import BARE, TITLED, Column, table_lines
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
    values: tuple[str, ...]
    answers: tuple[str, ...]
    stage: str | None
    only_when: tuple[str, tuple[str, ...]] | None


def question_of(fact: FactDef, asked: Text, stage: Text | None, lang: str) -> Question:
    """Put a question into the user's language, in the words in which it is asked."""
    return Question(
        fact=fact.id,
        kind=fact.kind,
        label=fact.label.pick(lang),
        question=asked.pick(lang),
        hint=fact.hint.pick(lang),
        listen=fact.listen.pick(lang) if fact.listen else None,
        values=fact.values,
        answers=tuple(answer_word(fact, value, lang) for value in fact.values),
        stage=stage.pick(lang) if stage else None,
        only_when=None,
    )


def answer_word(fact: FactDef | None, value: str, lang: str) -> str:
    """Word one answer: as it is picked, else as a card says it, else the value itself."""
    words = fact and (fact.choices.get(value) or fact.says.get(value))
    return words.pick(lang) if words else value


class ScriptPage(NamedTuple):
    """A script as it is shown: its title, what it is for, its questions."""

    title: str
    about: str
    questions: Sequence[Question]


def show_script_list(rows: Sequence[ScriptRow], look: Look) -> None:
    """Write the scripts and profiles there are."""
    show(rows, look, screen=_draw_list, each=ScriptRow._asdict, columns=ScriptRow._fields)


def _draw_list(rows: Sequence[ScriptRow], _look: Look) -> list[Line]:
    columns = [
        Column(text("script.id")),
        Column(text("script.kind"), goes=2, below=BARE),
        Column(text("script.title"), least=12, wraps=True),
        Column(text("script.profile"), goes=3, below=TITLED),
        Column(text("script.questions"), right=True, goes=4, below=TITLED),
        Column(text("script.origin"), goes=1, below=BARE),
    ]
    cells = [
        (
            *(row.id, text(f"script.kind.{row.kind}"), row.title, row.profile or ""),
            *(str(row.questions), text(f"script.origin.{row.origin}")),
        )
        for row in rows
    ]
    return table_lines(columns, [[line(clean(cell)) for cell in row] for row in cells])


def show_script(page: ScriptPage, look: Look) -> None:
    """Write the questions of one script: the question, how to find out, what to listen for."""
    columns = [name for name in Question._fields if name != "only_when"]
    show(
        page,
        look,
        screen=_draw,
        data=lambda page, _look: page._asdict() | {"questions": _records(page)},
        columns=columns,
        rows=lambda page, _look: _records(page),
    )


def _records(page: ScriptPage) -> list[dict[str, object]]:
    return [_record(question) for question in page.questions]


def _draw(page: ScriptPage, _look: Look) -> list[Line]:
    lines = [line(clean(page.title)), *_wrapped(page.about, "")]
    stage = None
    for number, question in enumerate(page.questions, 1):
        lines.append(EMPTY)
        if question.stage and question.stage != stage:
            lines.append(line(clean(question.stage)))
            stage = question.stage
        lines += _question(number, question)
    return lines


def _question(number: int, question: Question) -> list[Line]:
    pad = " " * 5
    said = [_token_line(question), question.hint]
    if question.listen:
        said.append(text("script.listen", words=question.listen))
    if question.only_when:
        label, values = question.only_when
        said.append(text("script.only_when", label=label, words=_either(values)))
    asked = _wrapped(question.question, pad, f"{number:>3}. ")
    return asked + [part for words in said for part in _wrapped(words, pad)]


def _token_line(question: Question) -> str:
    """Return the id of a fact and what it takes, as it is written in ``leadq fact``."""
    if not question.values:
        takes = text(f"script.kind.{question.kind}")
    else:
        takes = _either(
            [f"{v} {w}" for v, w in zip(question.values, question.answers, strict=True)]
        )
    return text("script.takes", fact=question.fact, label=question.label, takes=takes)


def _either(words: Sequence[str]) -> str:
    return text("script.or").join(words)


def _wrapped(words: str, pad: str, first: str = "") -> list[Line]:
    width = min(screen_width(), 100) - len(pad)
    parts = wrap(clean(words), width)
    return [line((pad if place else first or pad) + part) for place, part in enumerate(parts)]


def _record(question: Question) -> dict[str, object]:
    when = question.only_when
    record = question._asdict()
    record["only_when"] = None if when is None else {"fact": when[0], "is": list(when[1])}
    return record
