"""Settings: one table, its example file, and what each mistake says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.config import (
    Config,
    example,
    load_config,
    settings,
)
from leadq.config_file import FILE_NAME, find_config_file
from leadq.config_values import columns_text
from leadq.errors import ConfigError

ROOT = Path(__file__).parents[1]


def write(folder: Path, text: str | bytes) -> Path:
    """Write a settings file and return it."""
    file = folder / FILE_NAME
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def refused(folder: Path, text: str | bytes) -> ConfigError:
    """Return the error that a settings file ends in."""
    with pytest.raises(ConfigError) as caught:
        load_config(write(folder, text), {})
    assert caught.value.exit_code == 4
    return caught.value


def test_the_example_file_is_the_table() -> None:
    assert (ROOT / ".leadq.toml.example").read_text(encoding="utf-8") == example()


def test_the_example_changes_nothing(tmp_path: Path) -> None:
    loaded = load_config(write(tmp_path, example()), {})
    assert Config(**vars(loaded) | {"source": {}}) == Config()


def test_the_example_switched_on_is_the_defaults(tmp_path: Path) -> None:
    tables = [line for row in settings() for line in row.sample]
    starts = tuple(f"# {row.key} = " for row in settings())
    lines = [
        line[2:] for line in example().splitlines() if line.startswith(starts) or line[2:] in tables
    ]
    switched_on = tomllib.loads("\n".join(lines))
    assert set(switched_on) == {row.key for row in settings()}
    loaded = load_config(write(tmp_path, "\n".join(lines)), {})
    assert loaded.mappings == {"NAME": {"Client": "name", "客户全称": "company"}}
    assert loaded.targets["calls"] == 40 and len(loaded.targets) == 5
    assert Config(**vars(loaded) | {"source": {}, "mappings": {}, "targets": {}}) == Config()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("targets = 5", "targets"),
        ("targets.calls = true", "targets.calls"),
        ("targets.calls = -1", "targets.calls"),
        ('targets.turnover = "50万"', "targets.turnover"),
        ("targets.turnover = nan", "targets.turnover"),
        ("targets.turnover = inf", "targets.turnover"),
    ],
)
def test_a_target_is_a_number(line: str, place: str, tmp_path: Path) -> None:
    error = refused(tmp_path, line)
    assert (error.key, error.params["setting"]) == ("config_bad_value", place)


def test_a_target_of_nothing_names_the_nearest(tmp_path: Path) -> None:
    error = refused(tmp_path, "[targets]\nvisit = 5\n")
    assert (error.key, error.params["near"]) == ("config_unknown_key", "targets.visits")


def test_every_setting_is_explained_in_both_languages() -> None:
    for row in settings():
        assert all(row.meaning.values())


def test_flag_beats_environment_beats_file(tmp_path: Path) -> None:
    file = write(tmp_path, 'lang = "zh"\ndb = "from-file.db"\nper_day = 7\n')
    environ = {"LEADQ_LANG": "en", "LEADQ_DB": "/from-environment.db"}
    loaded = load_config(file, environ, {"db": "/from-flag.db", "lang": ""})
    assert (loaded.db, loaded.lang, loaded.per_day) == ("/from-flag.db", "en", 7)
    assert loaded.source["db"] == "--db"
    assert loaded.source["lang"] == "LEADQ_LANG"
    assert loaded.source["per_day"] == str(file)
    assert loaded.source["me"] == ""


def test_a_store_named_in_a_file_is_beside_that_file(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, 'db = "my.db"'), {}).db == str(tmp_path / "my.db")


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    assert load_config(None, {"LEADQ_LANG": "", "LEADQ_DB": ""}) == load_config(None, {})


@pytest.mark.parametrize(
    ("given", "lang"), [("zh_CN.UTF-8", "zh"), ("EN", "en"), ("en-GB", "en"), ("zh", "zh")]
)
def test_a_language_may_be_spelt_like_a_locale(given: str, lang: str) -> None:
    assert load_config(None, {"LEADQ_LANG": given}).lang == lang


@pytest.mark.parametrize("given", ["fr", "C", "C.UTF-8", "fr_FR.UTF-8", "_", " "])
def test_a_language_nobody_speaks_here_is_left_to_the_file(tmp_path: Path, given: str) -> None:
    file = write(tmp_path, 'lang = "zh"\n')
    loaded = load_config(file, {"LEADQ_LANG": given})
    assert (loaded.lang, loaded.source["lang"]) == ("zh", str(file))
    assert load_config(None, {"LEADQ_LANG": given}) == load_config(None, {})


@pytest.mark.parametrize(
    "line",
    [
        "per_day = 0",
        "per_day = 1001",
        "per_day = true",
        "per_day = 2.5",
        'per_day = "20"',
        'lang = "fr"',
        "me = 7",
        'days_off = "sat"',
        'days_off = ["saturday"]',
        "days_off = [6]",
        'holidays = "China"',
        'phone_region = "cn"',
        'profile = "../x"',
        "db = { path = 1 }",
    ],
)
def test_a_value_that_is_not_allowed(line: str, tmp_path: Path) -> None:
    error = refused(tmp_path, line)
    assert error.key == "config_bad_value"
    assert error.params["setting"] == line.split(" ")[0]
    assert error.params["file"] == str(tmp_path / FILE_NAME)
    assert error.params["allowed"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("import = 3", "import"),
        ("import = []", "import"),
        ("[import]\na = 'name'", "import.a"),
        ("[import.x]\na = 3", "import.x.a"),
        ("[import.x]\na = ' '", "import.x.a"),
        ("[import.x]\n'客户 名' = ['name']", 'import.x."客户 名"'),
        ("[import.'老 系统']\nFull.Name = 'name'", 'import."老 系统".Full'),
        ("[[import.x]]\na = 'name'", "import.x"),
        ("[import.x]\na." + "a." * 5000 + "a = 'name'", "import.x.a"),
    ],
)
def test_saved_columns_of_another_shape(text: str, place: str, tmp_path: Path) -> None:
    error = refused(tmp_path, text)
    assert (error.key, error.params["setting"]) == ("config_bad_value", place)
    assert error.params["allowed"]


def test_saved_columns_without_a_column(tmp_path: Path) -> None:
    error = refused(tmp_path, "[import.'老 系统']")
    assert (error.key, error.params["setting"]) == ("config_no_column", 'import."老 系统"')


def test_what_is_there_twice_is_named(tmp_path: Path) -> None:
    twice = {"a = 1\nme = 'x'\n me = 'y'": "me", "[import.x]\na='name'\n\n[import.x]": "[import.x]"}
    for text, named in twice.items():
        assert refused(tmp_path, text).params["setting"] == named


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.just("name"), min_size=1, max_size=3
    ),
)
def test_saved_columns_come_back_as_they_were(name: str, columns: dict[str, str]) -> None:
    assert tomllib.loads(columns_text(name, columns)) == {"import": {name: columns}}


@pytest.mark.parametrize(
    ("key", "near"), [("perday", "per_day"), ("Lang", "lang"), ("zzz", ""), ("source", "")]
)
def test_an_unknown_setting(key: str, near: str, tmp_path: Path) -> None:
    error = refused(tmp_path, f"{key} = 1")
    assert error.key == "config_unknown_key"
    assert (error.params["setting"], error.params["near"]) == (key, near)
    assert "due_limit" in str(error.params["allowed"])


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("per_day = 5\nme = \n", "config_syntax", 2),
        ("per_day = 5\nper_day = 6\n", "config_twice", 2),
        ("[import.x]\na='name'\n[import.x]\nb='name'\n", "config_twice", 3),
        ("a = " + "[" * 100_000, "config_syntax", 1),
        ("per_day = 5\nme = '王".encode("gbk"), "config_not_utf8", 2),
    ],
)
def test_a_file_that_cannot_be_read(text: str | bytes, key: str, line: int, tmp_path: Path) -> None:
    error = refused(tmp_path, text)
    assert (error.key, error.params["line"]) == (key, line)


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, b'\xef\xbb\xbfme = "Li"'), {}).me == "Li"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    assert refused(tmp_path, "#" * 1_000_001).key == "config_too_big"


def test_the_nearest_file_is_taken(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("here", "home", "folder")]
    for folder in folders:
        folder.mkdir()
    assert find_config_file("", {}, folders) is None
    last = write(folders[2], "")
    assert find_config_file("", {}, folders) == last
    middle = write(folders[1], "")
    assert find_config_file("", {}, folders) == middle
    assert find_config_file("", {"LEADQ_CONFIG": str(last)}, folders) == last
    assert find_config_file(str(middle), {"LEADQ_CONFIG": str(last)}, folders) == middle


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        find_config_file(str(tmp_path / "no.toml"), {}, [])
    assert caught.value.key == "config_missing"
