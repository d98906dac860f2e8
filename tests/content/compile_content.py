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
        for place, source in enumerate(sorted(Path(self.root, CONTENT).rglob("*.toml"))):
            data = tomllib.loads(source.read_text("utf-8"))
            held = {".json": data}
            if source.parent.name == "hearing" and data["lang"] != "all":
                held[".keys.json"] = keys_of(data, Path(self.root))
            for suffix, one in held.items():
                made = Path(self._made.name, f"{place}{suffix}")
                made.write_text(json.dumps(one, ensure_ascii=False, separators=(",", ":")), "utf-8")
                target = source.relative_to(self.root).with_suffix(suffix)
                build_data["force_include"][str(made)] = target.as_posix()


def keys_of(data: dict[str, Any], root: Path) -> dict[str, Any]:
    """Return by pattern of a file of hearing the words that tell whether it may hold."""
    sys.path.insert(0, str(root))
    try:
        from leadq.domain.hearing.keys import pack_keys
    finally:
        sys.path.remove(str(root))
    stated = (*data["rules"], *data["marks"])
    sources = (source for one in stated for source in one["say"])
    return {source: pack_keys(source, data["lang"], data["words"]) for source in sources}
