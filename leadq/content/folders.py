"""Which content files a folder holds, and the refusal of an id that none of them has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leadq.errors import RefusedError


def toml_files(folder: Path) -> dict[str, Path]:
    """Return the TOML files of a folder by their id; none if there is no such folder."""
    if not folder.is_dir():
        return {}
    # A Mac leaves "._name.toml" beside files copied to a stick; those are no content.
    files = [path for path in folder.glob("*.toml") if not path.name.startswith(".")]
    return {path.stem: path for path in sorted(files)}


def unknown_id(kind: str, id_: str, known: Iterable[str]) -> RefusedError:
    """Return the refusal ``unknown_<kind>``, with the nearest of the known ids if one is near."""
    from difflib import get_close_matches

    ids = list(known)
    near = get_close_matches(id_.lower(), ids, n=1, cutoff=0.6)
    key = f"unknown_{kind}"
    params = {kind: id_, "near": near[0] if near else "", "allowed": ", ".join(ids)}
    return RefusedError(key, hint=key, **params)
