"""What the wheel holds of a content file beside it says the same as the file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from leadq.content.fingerprint import fingerprint, mark_built_in
from leadq.content.folders import BUILTIN
from leadq.content.hearings import as_written
from leadq.content.library import open_library
from leadq.content.loader import Mistakes, read_packaged, read_toml
from leadq.content.schemas.hearing_schema import read_hearing
from leadq.content.schemas.play_schema import plays_as_written, read_plays

FILES = sorted(BUILTIN.parent.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_is_read_the_same_with_and_without_its_json(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    assert json.loads(json.dumps(data)) == data
    assert read_packaged(str(path), path.name) == data
    if path.is_relative_to(BUILTIN):
        assert read_toml(path, Mistakes(path)) == data


def test_a_wheel_holds_all_of_them_and_a_checkout_none() -> None:
    made = [path for path in FILES if path.with_suffix(".json").exists()]
    assert made in ([], FILES)
    held = BUILTIN / "fingerprint.txt"
    assert held.exists() == bool(made)
    assert fingerprint(None, "").partition("|")[0] == mark_built_in()


def test_a_file_of_the_user_never_stands_behind_json(tmp_path: Path) -> None:
    own = tmp_path / "facts.toml"
    own.write_text("a = 1\n", "utf-8")
    own.with_suffix(".json").write_text('{"a": 2}', "utf-8")
    assert read_toml(own, Mistakes(own)) == {"a": 1}


HEARINGS = sorted((BUILTIN / "hearing").glob("*.toml"))


@pytest.mark.parametrize("path", HEARINGS, ids=lambda path: path.stem)
def test_what_is_heard_is_the_same_unchecked(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    report = Mistakes(path)
    assert read_hearing(data, report, {}) == as_written(data)
    assert not report.errors


PLAYS = sorted((BUILTIN / "plays").glob("*.toml"))


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_plays_are_the_same_unchecked(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    report = Mistakes(path)
    assert read_plays(data, report) == plays_as_written(data)
    assert not report.errors


def test_words_of_the_users_own_put_aside_what_was_found_out_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadq.content.hearings.read_keys", lambda _path: {"没钱": [["没钱"]]})
    assert open_library(tmp_path).hearing(("zh",)).hearings[0].keys
    (tmp_path / "hearing").mkdir()
    own = 'version = 1\nid = "own"\nlang = "zh"\nname = {en = "Own", zh = "自己的"}\n'
    own += 'about = {en = "Own words.", zh = "自己的词。"}\n[words]\nkin = ["表叔公"]\n'
    (tmp_path / "hearing" / "own.toml").write_text(own, "utf-8")
    library = open_library(tmp_path)
    (heard,) = library.hearing(("zh",)).hearings
    assert library.problems == []
    assert ("表叔公" in heard.words["kin"], heard.keys) == (True, {})
