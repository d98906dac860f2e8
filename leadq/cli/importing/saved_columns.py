"""Columns of files, saved under a name in the settings: read, checked, added."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from leadq import paths
from leadq.cli.care.files import write_new_file
from leadq.cli.frame.session import Session
from leadq.config import Config
from leadq.config_file import FILE_NAME
from leadq.config_values import columns_text, toml_key, toml_word
from leadq.domain.fields import FIELDS
from leadq.errors import ConfigError, RefusedError, UsageError
from leadq.exchange.tables.whole_file import unwritable
from leadq.files import write_bytes

Columns = Mapping[str, str]
LEADS = "leads"
TABLES = (LEADS, "touches", "followups", "facts", "purchases")
"""What a file can hold that comes in as a table."""


def read_map(
    config: Config, given: Sequence[str], what: str
) -> tuple[dict[str, Columns], dict[str, str]]:
    """Return what ``--map`` says: the saved mappings that were named, and columns to fields.

    ``what`` is the table whose fields are meant. Raises UsageError bad_mapping or
    no_saved_mapping, ConfigError for a field nobody has.
    """
    saved: dict[str, Columns] = {}
    typed: dict[str, str] = {}
    for one in given:
        column, equals, field = (part.strip() for part in one.rpartition("="))
        if equals:
            if not column or not field:
                raise UsageError("bad_mapping", hint="bad_mapping", given=one)
            typed[column] = _field_of(field) if what == LEADS else field
        elif field in config.mappings:
            saved[field] = config.mappings[field]
            for problem in _problems(config, field, [what]):
                raise problem
        else:
            raise UsageError(
                "no_saved_mapping", hint="no_saved_mapping", given=field,
                near=_nearest(field, config.mappings),
                allowed=list(config.mappings),
            )  # fmt: skip
    return saved, typed


def _field_of(given: str) -> str:
    """Return the field of leads that the option of a command is called like, else what is given."""
    word = given.replace("-", "_")
    return next((field.name for field in FIELDS if field.typed == word), given)


def check_saved(config: Config) -> list[ConfigError]:
    """Return every saved column that goes to a field nobody has."""
    return [one for name in config.mappings for one in _problems(config, name, TABLES)]


def _problems(config: Config, name: str, tables: Sequence[str]) -> list[ConfigError]:
    """Return the columns saved under a name that have no field in the table they fit best."""
    columns = config.mappings[name]
    wrong: list[tuple[list[str], list[str]]] = []
    for allowed in map(_fields, tables):
        wrong.append(([one for one, field in columns.items() if field not in allowed], allowed))
    strange, allowed = min(wrong, key=lambda one: len(one[0]))
    source = config.source.get(f"import.{name}", config.source["mappings"])
    return [
        ConfigError(
            "config_bad_value", hint="config_bad_value", file=source,
            setting=f"import.{toml_key(name)}.{toml_key(column)}",
            given=toml_word(columns[column]), near=_nearest(columns[column], allowed),
            allowed=allowed,
        )
        for column in strange
    ]  # fmt: skip


def _fields(table: str) -> list[str]:
    """Return the fields that a column of a table can go to."""
    if table == LEADS:
        from leadq.exchange.columns.aliases import field_names

        return field_names()
    from leadq.exchange.columns.belonging_columns import belonging_fields

    return belonging_fields(table)


def _nearest(given: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return "".join(get_close_matches(given, known, n=1))


def refuse_name(config: Config, name: str) -> None:
    """Refuse a name that columns cannot be saved under. Raises UsageError or RefusedError."""
    if "=" in name or not name.isprintable():
        raise UsageError("mapping_name")
    if name in config.mappings:
        raise RefusedError("mapping_taken", hint="mapping_taken", given=name)


def save_columns(session: Session, name: str, columns: Columns) -> Path:
    """Add columns under a name to the user's own settings file, or to a new one; return it.

    Raises LeadqError when it cannot be changed; then it is as it was.
    """
    lines = columns_text(name, columns)
    file = session.config_file
    if file is None:
        file = paths.config_folder(os.environ) / FILE_NAME
        write_new_file(file, lines, force=False)
    else:
        _append(file.resolve(), lines)
    return file


def _append(file: Path, lines: str) -> None:
    """Write a settings file anew with lines at its end."""
    try:
        before = file.read_bytes()
        added = ("" if before.endswith(b"\n") or not before else "\n") + "\n" + lines
        _refuse_broken(file, before.decode("utf-8-sig") + added)
        write_bytes(file, before + added.encode(), replace=True)
    except OSError as error:
        raise unwritable(file, error) from None


def _refuse_broken(file: Path, text: str) -> None:
    """Refuse to add a table to a file that has the others in one line, which TOML forbids."""
    import tomllib

    from leadq.i18n import text as words

    try:
        tomllib.loads(text)
    except ValueError:
        reason = words("import.reason_toml")
        raise RefusedError(
            "file_unwritable", hint="file_unwritable", file=str(file), reason=reason
        ) from None
