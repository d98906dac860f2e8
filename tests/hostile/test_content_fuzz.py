"""Broken files of answers, settings, trades, scripts and guides: named mistakes, right codes."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadq.cli.grading.answers import read_answers
from leadq.config import example, load_config
from leadq.content.folders import BUILTIN
from leadq.content.library import open_library
from leadq.content.template import template
from leadq.errors import ConfigError, ExitCode, LeadqError

from .tables import break_table
from .texts import steering

ANSWERS = (
    b'money = "yes"\nneed_by = 2026-12-01\noutlet_volume = 12\nauthority = true\n',
    b'{"money": "yes", "need_by": "+3d", "outlet_volume": 1.5, "authority": null}',
)
DEEP = b"x = " + b"[" * 50_000
ODD = (
    b"", b"\0", b"\xff\xfe\x00", b"=", b"{", b"[{", b"[" * 30_000, DEEP, b'{"a":' * 30_000,
    b"x = 0x" + b"f" * 20_000, b"x = " + b"9" * 20_000, b'{"x": ' + b"9" * 20_000 + b"}",
    b'money = "\\u0000"', b'money = "\\ud800"', b'{"money": "\\ud800"}', b'{"\\ud800": "yes"}',
    b"need_by = 07:32:00", b"need_by = 1979-05-27T07:32:00Z", b"need_by = 0000-00-00",
    b"need_by = inf", b'{"outlet_volume": NaN}', b'{"outlet_volume": 1e999}', b"money = {}",
    b'["money"]', b"\xef\xbb\xbfmoney = \"yes\"", b'"" = "x"', b'"\\u001b[31m" = "\\u009b2J"',
    b"money.x = 1", b'money = "' + b"y" * 900_000 + b'"', b"#" * 1_000_001,
)  # fmt: skip


def broken(seeds: tuple[bytes, ...], number: int) -> bytes:
    dice = random.Random(number)
    return break_table(dice.choice(seeds), dice.choice(seeds), dice)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_answers(odd: bytes, run: Callable[..., Any], tmp_path: Path) -> None:
    run("add", "王")
    file = tmp_path / "answers"
    file.write_bytes(odd)
    for lang in ("en", "zh"):
        result = run("ask", "1", "--answers", str(file), env={"LEADQ_LANG": lang})
        assert result.code in (0, 1, 2), result
        assert "Error" not in result.err, result.err
        assert not steering(result.out + result.err)
        piped = run("ask", "1", "--answers", "-", stdin=odd.decode("utf-8", "surrogateescape"))
        assert piped.code in (0, 1, 2) and "Error" not in piped.err, piped.err


def test_broken_answers(tmp_path: Path) -> None:
    file = tmp_path / "answers"
    read = 0
    for number in range(800):
        file.write_bytes(broken(ANSWERS, number))
        try:
            found = read_answers(str(file))
        except LeadqError as error:
            assert error.exit_code in (ExitCode.REFUSED, ExitCode.USAGE) and error.hint
            continue
        assert found
        read += 1
    assert read > 20


def sound_settings() -> bytes:
    return "\n".join(line.removeprefix("# ") for line in example().splitlines()[4:]).encode()


def test_broken_settings(tmp_path: Path) -> None:
    seeds = (sound_settings(), b'lang = "zh"\nme = "x"\nper_day = 3\n', *ODD)
    file = tmp_path / ".leadq.toml"
    for number in range(500):
        file.write_bytes(seeds[number] if number < len(seeds) else broken(seeds[:2], number))
        try:
            load_config(file, {})
        except ConfigError as error:
            assert error.hint and error.params["file"] == str(file)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_settings(odd: bytes, run: Callable[..., Any], home: Path) -> None:
    (home / ".leadq.toml").write_bytes(odd)
    for call in (["list"], ["config", "check"], ["config", "show"]):
        result = run(*call)
        assert result.code in (0, 4), result
        assert "Error" not in result.err and not steering(result.out + result.err), result


def content_seeds(kind: str) -> tuple[bytes, ...]:
    builtin = tuple(file.read_bytes() for file in sorted((BUILTIN / kind).glob("*.toml"))[:3])
    own = {"profiles": "profile", "scripts": "script"}.get(kind)
    return (*builtin, template(own, "mine").encode()) if own else builtin


@pytest.mark.parametrize("kind", ["profiles", "scripts", "guides"])
def test_broken_content(kind: str, tmp_path: Path) -> None:
    """A user's file that cannot be read is named with its mistakes; all others still work."""
    seeds = content_seeds(kind)
    folder = tmp_path / kind
    folder.mkdir()
    file = folder / "mine.toml"
    for number in range(150):
        file.write_bytes(ODD[number] if number < len(ODD) else broken(seeds, number))
        library = open_library(tmp_path)
        read = getattr(library, kind.removesuffix("s"))
        try:
            read("mine")
        except ConfigError as error:
            assert error.hint and error.params["path"] == str(file)
        if number % 15 == 0:
            assert all(error.params["path"] == str(file) for error in library.check())
            assert library.profile("general") and library.script("grading")
            assert library.fact_ids() and library.guide("man")


@pytest.mark.parametrize("kind", ["profiles", "scripts", "guides"])
def test_content_with_codes_in_its_texts(kind: str, run: Callable[..., Any], home: Path) -> None:
    bad = "\\u001b[31mX\\u009b2J \\u202e [red] {0} \\u0000"
    text = content_seeds(kind)[-1].decode()
    for sound in (value for value in _texts(tomllib.loads(text)) if len(value) > 12):
        text = text.replace(f'"{sound}"', f'"{bad}"')
    (home / kind).mkdir()
    (home / kind / "mine.toml").write_text(text, encoding="utf-8")
    run("add", "王")
    calls = [
        ["script", "list"], ["script", "show", "mine"], ["script", "check"], ["guide", "mine"],
        ["guide"], ["add", "x", "--profile", "mine"], ["show", "2"], ["grade", "2"], ["show", "1"],
        ["grade", "1", "--profile", "mine"], ["fact", "1", "sample_tested=yes"],
        ["config", "check"],
        ["ask", "1", "mine", "--answers", "-"], ["due"], ["history", "1"], ["export"],
    ]  # fmt: skip
    for call in calls:
        for extra in (
            ([], ["--json"]) if call[0] not in ("config",) and call[1:] != ["check"] else [[]]
        ):
            result = run(*call, *extra, stdin='money = "yes"')
            assert result.code in (0, 1, 2, 4), (call, result)
            assert "Error" not in result.err
            assert not steering((result.out + result.err).removeprefix("\ufeff")), (call, result)


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []
