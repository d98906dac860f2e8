"""leadq script: the questions that are put, as files to read, check and write."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from leadq.cli.frame.options import ForceFlag
from leadq.cli.frame.session import open_session
from leadq.errors import ConfigError, ExitCode

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.model import Script
    from leadq.render.grading.scripts import Question, ScriptRow

ScriptArgument = Annotated[str, typer.Argument(metavar="SCRIPT", help="arg.script")]
NewArgument = Annotated[str, typer.Argument(metavar="NAME", help="arg.new_script")]
ProfileOption = Annotated[
    str, typer.Option("--profile", metavar="PROFILE", help="opt.script_profile")
]
KindOption = Annotated[Literal["script", "profile"], typer.Option("--kind", help="opt.kind")]


def list_scripts(ctx: typer.Context) -> None:
    """List scripts and profiles, built in and the user's."""
    from leadq.content.library import open_library
    from leadq.render.grading.scripts import show_script_list

    session = open_session(ctx)
    library = open_library(session.content_folder)
    rows = [*_rows(library, "script", session.lang), *_rows(library, "profile", session.lang)]
    _show_problems(library)
    show_script_list(rows, session.look)


def show_questions(
    ctx: typer.Context,
    script: ScriptArgument,
    profile: ProfileOption = "",
) -> None:
    """Show the questions of a script as they are put in one trade."""
    from leadq.content.library import open_library
    from leadq.render.grading.scripts import ScriptPage, show_script

    session = open_session(ctx)
    library = open_library(session.content_folder)
    trade = library.profile(profile or session.config.profile).id
    found = library.script(script, trade)
    questions = [_question(found, place, session.lang) for place in range(len(found.steps))]
    _show_problems(library)
    name, about = found.name.pick(session.lang), found.about.pick(session.lang)
    show_script(ScriptPage(name, about, questions), session.look)


def check_scripts(ctx: typer.Context) -> None:
    """Check every script and profile; exit 4 when one has a mistake."""
    from leadq.content.library import open_library
    from leadq.render.care.settings import write_problems

    problems = open_library(open_session(ctx).content_folder).check()
    write_problems(problems)
    if problems:
        raise typer.Exit(ExitCode.CONFIG)


def write_own_script(
    ctx: typer.Context, name: NewArgument, kind: KindOption = "script", force: ForceFlag = False
) -> None:
    """Write a script or profile that passes the check, for the user to change."""
    from leadq.cli.care.files import write_new_file
    from leadq.content.template import template
    from leadq.render.care.settings import write_written

    folder = open_session(ctx).content_folder / f"{kind}s"
    file = folder / f"{name}.toml"
    write_new_file(file, template(kind, name), force=force)
    write_written(str(file), "script.write_next")


def _rows(library: "Library", kind: str, lang: str) -> "list[ScriptRow]":
    """Return a row for every script or profile that can be read; the others become problems."""
    from leadq.render.grading.scripts import ScriptRow

    rows = []
    for id_ in library.script_ids() if kind == "script" else library.profile_ids():
        origin = "yours" if library.is_user(kind, id_) else "built_in"
        try:
            if kind == "script":
                script = library.script(id_)
                title, trade, asked = script.name, script.profile or None, len(script.steps)
            else:
                profile = library.profile(id_)
                title, trade, asked = profile.name, id_, len(profile.rules.ask)
        except ConfigError as error:
            library.problems.append(error)
            continue
        rows.append(ScriptRow(id_, kind, title.pick(lang), trade, asked, origin))
    return rows


def _show_problems(library: "Library") -> None:
    """Show the user's files that were stepped over, on stderr."""
    from leadq.render.parts.errors import show_error

    for problem in library.problems:
        show_error(problem)


def _question(script: "Script", place: int, lang: str) -> "Question":
    """Put one step into the user's language."""
    from leadq.render.grading.scripts import answer_word, question_of

    step = script.steps[place]
    fact = script.facts[step.fact]
    question = question_of(fact, fact.question, step.stage, lang)
    if step.when is None:
        return question
    asked = script.facts.get(step.when[0])
    label = asked.label.pick(lang) if asked else step.when[0]
    answers = tuple(answer_word(asked, value, lang) for value in step.when[1])
    return question._replace(only_when=(label, answers))
