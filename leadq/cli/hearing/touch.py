"""What is taken of a touch's words: everything, nothing, or what stays ticked on one screen."""

from __future__ import annotations

from collections.abc import Iterable

from leadq.cli.frame.work import Work
from leadq.cli.hearing.choose import choose_things, instead, report, taking_command
from leadq.usecases.followup.log import Contacted
from leadq.usecases.hearing.heard import HeardReport

Options = Iterable[tuple[str, str]]


def hear_touch(
    work: Work,
    lead: str,
    contacted: Contacted,
    options: Options,
    accept: bool = False,
    plain: bool = False,
) -> tuple[Contacted, HeardReport]:
    """Return the touch with what was taken of its words, and what was understood of them.

    ``options`` are those of the command: what they say is not proposed, and is said again in the
    command that would take the rest.
    """
    if not contacted.said or (plain and work.fmt == "table"):
        return contacted, HeardReport(())
    from leadq.usecases.hearing.hear import hear_of_lead
    from leadq.usecases.hearing.said_touch import open_kinds, with_taken

    options = list(options)
    given = [name.strip("-") for name, _value in options]
    kinds = open_kinds(contacted, given)
    heard = hear_of_lead(work.desk, lead, contacted.said, contacted.on, kinds)
    taken = choose_things(work, heard.things, accept, plain)
    again = instead(taking_command(f"log {heard.number}", contacted.said, *options))
    said = report(work, heard.things, taken, "" if plain else again)
    return with_taken(contacted, [one.proposal for one in taken]), said
