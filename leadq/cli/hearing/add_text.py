"""A new lead from a pasted text: duplicates are shown first, then what is understood."""

from __future__ import annotations

from collections.abc import Iterable

from leadq.ask import Asker, Choice
from leadq.cli.followup.steps import confirm_next_step
from leadq.cli.frame.remarks import remark_near, remark_past_need
from leadq.cli.frame.work import Work
from leadq.cli.hearing.choose import choose_things, instead, report, taking_command
from leadq.domain.typing.texts import is_blank
from leadq.errors import UsageError
from leadq.i18n import text
from leadq.render.hearing.unsaved import show_unsaved
from leadq.render.leads.said import say_added
from leadq.render.parts.text import shell_word
from leadq.usecases.hearing.new_lead import add_heard, fill_lead, hear_message
from leadq.usecases.leads.add import NewLead, find_known, refuse_known

Options = Iterable[tuple[str, str]]


def add_from_text(
    work: Work, new: NewLead, pasted: str, options: Options, accept: bool, plain: bool
) -> None:
    """Add the lead that a text tells of, with what is taken of it; the rest is its note.

    Where nobody can be asked and nothing says who it is, what was understood is only shown.
    Raises DuplicateError, UsageError for a text without a name.
    """
    command = f"add {shell_word(new.name)} --text" if new.name else "add --text"
    things = hear_message(work.desk, pasted, new, work.session.config.products)
    asker = None if accept or plain else work.asker
    everything = fill_lead(work.desk, new, pasted, [one.proposal for one in things])
    if asker is None:
        refuse_known(work.desk, everything)
    elif (known := _choose_known(work, asker, everything)) is not None:
        from leadq.render.leads.card import show_card
        from leadq.usecases.leads.lead_card import read_lead_card

        show_card(read_lead_card(work.desk, str(known)), work.look)
        return
    else:
        new.force = everything.force
    taken = choose_things(work, things, accept, plain)
    filled = fill_lead(work.desk, new, pasted, [one.proposal for one in taken])
    again = "" if plain else taking_command(command, pasted, *options)
    if asker is not None:
        while is_blank(filled.name) and is_blank(filled.fields.get("company") or ""):
            filled.name = asker.ask_text(text("add.name"))
    elif not _has_name(filled):
        if accept or plain or not _has_name(everything):
            raise UsageError("name_missing", hint="name_missing")
        show_unsaved(report(work, things, (), again), work.look)
        return
    remark_past_need(filled.need_by, work.desk.today)
    chosen = [one.proposal for one in taken]
    added = add_heard(work.desk, filled, chosen)
    again = again and instead(again)
    say_added(added, work.look, asker is None, report(work, things, taken, again))
    remark_near(work, added.lead)
    if asker is not None:
        has_step = any(one.kind == "next" for one in chosen)
        _go_on(work, asker, added.lead["number"], has_step)


def _has_name(new: NewLead) -> bool:
    return not (is_blank(new.name) and is_blank(new.fields.get("company") or ""))


def _choose_known(work: Work, asker: Asker, new: NewLead) -> int | None:
    """Return the lead that is there already, if the rep would rather open it."""
    holders = find_known(work.desk, new)
    if not holders or new.force:
        return None
    holder = holders[0]
    grade = holder.grade or text("grade.none")
    key = "add.known_alike" if holder.company else "add.known"
    told = {"name": holder.name, "company": holder.company, "grade": grade}
    question = text(key, number=holder.number, **told)
    choices = [Choice(text(f"add.known_{word}"), word) for word in ("open", "insist")]
    if asker.choose(question, choices) == "open":
        return holder.number
    new.force = True
    return None


def _go_on(work: Work, asker: Asker, number: int, has_step: bool) -> None:
    """Ask what the grade needs and the text did not say, then show it and the next step.

    A next step that was heard is not asked again.
    """
    from leadq.cli.grading.interview import run_script
    from leadq.render.grading.grade import show_grade
    from leadq.render.parts.out import say_line
    from leadq.usecases.grading.card import read_grade

    run_script(work, asker, number, "grading")
    say_line("")
    show_grade(read_grade(work.desk, str(number)), work.look)
    if not has_step:
        confirm_next_step(work, asker, number)
