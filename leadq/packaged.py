"""Tables of words that lie beside the code, as TOML; a wheel holds them as JSON as well."""

import json
from pathlib import Path
from typing import Any


def read_packaged(code: str, name: str) -> dict[str, Any]:
    """Return what the TOML file of a name says that lies beside a file of code."""
    path = Path(code).with_name(name)
    if (data := read_compiled(path)) is not None:
        return data
    import tomllib

    return tomllib.loads(path.read_text("utf-8"))


def read_compiled(path: Path) -> dict[str, Any] | None:
    """Return the data that the wheel holds of a file; None in a checkout, which has the TOML.

    It is read in a tenth of the time.
    """
    try:
        raw = path.with_suffix(".json").read_bytes()
    except OSError:
        return None
    data: dict[str, Any] = json.loads(raw)
    return data
