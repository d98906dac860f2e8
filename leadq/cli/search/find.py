"""leadq find: words in all that was noted."""

from typing import Annotated

import typer

from leadq.cli.frame.complete import complete_words
from leadq.cli.frame.options import Texts, status_option, text_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import pick_token, read_statuses
from leadq.domain.typing.tokens import split_words
from leadq.render.leads.found import show_found
from leadq.store.search.words import PLACES
from leadq.usecases.search.find_words import find_words

_USUAL = 50


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="TEXT", help="arg.find", show_default=False)
    ],
    places: Annotated[
        Texts,
        text_option("opt.in", "--in", metavar="|".join(PLACES), complete=complete_words(*PLACES)),
    ] = None,
    status: Annotated[Texts, status_option("opt.status_find")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="opt.limit_find", show_default=False)
    ] = None,
) -> None:
    """Find words in facts, talks, notes, promises and contacts."""
    with open_work(ctx) as work:
        where = [pick_token(word, PLACES, "--in") for word in split_words(places or ())]
        usual = _USUAL if work.fmt == "table" else 0
        most = usual if limit is None else limit
        statuses = read_statuses(status or ["all"])
        show_found(find_words(work.desk, " ".join(words), where, statuses, most), work.look)
