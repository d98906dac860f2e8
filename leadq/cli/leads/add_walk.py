"""The walk through a new lead: form, MAN, grading questions, grade, first follow-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from leadq.adapters.phone_codes import has_digits_too_many
from leadq.ask import Asker, Choice
from leadq.cli.followup.steps import confirm_next_step
from leadq.cli.frame.asking import check_with
from leadq.cli.frame.work import Work
from leadq.cli.grading.interview import run_script
from leadq.domain.leads.sources import CHANNELS
from leadq.domain.typing.amounts import parse_rough_money
from leadq.domain.typing.texts import is_blank
from leadq.errors import UsageError
from leadq.i18n import text
from leadq.render.grading.grade import show_grade
from leadq.render.leads.said import say_added
from leadq.render.parts.out import say_line
from leadq.store.repo_values import ReachValue
from leadq.usecases.grading.card import read_grade
from leadq.usecases.keys import parse_reaches
from leadq.usecases.leads.add import Added, NewLead, add_lead, gather_reaches, was_erased
from leadq.usecases.leads.holders import find_holders

_SKIP, _TYPED = "", "\t"
_WECHAT_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{5,19}|[0-9]{5,15}")
"""An id as it was chosen, or the phone or QQ number that one signs in with: never a name."""
"""Values that nobody types: nothing, and another than those offered."""


def walk_add(work: Work, asker: Asker, new: NewLead) -> None:
    """Ask for everything about a new lead; what was answered is kept when it is broken off."""
    try:
        _fill_form(work, asker, new)
    except _UnsureLeadError:
        raise
    except KeyboardInterrupt:
        if not is_blank(new.name) and not was_erased(work.desk, new):
            say_added(add_lead(work.desk, new), work.look)
        raise
    except _KnownLeadError as known:
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
    letters = ("need", "money", "authority")
    run_script(work, asker, number, "man")
    run_script(work, asker, number, "grading", asked=letters)
    say_line("")
    show_grade(read_grade(work.desk, str(number)), work.look)
    confirm_next_step(work, asker, number)


class _KnownLeadError(Exception):
    """The rep chose to look at the lead that already has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _UnsureLeadError(KeyboardInterrupt):
    """The walk was left at the question whether this is a lead that is there already."""


def _fill_form(work: Work, asker: Asker, new: NewLead) -> None:

    say_line(text("add.how"))
    while is_blank(new.name):
        new.name = asker.ask_text(text("add.name"))
    while phone := asker.ask_text(text("add.phone"), check=check_with(_phone_reader(work))):
        if _accept_reach(work, asker, new, phones=[phone]):
            new.phones = [phone]
            break
    if not new.emails and not new.fields.get("wechat"):
        _ask_reach(work, asker, new)
    _ask_fields(work, asker, new)
    if new.fields.get("profile") is None:
        new.fields["profile"] = _choose_profile(work, asker)


def _ask_fields(work: Work, asker: Asker, new: NewLead) -> None:
    """Ask for the fields of the form in the order in which a rep writes them on a card."""
    readers: dict[str, Callable[[str], Any]] = {"budget": parse_rough_money}
    offered = {
        "product": work.session.config.products,
        "source": [channel.pick(work.session.lang) for channel in CHANNELS],
    }
    for field in ("company", "region", "product", "source", "budget", "note"):
        if new.fields.get(field) not in (None, ""):
            continue
        reader = readers.get(field, str)
        typed = _ask_offered(asker, field, offered.get(field, ()))
        if typed is None:
            typed = asker.ask_text(text(f"add.{field}"), check=check_with(reader))
        new.fields[field] = reader(typed) if typed else None


def _ask_offered(asker: Asker, field: str, names: Sequence[str]) -> str | None:
    """Return one of the names that are offered, "" for none of them, None to type another."""
    if not names:
        return None
    choices = [Choice(text("add.leave_open"), _SKIP), Choice(text("add.type_it"), _TYPED)]
    choices[1:1] = [Choice(name, name) for name in names]
    picked = asker.choose(text(f"add.{field}"), choices)
    return {_SKIP: "", _TYPED: None}.get(picked, picked)


def _ask_reach(work: Work, asker: Asker, new: NewLead) -> None:
    """Ask for email and WeChat at once: they are told from each other by the sign @."""

    def read(typed: str) -> dict[str, list[str]]:
        parts = [part for part in re.split(r"[,，;；\s]+", typed) if part]
        found = {
            "email": [part for part in parts if "@" in part],
            "wechat": [part for part in parts if "@" not in part],
        }
        for part in found["wechat"]:
            if not _WECHAT_ID.fullmatch(part):
                raise UsageError("bad_wechat", hint="bad_wechat", given=part)
        for kind, given in found.items():
            parse_reaches(kind, given, work.desk.region)
        return found

    if typed := asker.ask_text(text("add.reach"), check=check_with(read)):
        found = read(typed)
        new.emails = found["email"]
        new.fields["wechat"] = " ".join(found["wechat"]) or None


def ask_long_phones(work: Work, asker: Asker, new: NewLead) -> None:
    """Ask again for each phone that has a digit too many; Enter keeps it as it was typed."""
    phones = list(new.phones)
    for place, phone in enumerate(phones):
        if has_digits_too_many(phone, work.desk.region):
            say_line(text("error.long_phone", given=phone))
            phones[place] = (
                asker.ask_text(text("add.phone"), check=check_with(_phone_reader(work))) or phone
            )
    new.phones = phones


def _phone_reader(work: Work) -> Callable[[str], Any]:

    def read(typed: str) -> list[ReachValue]:
        region = work.desk.region
        reaches = parse_reaches("phone", [typed], region)
        if has_digits_too_many(typed, region):
            raise UsageError("long_phone", hint="long_phone", given=typed)
        return reaches

    return read


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
    try:
        picked = asker.choose(question, choices)
    except KeyboardInterrupt:
        raise _UnsureLeadError from None
    if picked == "open":
        raise _KnownLeadError(holder.number)
    new.force = picked == "insist"
    return picked == "insist"


def _choose_profile(work: Work, asker: Asker) -> str:
    library = work.desk.library
    lang = work.session.lang
    choices = [Choice(library.profile(id_).name.pick(lang), id_) for id_ in library.profile_ids()]
    return asker.choose(text("add.profile"), choices, default=work.desk.profile)
