"""Both dictionaries say the same things, and every key in the code has words."""

from __future__ import annotations

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from string import Formatter
from subprocess import run

import pytest

import leadq
from leadq import i18n
from leadq.cli.frame.table import TABLE
from leadq.config import settings
from leadq.i18n import en, help_words, zh
from leadq.i18n.help import ROOMS
from leadq.render.leads import merged
from leadq.usecases.joining import import_whole

ROOT = Path(leadq.__file__).parent
EN, ZH = en.TEXTS | help_words("en"), zh.TEXTS | help_words("zh")
ERRORS = {"LeadqError", "RefusedError", "UsageError", "StoreError", "ConfigError"}
NAMES = {
    *("leadq", "MAN", "CSV", "JSON", "XLSX", "TOML", "UTF", "SQLite", "WeChat"),
    *("BOM", "Excel", "WPS", "vCard", "PostgreSQL", "PGPASSWORD", "TLS"),
    *("Python", "LEADQ", "TODAY", "Ctrl", "Enter", "Esc", "Y", "N", "A", "B", "C"),
    *("M", "CN", "GB", "US", "MCP"),
    *("VIP", "EI", "EII", "EIII", "EIV", "BOM", "apprise"),
    *("bash", "zsh", "fish", "powershell", "pwsh", "shell", "pip", "install", "utf", "gbk"),
}
TYPED = {
    *("yes", "no", "y", "n", "money", "MaN", "me", "name", "company", "address", "phones"),
    *("reached", "all", "csv", "json", "xlsx", "xls", "ics", "vcf"),
    *("touches", "followups", "leads", "facts", "purchases"),
    *("transactional", "relational", "immaculate"),
    *("dress", "gestures", "face", "voice", "pace", "asks", "decides"),
}
LATIN_WORDS = (
    NAMES
    | TYPED
    | {word for entry in TABLE for word in entry.words.split()}
    | {row.name for row in settings()}
)
"""What stays as it is in Chinese: names, and words that are typed as they stand."""


def fields(words: str) -> set[str]:
    """Return the names of the params in a text, plural forms left out."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def prose(words: str) -> str:
    """Return a Chinese text without params, commands, options, file names and sample values."""
    words = re.sub(r"\{[^}]*\}", "", words)
    words = re.sub(r"`[^`]*`", "", words)
    words = re.sub(r"leadq [a-z][^。，；：”]*", "", words)
    words = re.sub(r"(?<!\w)--?[a-z][a-z-]*( (json|csv|table))?", "", words)
    return re.sub(r"[\w-]+\.[a-z]{2,5}|[a-z]+[-_][a-z]+|[+]\d+[dwm]|#?\w*\d\w*", "", words)


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    i18n.set_language("en")


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(en.TEXTS) == list(zh.TEXTS)


def test_no_word_stands_twice() -> None:
    rooms = [import_module(f"leadq.i18n.help.{room}").HELP for room in ROOMS]
    assert sorted(key for texts in (en.TEXTS, *rooms) for key in texts) == sorted(EN)


def test_words_of_help_are_loaded_for_help_alone() -> None:
    asked = "import sys; from leadq.i18n import text; {}; print('leadq.i18n.help' in sys.modules)"
    for call, loaded in (("text('due.count', count=1)", "False"), ("text('cmd.due')", "True")):
        ran = run([sys.executable, "-c", asked.format(call)], capture_output=True, text=True)
        assert ran.stdout.strip() == loaded


def test_both_languages_take_the_same_params() -> None:
    differ = [key for key in EN if fields(EN[key]) != fields(ZH.get(key, ""))]
    assert not differ


def test_chinese_is_chinese() -> None:
    latin = {
        key: left
        for key, words in ZH.items()
        if not key.endswith(".examples")
        and (left := set(re.findall(r"[A-Za-z]+", prose(words))) - LATIN_WORDS)
    }
    assert not latin


def test_english_is_english() -> None:
    han = re.compile(r"(?!(?<=\d)万)[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    words = {key: text for key, text in EN.items() if not key.endswith(".examples")}
    assert not [key for key, text in words.items() if han.search(text)]


def test_every_key_in_the_code_has_words() -> None:
    used = {key for file in sorted(ROOT.rglob("*.py")) for key in keys_used(file)}
    assert not used - set(EN)


BY_USE = {"cmd", "opt", "meta", "error", "hint", "remark"}
"""What is named by a part only: a command's words, a metavar, the name of an error."""
JOINED = ("unknown_", "already_")
"""Errors whose names are put together: of what is not there, of what became of a lead."""


