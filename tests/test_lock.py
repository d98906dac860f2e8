"""The lock of versions holds what the project asks for, and nothing without a hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
LOCK = (HERE / "requirements.lock").read_text(encoding="utf-8")
PINS = dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", LOCK))


def test_every_dependency_is_locked_within_its_bounds() -> None:
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for words in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        asked = Requirement(words)
        assert PINS[canonicalize_name(asked.name)] in asked.specifier, words


def test_every_pin_has_a_hash() -> None:
    pinned = re.findall(r"(?m)^[\w.-]+==[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", LOCK)
    assert len(pinned) == len(PINS) > 20
