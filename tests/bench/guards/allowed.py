"""What each daily command may load; whoever adds a line makes that command slower for everybody."""

from __future__ import annotations

from typing import NamedTuple


class Allowed(NamedTuple):
    """Modules of leadq and packages of others; ``tty``: what is loaded to draw on a terminal."""

    ours: frozenset[str]
    packages: frozenset[str]
    tty: bool = False
    writes: bool = False


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_START = _names("__main__ errors render render.out render.text")
_HELP = _names(
    "cli cli.app cli.door cli.flags cli.pages cli.session cli.table clock config "
    "config_values domain domain.texts i18n i18n.en paths render.help"
)
_READ = _names(
    "cli cli.app cli.complete cli.door cli.flags cli.options cli.session cli.table cli.work "
    "clock config config_values content content.fingerprint domain domain.texts i18n paths "
    "render.goals render.look store store.connect store.migrations store.read_leads "
    "store.rows store.sql usecases usecases.desk"
)
_TABLE = _names(
    "adapters adapters.phones domain.hours domain.typed i18n.en render.dates render.help "
    "render.lines render.marks"
)
_JSON = _names("render.data")
_CONTENT = _names(
    "content.criteria_schema content.fact_schema content.folders content.library "
    "content.loader content.model content.profile_schema content.schema content.script_schema "
    "content.texts domain.facts domain.rules"
)
_DUE = _names("cli.due render.due store.read_due usecases.due usecases.escalate")
_LIST = _names(
    "cli.filters cli.list_leads domain.status render.leads store.repo_values usecases.browse "
    "usecases.keys"
)
_SHOW = _names(
    "cli.show domain.classes domain.criteria domain.explain domain.grade domain.man "
    "domain.outlook domain.person domain.schedule domain.signals domain.status "
    "domain.workdays render.card store.read_details store.repo_values usecases.browse "
    "usecases.card usecases.find usecases.keys usecases.person"
)
_TYPER = frozenset({"annotated_doc", "shellingham", "typer"})
_SQLMODEL = _names(
    "annotated_types cython_runtime greenlet pydantic pydantic_core sqlalchemy sqlmodel "
    "typing_extensions typing_inspection"
)
COMMANDS = {
    "--version": Allowed(
        _START,
        frozenset(),
    ),
    "--help": Allowed(
        _START | _HELP,
        _TYPER,
    ),
    "due": Allowed(
        _START | _READ | _TABLE | _CONTENT | _DUE | _names("domain.man render.due_screen"),
        _TYPER | {"rich"},
        tty=True,
    ),
    "due --json": Allowed(
        _START | _READ | _JSON | _CONTENT | _DUE | _names("i18n.en"),
        _TYPER,
    ),
    "list --limit 20": Allowed(
        _START | _READ | _TABLE | _LIST | _names("render.list_screen"),
        _TYPER | {"rich"},
        tty=True,
    ),
    "list --json --limit 20": Allowed(
        _START | _READ | _JSON | _LIST | _names("i18n.en"),
        _TYPER,
    ),
    "show 201": Allowed(
        _START
        | _READ
        | _TABLE
        | _JSON
        | _CONTENT
        | _SHOW
        | _names("ask ask.terminal render.card_screen render.facts render.grade render.person"),
        _TYPER | {"rich"},
        tty=True,
    ),
    "show 201 --json": Allowed(
        _START | _READ | _JSON | _CONTENT | _SHOW | _names("domain.hours domain.typed i18n.en"),
        _TYPER,
    ),
    "log 201 --by phone --said x --next +3d --goal y --json": Allowed(
        _START
        | _READ
        | _JSON
        | _CONTENT
        | _names(
            "cli.log domain.criteria domain.grade domain.hours domain.man domain.outlook "
            "domain.schedule domain.signals domain.status domain.typed domain.workdays "
            "render.card_screen render.dates render.facts render.grade render.help "
            "render.lines render.marks render.said store.backup store.changes store.health "
            "store.ids store.numbers store.read_details store.repo store.repo_values "
            "store.tables store.unit usecases.backup usecases.find usecases.keys usecases.log "
            "usecases.promise usecases.standing"
        ),
        _TYPER | _SQLMODEL,
        writes=True,
    ),
}
HEAVY = _names(
    "asyncio calendar concurrent csv ctypes decimal email fractions hashlib hmac html http "
    "importlib.metadata importlib.resources logging multiprocessing secrets socket ssl "
    "sysconfig tempfile unittest xml zipfile zoneinfo"
)
"""Modules of Python that no read needs, and that cost more than a command of ours."""
