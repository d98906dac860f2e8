"""Where the store, the settings, the backups and the user's own content live."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from leadq.late import put_off

APP = "leadq"
STORE_NAME = "leadq.db"


def config_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of the settings: LEADQ_HOME, else the platform's config folder."""
    home = environ.get("LEADQ_HOME", "")
    if home:
        return _absolute(home)
    return Path(_platform().user_config_dir(APP, appauthor=False))


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of the store: LEADQ_HOME, else the platform's data folder."""
    home = environ.get("LEADQ_HOME", "")
    if home:
        return _absolute(home)
    return Path(_platform().user_data_dir(APP, appauthor=False))


def store_path(chosen: str, environ: Mapping[str, str]) -> Path:
    """Return the store to open: the chosen one (flag, LEADQ_DB or setting), else the default."""
    return _absolute(chosen) if chosen else data_folder(environ) / STORE_NAME


def backups_folder(store: Path) -> Path:
    """Return where backups of a store go: beside it, so that stores never mix."""
    return store.parent / "backups"


def content_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder that holds the user's ``profiles/ scripts/ guides/ hearing/``."""
    return config_folder(environ)


def ensure_folder(folder: Path) -> Path:
    """Make a folder for the owner's eyes only if it is not there yet; return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _platform() -> ModuleType:
    """Return the library that knows the platform's folders; it writes no temporary files here."""
    with put_off():
        import platformdirs
    return platformdirs


def _absolute(given: str) -> Path:
    """Return a typed path with ``~`` resolved, seen from the current folder."""
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError:
        # "~x" without a user x is a file of that name
        return Path(given).absolute()
