"""The interview loop: the use case says what to ask, ask asks, render shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadq.ask import Asker, BrokenOffError, Choice, SheetRow
from leadq.cli.frame.asking import check_with
from leadq.cli.frame.work import Work
from leadq.domain.grading.facts import UNKNOWN
from leadq.i18n import text
from leadq.render.grading.facts import word_value
from leadq.render.grading.interview import show_question, show_subject, show_summary
from leadq.render.parts.out import say_line
from leadq.usecases.grading.card import GradeCard, read_grade
from leadq.usecases.grading.interview import Prompt, next_prompt, script_for, sheet_prompts
from leadq.usecases.grading.new_facts import Learnt
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.grading.person import read_portrait
from leadq.usecases.grading.values import read_value

PRODUCT_FACT = "ffab_product"
"""The fact that names the product a presentation is built for; the settings know the products."""


def run_script(
    work: Work,
    asker: Asker,
    number: int,
    script_id: str,
    every: bool = False,
    asked: Sequence[str] = (),
) -> list[Learnt]:
    """Put the questions of a script (method §6), those that go together on one screen.

    ``asked`` were put a minute ago and are not put again. Returns what was learnt.
    """
    show_subject(read_portrait(work.desk, str(number)), work.look)
    again = f"ask {number} {script_id}"
    together = sheet_prompts(work.desk, number, script_id, asked, every)
    if len(together) > 1:
        title = script_for(work.desk, str(number), script_id)[1].name.pick(work.session.lang)
        return _put_together(work, asker, number, again, title, together)
    return put_questions(
        work,
        asker,
        number,
        again,
        lambda put: next_prompt(work.desk, number, script_id, [*asked, *put], every),
    )


def _put_together(
    work: Work, asker: Asker, number: int, again: str, title: str, prompts: Sequence[Prompt]
) -> list[Learnt]:
    """Put questions on one screen; all that is answered is saved at once, broken off or not."""

    def save(answers: Mapping[str, str]) -> list[Learnt]:
        if not answers:
            return []
        return list(note_facts(work.desk, str(number), answers, verb="ask").learnt)

    try:
        return save(asker.fill(title, [_row(work, prompt) for prompt in prompts]))
    except BrokenOffError as left:
        save(left.answers)
        say_line(text("ask.stopped", again=again))
        raise


def _row(work: Work, prompt: Prompt) -> SheetRow:
    definition, lang = prompt.definition, work.session.lang
    choices = tuple(
        Choice(definition.says[value].pick(lang), value) for value in reversed(definition.values)
    )
    known = prompt.known.value if prompt.known else ""
    return SheetRow(
        id=definition.id,
        label=definition.label.pick(lang),
        question=prompt.text.pick(lang),
        hint=definition.hint.pick(lang),
        choices=(*choices, Choice(text("ask.dont_know"), UNKNOWN)) if choices else (),
        known=known if choices or not known else word_value(definition, known, work.look.today),
        check=None if choices else check_with(_reader(work, prompt)),
    )


def _reader(work: Work, prompt: Prompt) -> Callable[[str], str]:
    today, region = work.desk.today, work.desk.region
    return lambda typed: read_value(prompt.definition, typed, today, region)


def put_questions(
    work: Work,
    asker: Asker,
    number: int,
    again: str,
    next_one: Callable[[list[str]], Prompt | None],
) -> list[Learnt]:
    """Put one question after the other and save each answer as it is given.

    ``again`` is the command that goes on. Broken off, everything answered stays.
    """
    asked: list[str] = []
    learnt: list[Learnt] = []
    while prompt := next_one(asked):
        show_question(prompt, work.look)
        try:
            answer = ask_fact(work, asker, prompt)
        except KeyboardInterrupt:
            say_line(text("ask.stopped", again=again))
            raise
        asked.append(prompt.definition.id)
        if answer:
            noted = note_facts(work.desk, str(number), {prompt.definition.id: answer}, verb="ask")
            learnt += noted.learnt
    return learnt


def run_and_sum_up(
    work: Work, asker: Asker, number: int, script_id: str, every: bool = False
) -> GradeCard:
    """Run a script and end with what was learnt, what changed and what to ask next time (§6)."""
    if next_prompt(work.desk, number, script_id, (), every) is None:
        say_line(text("ask.nothing_open", number=number, script=script_id))
    before = read_grade(work.desk, str(number))
    learnt = run_script(work, asker, number, script_id, every)
    after = read_grade(work.desk, str(number))
    show_summary(before, after, learnt, work.look)
    return after


def ask_fact(work: Work, asker: Asker, prompt: Prompt) -> str:
    """Return the answer to a question as a fact's value; empty when it was skipped.

    A choice ends with "don't know"; a typed answer is checked as it is given.
    """
    definition = prompt.definition
    lang = work.session.lang
    known = prompt.known.value if prompt.known else None
    if definition.values:
        words = definition.choices or definition.says
        values = tuple(reversed(definition.values))
        choices = [Choice(words[value].pick(lang), value) for value in values]
        choices.append(Choice(text("ask.dont_know"), UNKNOWN))
        same = definition.label == definition.question
        label = text("ask.answer") if same else definition.label.pick(lang)
        return asker.choose(label, choices, default=known or UNKNOWN)

    products = work.session.config.products
    if definition.id == PRODUCT_FACT and products:
        choices = [Choice(product, product) for product in products]
        choices.append(Choice(text("ask.another_product"), ""))
        usual = known if known in products else None
        if picked := asker.choose(definition.label.pick(lang), choices, default=usual):
            return picked
    label = text(f"ask.kind_{definition.kind}", words=definition.label.pick(lang))
    return asker.ask_text(label, check=check_with(_reader(work, prompt)))
