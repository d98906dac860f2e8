"""leadq privacy: what is kept of a person, and how it is taken out."""

import shlex
from itertools import chain
from typing import Annotated, Literal

import typer

from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.errors import ExitCode, UsageError
from leadq.exchange.tables.whole_file import write_parts
from leadq.i18n import text
from leadq.render.parts.out import say_line, write_json
from leadq.render.plain.json_lines import json_parts
from leadq.render.privacy.privacy import (
    say_not_erased,
    show_consent,
    show_erased,
    show_erasure_plan,
    show_hits,
    show_idle,
)
from leadq.usecases.privacy import consent as usecase
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.privacy.privacy import export_person, find_person, list_idle

LeadsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[LEAD]", help="arg.leads", show_default=False)
]
Reason = Annotated[
    Literal["request", "retention", "mistake", "other"],
    typer.Option("--reason", help="opt.erase_reason"),
]


def find(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(metavar="TEXT", help="arg.person")],
) -> None:
    """Say where a person is mentioned, in every table and in the journal."""
    with open_work(ctx) as work:
        show_hits(who, find_person(work.desk, who), work.look)


def export(
    ctx: typer.Context,
    lead: LeadArgument,
    file: Annotated[Text, typer.Argument(metavar="[FILE]", help="arg.export_file")] = None,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
) -> None:
    """Write everything that is kept of one lead as JSON."""
    with open_work(ctx) as work:
        everything = export_person(work.desk, choose_lead(work, lead))
        if file is None or file == "-":
            write_json(everything)
            return
        write_parts(file, chain(json_parts(everything), "\n"), force)
        say_line(text("privacy.exported", file=file))


def erase(
    ctx: typer.Context,
    leads: LeadsArgument = None,
    match: Annotated[Text, text_option("opt.erase_match")] = None,
    reason: Reason = "request",
    yes: Annotated[bool, typer.Option("--yes", help="opt.erase_yes")] = False,
) -> None:
    """Take people out of the store, its journal and its backups, for good."""
    if bool(leads) == bool(match and match.strip()):
        raise UsageError("erase_whom", hint="erase_whom")
    with open_work(ctx) as work:
        given = [choose_lead(work, one) for one in leads or ()]
        plan = plan_erasure(work.desk, given, match or "")
        if not yes:
            again = _command(given, match, reason) if work.asker is None else ""
            show_erasure_plan(plan, again, work.look)
            if work.asker is None:
                return
            if not work.asker.confirm(text("erase.question"), default=False):
                say_not_erased()
                raise typer.Exit(ExitCode.REFUSED)
        show_erased(plan, erase_people(work.desk, plan, reason), work.look)


def _command(leads: list[str], match: str | None, reason: str) -> str:
    """Return the command that does what was shown."""
    words = ["leadq", "privacy", "erase", *(["--match", match] if match else leads)]
    return shlex.join([*words, *([] if reason == "request" else ["--reason", reason]), "--yes"])


def consent(
    ctx: typer.Context,
    lead: LeadArgument,
    given: Annotated[bool, typer.Option("--given", help="opt.consent_given")] = False,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="opt.consent_withdrawn")] = False,
    on: Annotated[Text, text_option("opt.consent_on", metavar="DATE")] = None,
    basis: Annotated[Text, text_option("opt.consent_basis")] = None,
) -> None:
    """Note or show whether a person agrees to be contacted."""
    if (given and withdrawn) or ((on or basis) and not (given or withdrawn)):
        raise UsageError("consent_options", hint="consent_options")
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        if given or withdrawn:
            day = work.day(on, past=True) or work.desk.today
            found = usecase.note_consent(work.desk, lead, given, day, basis or "")
        else:
            found = usecase.read_consent(work.desk, lead)
        show_consent(found, work.look)


def retain(
    ctx: typer.Context,
    days: Annotated[
        int | None,
        typer.Option(min=1, max=36_500, metavar="N", help="opt.retain_days", show_default=False),
    ] = None,
) -> None:
    """List the closed leads that have been kept for too long; nothing is changed."""
    with open_work(ctx) as work:
        term = days or work.session.config.retain_days
        show_idle(list_idle(work.desk, term), term, work.look)
