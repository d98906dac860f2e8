"""leadq config: see, write and check the settings."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from leadq import paths
from leadq.adapters.notices import address_kind
from leadq.cli.frame.options import ForceFlag
from leadq.cli.frame.session import Session, open_session, settle_language
from leadq.cli.importing.saved_columns import check_saved
from leadq.config import example, load_config, settings
from leadq.config_file import FILE_NAME
from leadq.config_values import Setting, toml_word
from leadq.errors import ConfigError, ExitCode


def show_config(ctx: typer.Context) -> None:
    """Show every setting with its value and where it comes from."""
    from leadq.render.care.settings import SettingRow, show_settings

    session = open_session(ctx)
    config = session.config
    rows = [
        SettingRow(
            key, value, config.source.get(key, config.source[row.name]), row.meaning[session.lang]
        )
        for row in settings()
        for key, value in _shown_values(row, getattr(config, row.name))
    ]
    show_settings(rows, session.look)
    _say_ignored(session)


def _say_ignored(session: Session) -> None:
    """Say what the settings file of the current folder sets in vain."""
    if session.config.ignored and session.folder_file:
        from leadq.render.care.settings import say_ignored

        ignored = session.config.ignored
        shown = {
            row.name: _hidden(row, ignored[row.name]) for row in settings() if row.name in ignored
        }
        say_ignored(str(session.folder_file.file), _spelt(shown))


def _hidden(row: Setting, value: Any) -> Any:
    """Return a value as it may be shown: of a secret address no more than its kind."""
    return tuple(map(address_kind, value)) if row.secret else value


def _spelt(values: Mapping[str, Any]) -> list[str]:
    """Return settings as a file spells them."""
    keys = {row.name: row.key for row in settings()}
    return [f"{keys[name]} = {toml_word(value)}" for name, value in values.items()]


def trust(ctx: typer.Context) -> None:
    """Let all settings of the current folder's file count, as long as it stays as it is."""
    from leadq.cli.frame.trusted import trust_file
    from leadq.errors import RefusedError
    from leadq.render.care.settings import say_trusted

    session = open_session(ctx)
    here = session.folder_file
    if here is None:
        folder = str(Path.cwd())
        raise RefusedError("no_folder_settings", hint="no_folder_settings", folder=folder)
    ignored = load_config(None, {}, None, here._replace(trusted=False)).ignored
    listed = trust_file(here.file, paths.config_folder(os.environ))
    say_trusted(str(here.file), _spelt(ignored), str(listed))


def _shown_values(row: Setting, value: Any) -> list[tuple[str, object]]:
    """Return a setting's key and value; a table has a row for each of its own, as --map takes."""
    key = row.key
    if not row.sample:
        return [(key, _hidden(row, value))]
    tables: list[tuple[str, object]] = [
        (
            f"{key}.{name}",
            [f"{column}={field}" for column, field in one.items()]
            if isinstance(one, Mapping)
            else one,
        )
        for name, one in value.items()
    ]
    return tables or [(key, [])]


def show_places(ctx: typer.Context) -> None:
    """Show the files and folders in use."""
    from leadq.render.care.settings import show_paths

    session = open_session(ctx)
    content = session.content_folder
    found = {
        "config": str(session.config_file or ""),
        "config_folder": str(paths.config_folder(os.environ)),
        "store": str(session.store_path),
        "backups": str(paths.backups_folder(session.store_path)),
        "profiles": str(content / "profiles"),
        "scripts": str(content / "scripts"),
    }
    show_paths(found, session.look)


def write_config(ctx: typer.Context, force: ForceFlag = False) -> None:
    """Write the example settings into the settings folder."""
    from leadq.cli.care.files import keep_old_file, write_new_file
    from leadq.render.care.settings import write_kept, write_written

    # A broken settings file must not keep its replacement from being written.
    settle_language(ctx.obj)
    file = paths.config_folder(os.environ) / FILE_NAME
    kept = keep_old_file(file) if force else None
    write_new_file(file, example(), force=force)
    write_written(str(file))
    if kept is not None:
        write_kept(str(kept))


def check_config(ctx: typer.Context) -> None:
    """Check the settings file and every profile and script; exit 4 when one has a mistake."""
    from leadq.content.library import open_library
    from leadq.render.care.settings import write_problems

    settle_language(ctx.obj)
    problems: list[ConfigError] = []
    try:
        session = open_session(ctx)
        problems += check_saved(session.config)
        _say_ignored(session)
    except ConfigError as error:
        problems.append(error)
    problems += open_library(paths.content_folder(os.environ)).check()
    write_problems(problems)
    if problems:
        raise typer.Exit(ExitCode.CONFIG)
