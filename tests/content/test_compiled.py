"""What the wheel holds of a content file beside it says the same as the file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from leadq.content.folders import BUILTIN
from leadq.content.loader import Mistakes, read_toml

FILES = sorted(BUILTIN.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_read_the_same_with_and_without_its_json(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    assert json.loads(json.dumps(data)) == data
    assert read_toml(path, Mistakes(path)) == data


def test_a_wheel_holds_all_of_them_and_a_checkout_none() -> None:
    made = [path for path in FILES if path.with_suffix(".json").exists()]
    assert made in ([], FILES)


def test_a_file_of_the_user_never_stands_behind_json(tmp_path: Path) -> None:
    own = tmp_path / "facts.toml"
    own.write_text("a = 1\n", "utf-8")
    own.with_suffix(".json").write_text('{"a": 2}', "utf-8")
    assert read_toml(own, Mistakes(own)) == {"a": 1}
