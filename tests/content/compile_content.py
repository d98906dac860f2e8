"""Puts beside each content file of the wheel what it holds as JSON, which starts far quicker.

The build of the wheel runs it; a checkout, and an editable install, read the TOML itself.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = Path("leadq", "content")


class ContentHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the files to the wheel and to nothing else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files where they disturb nobody, and name their place in the wheel."""
        if version == "editable":
            return
        self._made = TemporaryDirectory()
        sys.path.insert(0, self.root)
        try:
            self._fill(build_data)
        finally:
            sys.path.remove(self.root)

    def _fill(self, build_data: dict[str, Any]) -> None:
        from leadq.content.fingerprint import mark_built_in

        for source in sorted(Path(self.root, "leadq").rglob("*.toml")):
            data = tomllib.loads(source.read_text("utf-8"))
            held = {".json": data}
            if source.parent.name == "hearing" and data["lang"] != "all":
                held[".keys.json"] = keys_of(data)
            for suffix, one in held.items():
                text = json.dumps(one, ensure_ascii=False, separators=(",", ":"))
                self._add(source.relative_to(self.root).with_suffix(suffix), text, build_data)
        self._add(CONTENT / "fingerprint.txt", mark_built_in(), build_data)

    def _add(self, target: Path, text: str, build_data: dict[str, Any]) -> None:
        made = Path(self._made.name, str(len(build_data["force_include"])))
        made.write_text(text, "utf-8")
        build_data["force_include"][str(made)] = target.as_posix()


def keys_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return by pattern of a file of hearing the words that tell whether it may hold."""
    from leadq.domain.hearing.keys import pack_keys

    stated = (*data["rules"], *data["marks"])
    sources = (source for one in stated for source in one["say"])
    return {source: pack_keys(source, data["lang"], data["words"]) for source in sources}
