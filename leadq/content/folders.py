"""Where content files lie, built-in and the user's own, and the refusal of an unknown id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from leadq.errors import ConfigError, RefusedError

BUILTIN = Path(__file__).parent
_Content = TypeVar("_Content")


def toml_files(folder: Path) -> dict[str, Path]:
    """Return the TOML files of a folder by their id; none if there is no such folder."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return {}
    # A Mac leaves "._name.toml" beside files copied to a stick; those are no content.
    found = (path for path in paths if path.suffix == ".toml" and path.name[0] != ".")
    return {path.stem: path for path in found}


def unknown_id(kind: str, id_: str, known: Iterable[str]) -> RefusedError:
    """Return the refusal ``unknown_<kind>``, with the nearest three of the known ids."""
    from difflib import get_close_matches

    ids = list(known)
    near = get_close_matches(id_.lower(), ids, n=3, cutoff=0.6)
    key = f"unknown_{kind}"
    params = {kind: id_, "near": near, "allowed": ids}
    return RefusedError(key, hint=key, **params)


class Shelf:
    """Where content lies: the built-in folders, and the user's own beside them.

    ``problems``: mistakes in user files that were stepped over, for the caller to show.
    """

    def __init__(self, user_dir: Path | None) -> None:
        self.user_dir = user_dir
        self.problems: list[ConfigError] = []
        self._folders: dict[tuple[str, bool], dict[str, Path]] = {}

    def _first_good(
        self,
        paths: Iterable[Path],
        read: Callable[[Path], tuple[_Content | None, list[ConfigError]]],
    ) -> _Content:
        errors: list[ConfigError] = []
        for path in paths:
            found, errors = read(path)
            if found is not None:
                return found
            self._step_over(path, errors)
        raise errors[0]

    def _all_of(self, ids: Iterable[str], get: Callable[[str], _Content]) -> Iterable[_Content]:
        for id_ in ids:
            try:
                yield get(id_)
            except ConfigError as error:
                self._note([error])

    def _sources(self, folder: str, id_: str, kind: str) -> list[Path]:
        paths = [
            self._folder(folder, is_user)[id_]
            for is_user in (True, False)
            if id_ in self._folder(folder, is_user)
        ]
        if not paths:
            raise unknown_id(kind, id_, sorted(self._ids(folder)))
        return paths

    def _step_over(self, path: Path, errors: list[ConfigError]) -> None:
        builtin = self._folder(path.parent.name, is_user=False).get(path.stem)
        if builtin is not None and builtin != path:
            self._note(errors)

    def _note(self, errors: list[ConfigError]) -> None:
        known = [problem.params for problem in self.problems]
        self.problems += [error for error in errors if error.params not in known]

    def _ids(self, folder: str) -> set[str]:
        return {*self._folder(folder, is_user=False), *self._folder(folder, is_user=True)}

    def _all_files(self, folder: str) -> list[Path]:
        return [path for files in self._both(folder) for _, path in sorted(files.items())]

    def _both(self, folder: str) -> tuple[dict[str, Path], dict[str, Path]]:
        return self._folder(folder, is_user=False), self._folder(folder, is_user=True)

    def _folder(self, folder: str, is_user: bool) -> dict[str, Path]:
        key = (folder, is_user)
        if key not in self._folders:
            root = self.user_dir if is_user else BUILTIN
            self._folders[key] = toml_files(root / folder) if root else {}
        return self._folders[key]
