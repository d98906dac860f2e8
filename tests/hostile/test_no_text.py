"""What is no text: bytes that are no UTF-8, half characters, NUL, names that nobody can see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prompt_toolkit.key_binding import KeyBindings

import leadq
from leadq.domain.typing.texts import is_blank, mend

from .texts import BLANKS, KINDS, steering

REMARK = {"en": "could not be read", "zh": "无法识别"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("bad", ["a\udcffb", "a\ud800b", "a\0b", "\ud83d\ude00", "\0", "\udc80"])
def test_it_is_replaced_and_said_so_once(bad: str, lang: str, run: Callable[..., Any]) -> None:
    kept = bad.replace("\0", "\ufffd")
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept)
    result = run("add", bad, "--note", bad, "--tag", bad, "--json", env={"LEADQ_LANG": lang})
    assert result.code == 0
    assert result.err.count(REMARK[lang]) == 1
    assert len(result.err.splitlines()) == 1
    lead = json.loads(run("list", "--json").out)[0]
    assert (lead["name"], lead["note"], lead["tags"]) == (kept, kept, [kept])
    found = run("show", bad, "--json", env={"LEADQ_LANG": lang})
    assert found.code == 0
    assert found.err.count(REMARK[lang]) == 1


@pytest.mark.parametrize("bad", ["a\udcffb", "a\ud800b", "a\0b"])
def test_it_is_replaced_in_answers_too(bad: str, run: Callable[..., Any], tmp_path: Path) -> None:
    run("add", "王")
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"outlet_brands": bad, "outlet_image": "fine"}))
    for given, stdin in ((str(file), ""), ("-", file.read_text())):
        result = run("ask", "1", "--answers", given, stdin=stdin)
        assert result.code == 0
        assert result.err.count(REMARK["en"]) == 1
    told = json.loads(run("export", "--what=all", "--format=json").out)["leads"][0]["facts"]
    assert [fact["value"] for fact in told] == ["a\ufffdb", "fine"] * 2
    file.write_text('"a\\u0000" = "x"' if "\0" in bad else json.dumps({bad: "yes"}))
    refused = run("ask", "1", "--answers", str(file))
    assert refused.code == 1
    assert "\ufffd" in refused.err


@pytest.mark.skipif(os.name == "nt", reason="words are no bytes there")
def test_bytes_of_another_encoding_arrive_as_replacements(home: Path) -> None:
    place = str(Path(leadq.__file__).parents[1])
    for lang in ("C.UTF-8", "C", "POSIX"):
        env = {**os.environ, "PYTHONPATH": place, "LC_ALL": lang, "LEADQ_LANG": "en"}
        done = subprocess.run(
            [sys.executable, "-m", "leadq", "add", "王".encode("gbk"), "--note", b"\xff\xfe"],
            capture_output=True,
            env=env,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"could not be read" in done.stderr
        stdin = b'outlet_brands = "\xcd\xf5"\n'
        asked = subprocess.run(
            [sys.executable, "-m", "leadq", "ask", "1", "--answers", "-"],
            input=stdin,
            capture_output=True,
            env=env,
            timeout=600,
            check=False,
        )
        assert asked.returncode in (0, 1), asked.stderr
        assert b"Error" not in asked.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_file_may_have_any_name(run: Callable[..., Any], tmp_path: Path) -> None:
    run("add", "王")
    file = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.csv")
    done = run("export", file)
    assert done.code == 0
    assert REMARK["en"] not in done.err
    assert "\x1b" not in done.err
    back = run("import", file, "--dry-run")
    assert back.code == 0
    assert "\x1b" not in back.out + back.err


@pytest.mark.parametrize("blank", BLANKS)
def test_a_name_that_nobody_can_see_is_empty(blank: str, run: Callable[..., Any]) -> None:
    assert run("add", blank).code == 2
    assert run("add", blank, "--company", blank).code == 2
    assert run("add", blank, "--company", "Acme").code == 0
    assert run("edit", "1", "--name", blank).code == 2
    assert run("edit", "1", f"--name={blank}x").code == 0
    assert run("contact", "1", blank, "--role", "decider").code == 2
    table = f'name,company,note\n"{blank}",,said\nx,,\n'.replace("\0", "")
    Path("in.csv").write_bytes(table.encode())
    done = run("import", "in.csv")
    assert done.code == 1
    assert [one["name"] for one in json.loads(run("list", "--json").out)] == [
        f"{blank}x".strip(),
        "x",
    ]


def test_what_can_be_seen_is_a_name() -> None:
    for name in ("王", "a", "\u200ba", "👩\u200d🔧", "-", "\ufffd", "e\u0301", "\ue000", "."):
        assert not is_blank(name)
    assert is_blank("")
    assert mend("王 a\n\u200b") == "王 a\n\u200b"


def test_a_prompt_shows_stored_text_harmless_and_mends_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import questionary

    from leadq.ask import Choice
    from leadq.ask.terminal import TerminalAsker

    asked: list[str] = []
    typed = ["y", " a\udcff\0b ", " a\udcff\0b "]

    class Question:
        application = SimpleNamespace(key_bindings=KeyBindings())

        def unsafe_ask(self) -> str:
            return typed.pop()

    def put(words: str, **options: Any) -> Question:
        asked.extend([words, *(choice.title for choice in options.get("choices", ()))])
        return Question()

    monkeypatch.setattr(questionary, "text", put)
    monkeypatch.setattr(questionary, "select", put)
    asker = TerminalAsker(color=False)
    bad = f"{KINDS['codes']} {KINDS['unseen']} {'x' * 5000}"
    assert asker.ask_text(bad) == "a\ufffd\ufffdb"
    assert REMARK["en"] in capsys.readouterr().err
    asker.choose(bad, [Choice(bad, "1")])
    asker.confirm(bad)
    assert len(asked) == 4
    assert not steering("".join(asked)) and "\n" not in "".join(asked)
    assert max(map(len, asked)) < 500


@pytest.mark.parametrize("option", ["--config", "--db"])
@pytest.mark.parametrize("name", ["~nobody-of-this-name/x", "n" * 5000, "\0", "/dev/null/x"])
def test_impossible_files(option: str, name: str, run: Callable[..., Any]) -> None:
    for call in (["list"], ["backup"], ["doctor"], ["config", "path"], ["add", "x"]):
        result = run(*call, option, name)
        assert result.code in (0, 1, 3, 4), (call, result)
        assert "Error:" not in result.err, (call, result)
    (Path(os.environ["LEADQ_HOME"]) / ".leadq.toml").write_text('db = "~nobody-of-this-name/y"')
    assert "Error:" not in run("list").err
