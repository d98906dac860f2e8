"""Arguments and options that several commands share; help keys are words of the dictionaries."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from leadq.cli.frame.complete import (
    complete_leads,
    complete_owners,
    complete_profiles,
    complete_sources,
    complete_tags,
    complete_words,
)
from leadq.domain.leads.status import STATUSES

LeadArgument = Annotated[
    str,
    typer.Argument(
        metavar="LEAD", help="arg.lead", show_default=False, autocompletion=complete_leads
    ),
]
ForceFlag = Annotated[bool, typer.Option("--force", help="opt.force")]
YesFlag = Annotated[bool, typer.Option("--yes", help="opt.yes")]
Texts = list[str] | None
Text = str | None
Channel = Literal["visit", "phone", "wechat", "sms", "email", "other"]


def text_option(help_key: str, *names: str, metavar: str = "TEXT", complete: Any = None) -> Any:
    """Return an option that takes a text; ``names`` only where Typer's own would not do."""
    return typer.Option(
        *names, metavar=metavar, help=help_key, show_default=False, autocompletion=complete
    )


ReferredOption = Annotated[
    Text, text_option("opt.referred_by", metavar="LEAD", complete=complete_leads)
]
_GRADES, _STATUSES = ("A", "B", "C", "none"), (*STATUSES, "all")


def status_option(help_key: str) -> Any:
    """Return an option that takes statuses, or all of them."""
    return text_option(
        help_key, "--status", metavar="|".join(_STATUSES), complete=complete_words(*_STATUSES)
    )


def owner_option(help_key: str) -> Any:
    """Return an option that takes the name of a rep who has leads."""
    return text_option(help_key, "--owner", complete=complete_owners)


GradesOption = Annotated[
    Texts,
    text_option(
        *("opt.grade_filter", "--grade"),
        metavar="|".join(_GRADES),
        complete=complete_words(*_GRADES),
    ),
]
SourceOption = Annotated[
    Text, text_option("opt.source_filter", "--source", complete=complete_sources)
]
TagOption = Annotated[Text, text_option("opt.tag_filter", "--tag", complete=complete_tags)]


def profile_option(help_key: str) -> Any:
    """Return an option that takes the id of a trade."""
    return text_option(help_key, metavar="PROFILE", complete=complete_profiles)
