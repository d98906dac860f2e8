"""The walk through a new lead: form, MAN, grading questions, grade, first follow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from leadq.ask import Asker, Choice
from leadq.cli.followup.steps import confirm_next_step
from leadq.cli.frame.asking import check_with
from leadq.cli.frame.work import Work
from leadq.cli.grading.interview import run_script
from leadq.domain.typing.texts import is_blank
from leadq.domain.typing.typed import parse_money
from leadq.i18n import text
from leadq.render.grading.grade import show_grade
from leadq.render.leads.said import say_added
from leadq.render.parts.out import say_line
from leadq.usecases.grading.card import read_grade
from leadq.usecases.keys import parse_reaches
from leadq.usecases.leads.add import Added, NewLead, add_lead, gather_reaches, was_erased
from leadq.usecases.leads.holders import find_holders


def walk_add(work: Work, asker: Asker, new: NewLead) -> None:
    """Ask for everything about a new lead; what was answered is kept when it is broken off."""
    try:
        _fill_form(work, asker, new)
    except KeyboardInterrupt:
        if not is_blank(new.name) and not was_erased(work.desk, new):
            new.force = True
            say_added(add_lead(work.desk, new), work.look)
        raise
    except _KnownLead as known:
        from leadq.render.leads.card import show_card
        from leadq.usecases.leads.lead_card import read_lead_card

        show_card(read_lead_card(work.desk, str(known.number)), work.look)
        return
    if was_erased(work.desk, new):
        new.force = asker.confirm(text("add.erased"), default=False)
    added: Added = add_lead(work.desk, new)
    say_line("")
    say_added(added, work.look, hint=False)
    number = added.lead["number"]
    if asker.confirm(text("add.man_now")):
        run_script(work, asker, number, "man")
    if asker.confirm(text("add.questions_now")):
        run_script(work, asker, number, "grading")
    say_line("")
    show_grade(read_grade(work.desk, str(number)), work.look)
    confirm_next_step(work, asker, number)


class _KnownLead(Exception):
    """The rep chose to look at the lead that already has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _fill_form(work: Work, asker: Asker, new: NewLead) -> None:

    say_line(text("add.how"))
    while is_blank(new.name):
        new.name = asker.ask_text(text("add.name"))
    while phone := asker.ask_text(text("add.phone"), check=check_with(_phone_reader(work))):
        if _accept_reach(work, asker, new, phones=[phone]):
            new.phones = [phone]
            break
    for field, reader in _form_fields(work):
        if new.fields.get(field) in (None, ""):
            typed = asker.ask_text(text(f"add.{field}"), check=check_with(reader))
            new.fields[field] = reader(typed) if typed else None
    if new.fields.get("profile") is None:
        new.fields["profile"] = _choose_profile(work, asker)


def _form_fields(work: Work) -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Yield the fields of the form in the order in which a rep writes them on a card."""
    for field in ("company", "wechat", "region", "product", "source"):
        yield field, str
    yield "budget", parse_money
    yield "note", str


def _phone_reader(work: Work) -> Callable[[str], Any]:

    return lambda typed: parse_reaches("phone", [typed], work.desk.region)


def _accept_reach(work: Work, asker: Asker, new: NewLead, phones: list[str]) -> bool:
    """Stop at a phone that is already known: open that lead, type another, or insist."""
    with work.desk.read() as conn:
        holders = find_holders(conn, work.desk, gather_reaches(work.desk, phones, (), None))
    if not holders:
        return True
    holder = holders[0]
    question = text(
        "add.known",
        number=holder.number,
        name=holder.name,
        grade=holder.grade or text("grade.none"),
    )
    choices = [Choice(text(f"add.known_{word}"), word) for word in ("open", "other", "insist")]
    picked = asker.choose(question, choices)
    if picked == "open":
        raise _KnownLead(holder.number)
    new.force = picked == "insist"
    return picked == "insist"


def _choose_profile(work: Work, asker: Asker) -> str:
    library = work.desk.library
    lang = work.session.lang
    choices = [Choice(library.profile(id_).name.pick(lang), id_) for id_ in library.profile_ids()]
    return asker.choose(text("add.profile"), choices, default=work.desk.profile)
