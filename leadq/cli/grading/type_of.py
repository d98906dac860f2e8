"""leadq type: who is in front of me, and how to treat them."""

from typing import Annotated, Any

import typer

from leadq.ask import Asker, Choice
from leadq.cli.frame.complete import (
    complete_mindsets,
    complete_motives,
    complete_relations,
    complete_signs,
    complete_stages,
    complete_types,
)
from leadq.cli.frame.options import LeadArgument, Text, Texts, text_option
from leadq.cli.frame.work import Work, choose_lead, open_work
from leadq.cli.grading.interview import put_questions
from leadq.errors import UsageError
from leadq.i18n import text
from leadq.render.grading.interview import show_subject
from leadq.render.grading.person import show_person, suggestion_lines
from leadq.render.parts.lines import write_wrapped
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.grading.person import SIGN, next_sign, read_portrait

_OTHER, _NONE = "other", "none"


def _word_option(help_key: str, complete: Any, metavar: str = "WORD") -> Any:
    return text_option(help_key, metavar=metavar, complete=complete)


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    type: Annotated[
        Text, typer.Argument(metavar="[TYPE]", help="arg.type", autocompletion=complete_types)
    ] = None,
    motive: Annotated[Text, _word_option("opt.motive", complete_motives)] = None,
    mindset: Annotated[Text, _word_option("opt.mindset", complete_mindsets)] = None,
    stage: Annotated[Text, _word_option("opt.stage", complete_stages)] = None,
    relation: Annotated[Text, _word_option("opt.relation", complete_relations)] = None,
    sign: Annotated[Texts, _word_option("opt.sign", complete_signs, "SIGN=WHAT")] = None,
    all: Annotated[bool, typer.Option("--all", help="opt.all")] = False,
    note: Annotated[Text, text_option("opt.note")] = None,
) -> None:
    """Note what a person is like; without a type, go through the signs seen."""
    given = {
        "type": type, "motive": motive, "mindset": mindset, "stage": stage, "relation": relation,
    }  # fmt: skip
    values: dict[str, object] = {fact: value for fact, value in given.items() if value}
    for one in sign or ():
        sign_id, equals, value = one.partition("=")
        if not equals:
            raise UsageError("bad_sign", hint="bad_sign", given=one)
        values[f"{SIGN}{sign_id.strip()}"] = value
    if note and not values:
        raise UsageError("note_alone", hint="note_alone", name="--note", typed=lead, word=note)
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        if values:
            note_facts(work.desk, lead, values, note or "", verb="type")
        elif work.asker is not None:
            _walk(work, work.asker, read_portrait(work.desk, lead).lead["number"], all)
        show_person(read_portrait(work.desk, lead), work.look)


def _walk(work: Work, asker: Asker, number: int, every: bool) -> None:
    """Ask for each sign, suggest a type with its confidence, and let the rep decide (method §7)."""
    show_subject(read_portrait(work.desk, str(number)), work.look)
    put_questions(
        work,
        asker,
        number,
        f"type {number}",
        lambda asked: next_sign(work.desk, number, asked, every),
    )
    portrait = read_portrait(work.desk, str(number))
    write_wrapped(suggestion_lines(portrait, work.look), color=work.look.color)
    lang = work.session.lang
    choices = [
        Choice(text("person.share", name=trait.name.pick(lang), share=share), trait.id)
        for trait, share in portrait.suggestions[:2]
    ]
    choices += [Choice(text("person.another"), _OTHER), Choice(text("person.leave_open"), _NONE)]
    picked = asker.choose(text("person.which"), choices)
    if picked == _OTHER:
        picked = _pick_any(work, asker)
    if picked != _NONE:
        note_facts(work.desk, str(number), {"type": picked}, verb="type")


def _pick_any(work: Work, asker: Asker) -> str:
    lang = work.session.lang
    choices = [
        Choice(f"{trait.name.pick(lang)}  {trait.line.pick(lang)}", trait.id)
        for trait in work.desk.library.people().types.values()
    ]
    return asker.choose(text("person.which"), choices)
