"""Puts beside each content file of the wheel what it holds as JSON, which starts far quicker.

The build of the wheel runs it; a checkout, and an editable install, read the TOML itself.
"""

from __future__ import annotations

import json
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
            made = Path(self._made.name, f"{place}.json")
            made.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
            target = source.relative_to(self.root).with_suffix(".json")
            build_data["force_include"][str(made)] = target.as_posix()
