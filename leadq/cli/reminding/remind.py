"""leadq remind: the day's digest, on the screen or to wherever people read it."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from leadq.cli.frame.options import Texts, text_option
from leadq.cli.frame.work import Work, open_work
from leadq.errors import ExitCode
from leadq.render.reminding.digest import digest_text, digest_title, outcome_words, show_digest
from leadq.usecases.reminding.digest import Digest, make_digest


def command(
    ctx: typer.Context,
    to: Annotated[Texts, text_option("opt.remind_to", "--to", metavar="URL")] = None,
    audience: Annotated[
        Literal["rep", "manager"], typer.Option("--for", help="opt.remind_for")
    ] = "rep",
    mask: Annotated[bool, typer.Option("--mask", help="opt.remind_mask")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="opt.remind_dry_run")] = False,
    again: Annotated[bool, typer.Option("--again", help="opt.remind_again")] = False,
) -> None:
    """Send the day's digest to the addresses that are named; without any, show it."""
    with open_work(ctx) as work:
        config = work.session.config
        digest = make_digest(work.desk, audience, mask=mask or config.remind_mask)
        usual = config.remind if audience == "rep" else config.remind_manager
        urls = to or usual
        if not urls or dry_run:
            _only_show(work, digest, urls)
            return
        if not digest.parts:
            _say_empty(work, digest)
            return
        _send(work, digest, urls, again)


def _only_show(work: Work, digest: Digest, urls: Sequence[str]) -> None:
    """Show a digest, and where it would go."""
    if not urls:
        show_digest(digest, work.look)
        return
    from leadq.render.parts.out import say_line
    from leadq.usecases.reminding.send import WOULD, Outcome, name_addresses

    outcomes = [Outcome(to, WOULD) for _url, to in name_addresses(urls)]
    show_digest(digest, work.look, outcomes)
    for outcome in outcomes if work.fmt == "table" else ():
        say_line(outcome_words(outcome))


def _say_empty(work: Work, digest: Digest) -> None:
    """Say that there is nothing to send: nobody is called for nothing."""
    if work.fmt != "table":
        show_digest(digest, work.look)
        return
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    say_line(text(f"remind.empty.{digest.audience}"))
    say_line(text("remind.nothing_sent"))


def _send(work: Work, digest: Digest, urls: Sequence[str], again: bool) -> None:
    """Send a digest; each address that fails is said, and makes the command fail at the end."""
    from leadq.render.parts.errors import show_error
    from leadq.render.parts.out import write_line
    from leadq.usecases.reminding.send import send_digest

    title, body = digest_title(digest, work.look), digest_text(digest, work.look)
    outcomes = []
    for outcome in send_digest(work.desk, digest, urls, title, body, again):
        outcomes.append(outcome)
        if outcome.error is not None:
            show_error(outcome.error)
        elif work.fmt == "table":
            write_line(outcome_words(outcome))
    if work.fmt != "table":
        show_digest(digest, work.look, outcomes)
    if any(outcome.error is not None for outcome in outcomes):
        raise typer.Exit(ExitCode.REFUSED)