def test_every_text_is_said_somewhere() -> None:
    literal, patterns = set(), set()
    for file in sorted(ROOT.rglob("*.py")):
        if "i18n" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literal.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns.add(key_pattern(node))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "word_of":
                patterns.add(rf"{getattr(node.args[0], 'value', '-')}\.\w+")
    parts = literal | {word.strip("[]").lower() for word in literal}
    parts |= {entry.words.replace(" ", ".") for entry in TABLE}
    said = re.compile("|".join(sorted(patterns - {""})))
    unsaid = [
        key
        for key in EN
        if key not in literal
        and not said.fullmatch(key)
        and named_part(key) not in parts
        and not named_part(key).startswith(JOINED)
    ]
    assert unsaid == []


def named_part(key: str) -> str:
    """Return the part by which a key of ``BY_USE`` is named; of any other key, nothing."""
    kind, _, rest = key.partition(".")
    if kind == "cmd":
        rest = rest.removesuffix(".examples").removesuffix(".about")
    elif kind == "opt":
        # an option that adds to what there is
        rest = rest.removesuffix("_add")
    elif kind == "hint":
        rest = rest.removesuffix(".near").removesuffix(".allowed")
    elif kind == "opt":
        # what one more of is added to what there is
        rest = rest.removesuffix("_add")
    return rest if kind in BY_USE else "-"


def key_pattern(node: ast.JoinedStr) -> str:
    """Return the keys that an f-string such as ``f"step.{name}"`` can make, as a pattern."""
    first = node.values[0]
    if not isinstance(first, ast.Constant) or not re.match(r"[a-z_]+\.", str(first.value)):
        return ""
    if str(first.value).partition(".")[0] in BY_USE:
        return ""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in node.values
    )


def keys_used(file: Path) -> set[str]:
    """Return the dictionary keys that a file names literally."""
    keys: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0] if node.args else None
        literal = first.value if isinstance(first, ast.Constant) else None
        named = {word.arg: getattr(word.value, "value", None) for word in node.keywords}
        if called == "text" and isinstance(node.func, ast.Name) and isinstance(literal, str):
            keys.add(literal)
        elif called == "show_remark" and isinstance(literal, str):
            keys.add(f"remark.{literal}")
        elif called in ERRORS and isinstance(literal, str):
            keys.add(f"error.{literal}")
            if isinstance(named.get("hint"), str) and named["hint"]:
                keys.add(f"hint.{named['hint']}")
        elif called in ("Option", "Argument") and isinstance(named.get("help"), str):
            keys.add(str(named["help"]))
    return keys


def test_params_are_put_in_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(en.TEXTS, "t.name", "It is {name}.")
    assert i18n.text("t.name", name="{0.__class__} {name}") == "It is {0.__class__} {name}."


def test_a_number_chooses_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(en.TEXTS, "t.count", "{n} {n:lead|leads}")
    assert [i18n.text("t.count", n=n) for n in (0, 1, 2)] == ["0 leads", "1 lead", "2 leads"]


def test_a_key_without_words_comes_back() -> None:
    assert i18n.text("no.such.key", name="x") == "no.such.key"
    assert not i18n.has_text("no.such.key")


def test_the_language_is_switched() -> None:
    i18n.set_language("zh")
    assert (i18n.language(), i18n.text("panel.every_day")) == ("zh", "每天")
    i18n.set_language("fr")
    assert (i18n.language(), i18n.text("panel.every_day")) == ("en", "Every day")


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_GB"}, "zh"),
    ],
)
def test_the_locale_gives_the_language(environ: dict[str, str], lang: str) -> None:
    assert i18n.system_language(environ) == lang


def test_every_table_of_a_merge_and_an_import_has_a_word() -> None:
    assert {f"merge.count.{table}" for table in merged.TABLES} <= {*EN}
    assert {f"what.{name}" for name in import_whole.JOINED} <= {*EN}
