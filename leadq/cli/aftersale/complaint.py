"""leadq complaint: a complaint as a case, from the first words to the check."""

from typing import Annotated, Literal

import typer

from leadq.cli.frame.complete import complete_products
from leadq.cli.frame.options import LeadArgument, Text, Texts, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.domain.typing.typed import parse_promise
from leadq.errors import UsageError
from leadq.render.aftersale.complaint import say_case, show_cases
from leadq.usecases.aftersale.complaint import CaseNews, list_cases, note_case

CaseOption = Annotated[
    int | None, typer.Option(min=0, metavar="N", help="opt.case", show_default=False)
]


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]", help="arg.complaint", show_default=False),
    ] = None,
    promise: Annotated[Texts, text_option("opt.case_promise", metavar='"TEXT @ DATE"')] = None,
    solved: Annotated[Text, text_option("opt.solved")] = None,
    checked: Annotated[
        Literal["yes", "no"] | None, typer.Option(help="opt.checked", show_default=False)
    ] = None,
    case: CaseOption = None,
    product: Annotated[Text, text_option("opt.case_product", complete=complete_products)] = None,
    cause: Annotated[Text, text_option("opt.cause")] = None,
) -> None:
    """Note a complaint, what was promised, how it was solved, and the check that closes it."""
    said = " ".join(words or ()).strip()
    if any(given is not None and not given.strip() for given in (solved, product, cause)) or (
        words and not said
    ):
        raise UsageError("complaint_empty", hint="complaint_empty")
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        today, region = work.desk.today, work.desk.region
        promises = [parse_promise(one, today, region) for one in promise or ()]
        told = {name: value for name, value in (("product", product), ("cause", cause)) if value}
        if said or promises or solved or checked or told:
            news = CaseNews(said, case, promises, solved or "", checked or "", told)
            say_case(note_case(work.desk, lead, news), work.look)
        elif work.asker is not None:
            from leadq.cli.aftersale.complaint_walk import walk_case

            walk_case(work, work.asker, lead, case)
        else:
            show_cases(list_cases(work.desk, lead, case), work.look)
