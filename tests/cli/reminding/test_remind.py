"""leadq remind, as people get it: by a chat's server, by mail, and not at all."""

from __future__ import annotations

import builtins
import json
import sys
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from leadq.adapters import notices
from leadq.config_file import FILE_NAME

from .servers import MailServer, WebServer, hanging_server, mail_server, web_server

Run = Callable[..., Any]
SECRET = "pa55word"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with web_server() as server:
        yield server


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def busy(run: Run) -> Run:
    """A rep with an appointment at half past two."""
    run("add", "王建国", "--company", "华北路桥", "--phone", "13800138000")
    run("next", "1", "today", "--time", "14:30", "--by", "visit", "--goal", "谈价格")
    return run


def settings(home: Path, text: str) -> None:
    (home / FILE_NAME).write_text(text, encoding="utf-8")


def paths(web: WebServer) -> list[str]:
    return [path for path, _title, _text in web.got]


def test_nothing_leaves_unless_an_address_is_named(busy: Run, web: WebServer) -> None:
    shown = busy("remind")
    assert (shown.code, shown.err) == (0, "")
    assert "APPOINTMENTS (1)\n14:30  1 王建国 · 华北路桥" in shown.out
    assert "138 0013 8000" in shown.out
    dry = busy("remind", "--to", web.url(SECRET), "--dry-run")
    assert (dry.out, dry.err) == (shown.out, "Would go to json://….\n")
    assert web.got == []


def test_a_chat_gets_it_once_a_day(busy: Run, web: WebServer) -> None:
    first = busy("remind", "--to", web.url(SECRET), "--lang", "zh")
    assert (first.code, first.out, first.err) == (0, "已发往 json://…。\n", "")
    ((path, title, body),) = web.got
    assert (path, title) == (f"/{SECRET}", "今日待办 · 2026-11-23 周一 · 全体")
    assert body.startswith("约好的（1）\n14:30  1 王建国 · 华北路桥（A?）：拜访 · 138 0013 8000")
    second = busy("remind", "--to", web.url(SECRET))
    assert (second.code, second.out) == (0, "json://… has got it today already.\n")
    assert len(web.got) == 1
    busy("remind", "--to", web.url(SECRET), "--again")
    busy("remind", "--to", web.url(SECRET), env={"LEADQ_TODAY": "2026-11-24"})
    assert len(web.got) == 3


def test_a_mail_is_plain_and_whole(busy: Run, mail: MailServer) -> None:
    assert busy("remind", "--to", mail.url(), "--lang", "zh").code == 0
    (got,) = mail.got
    assert got["Subject"] == "今日待办 · 2026-11-23 周一 · 全体"
    assert "rep@leadq.cn" in got["To"]
    assert "14:30  1 王建国 · 华北路桥" in got.get_body(("plain",)).get_content()


def test_who_failed_is_named_and_tried_again(
    busy: Run, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [web.url("one"), web.url(f"500/{SECRET}"), web.url(f"errcode/{SECRET}")]
    words = [word for url in urls for word in ("--to", url)]
    words += ["--to", f"xyz://{SECRET}", "--to", SECRET, "--to", f"json://{SECRET}.invalid/"]
    for _run in range(2):
        sent = busy("remind", *words)
        assert sent.code == 1
        assert SECRET not in sent.out + sent.err
        told = sent.err.splitlines()
        assert [line for line in told if "/6)" in line] == told[::2]
        assert told[0] == "json://… (2/6) answered with error 500."
        assert told[2] == "json://… (3/6) answered with error 93000."
        assert "no address" in told[4] and "no address" in told[6] and "reached" in told[8]
    failed = [f"/500/{SECRET}", f"/errcode/{SECRET}"]
    assert paths(web) == ["/one", *failed, *failed]


@pytest.mark.parametrize(
    "kind", ["json://127.0.0.1:{}/x", "mailto://127.0.0.1:{}?from=a@b.cn&mode=insecure"]
)
def test_a_server_that_hangs_keeps_nobody(
    busy: Run, web: WebServer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(notices, "SECONDS", 0.2)
    with hanging_server() as port:
        url = kind.format(port)
        sent = busy("remind", "--to", url, "--to", web.url("one"))
    assert (sent.code, sent.out) == (1, "Sent to json://… (2/2).\n")
    assert sent.err.startswith(f"{url.split(':')[0]}://… (1/2) has not answered within 0.2 seconds")
    assert len(sent.err.splitlines()) == 2


def test_the_settings_name_who_gets_what(busy: Run, home: Path, web: WebServer) -> None:
    rep, manager = web.url("rep"), web.url("manager")
    settings(home, f'remind = ["{rep}"]\nremind_manager = ["{manager}"]\nremind_mask = true\n')
    late = {"LEADQ_TODAY": "2026-12-30"}
    assert busy("remind", env=late).code == busy("remind", "--for", "经理", env=late).code == 0
    assert paths(web) == ["/rep", "/manager"]
    for _path, _title, body in web.got:
        assert "王***" in body and "建国" not in body and "谈价格" not in body
        assert "0013" not in body
    assert "hand over?" in web.got[1][2]
    busy("remind", "--to", web.url("elsewhere"), env=late)
    assert paths(web)[2:] == ["/elsewhere"]


def test_the_file_of_a_folder_sends_nothing(
    busy: Run, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("project").mkdir()
    monkeypatch.chdir("project")
    Path(FILE_NAME).write_text(f'remind = ["{web.url(SECRET)}"]\n', encoding="utf-8")
    shown = busy("remind")
    assert (shown.code, web.got) == (0, [])
    assert "APPOINTMENTS" in shown.out
    for words in (("config", "show"), ("config", "show", "--json"), ("config", "check")):
        told = busy(*words)
        assert SECRET not in told.out + told.err
    assert SECRET in busy("config", "trust").out, "who vouches for it sees where it sends"
    assert (busy("remind").code, paths(web)) == (0, [f"/{SECRET}"])


def test_an_address_is_no_ones_business(run: Run, home: Path, web: WebServer) -> None:
    settings(home, f'remind = ["{web.url(SECRET)}"]\n')
    told = run("config", "show", "--json")
    assert SECRET not in told.out + told.err
    row = next(row for row in json.loads(told.out) if row["key"] == "remind")
    assert row["value"] == ["json://…"]
    settings(home, f'remind = "{web.url(SECRET)}"\n')
    refused = run("remind")
    assert (refused.code, len(refused.err.splitlines())) == (4, 2)
    assert SECRET not in refused.out + refused.err


def test_nobody_is_called_for_nothing(run: Run, web: WebServer) -> None:
    quiet = run("remind", "--to", web.url("one"))
    assert (quiet.code, quiet.out, web.got) == (0, "", [])
    assert quiet.err == "Nothing is due today.\nSo nothing was sent.\n"


def test_without_the_extra_it_says_how_to_get_it(
    busy: Run, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = util.find_spec
    monkeypatch.setattr(
        notices, "find_spec", lambda name: None if name == "apprise" else find(name)
    )
    refused = busy("remind", "--to", web.url("one"))
    assert (refused.code, refused.out, web.got) == (1, "", [])
    assert refused.err.splitlines()[1] == "Install it: pip install 'leadq[remind]'"
    assert busy("remind").code == busy("remind", "--to", web.url("one"), "--dry-run").code == 0


def test_a_long_day_fits_into_a_message(run: Run, tmp_path: Path, web: WebServer) -> None:
    rows = "".join(
        f"顾客{n}号{'很长' * 40},1380013{n:04},2026-11-{10 + n % 14},{'王李张'[n % 3]}{n % 60}\n"
        for n in range(700)
    )
    file = tmp_path / "leads.csv"
    file.write_text(f"name,phone,next_on,owner\n{rows}", encoding="utf-8")
    run("import", str(file), env={"LEADQ_TODAY": "2026-11-01"})
    late = {"LEADQ_TODAY": "2026-12-30", "LEADQ_LANG": "zh"}
    for audience in ("rep", "manager"):
        data = json.loads(run("remind", "--for", audience, "--json", env=late).out)
        assert len(data["items"]) == 700
        assert len(f"{data['title']}\n\n{data['text']}".encode()) <= 2000
        assert "（700）" in data["text"] or data["text"].count("（12）") == 40
        assert run("remind", "--for", audience, "--to", web.url(audience), env=late).code == 0
        assert web.got[-1][1:] == (data["title"], data["text"])


def test_what_came_of_it_is_data_too(busy: Run, web: WebServer) -> None:
    sent = busy("remind", "--to", web.url("one"), "--to", web.url("500"), "--json")
    assert sent.code == 1
    assert json.loads(sent.out)["sent"] == [
        {"to": "json://… (1/2)", "state": "sent"},
        {"to": "json://… (2/2)", "state": "failed"},
    ]


def test_a_name_calls_nobody_in_a_chat(run: Run, web: WebServer) -> None:
    run("add", "@all <@everyone> a@b.cn", "--phone", "13800138000")
    run("next", "1", "today")
    run("remind", "--to", web.url("one"))
    assert "＠all <＠everyone> a@b.cn" in web.got[0][2]


def test_nothing_of_apprise_is_loaded_to_show_it(
    busy: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def watch(name: str, *rest: Any, **more: Any) -> Any:
        assert name.partition(".")[0] not in ("apprise", "requests")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", watch)
    assert busy("remind").code == busy("remind", "--to", "json://x", "--dry-run").code == 0


def test_apprise_itself_says_nothing(busy: Run, capfd: pytest.CaptureFixture[str]) -> None:
    busy("remind", "--to", f"json://127.0.0.1:1/{SECRET}", "--to", f"wecombot://{SECRET}!/?rto=x")
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    assert "apprise" in sys.modules


@pytest.mark.parametrize("mask", [(), ("--mask",)])
def test_the_check_of_a_complaint_is_put_into_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, mask: tuple[str, ...]
) -> None:
    run("add", "Ann")
    run("complaint", "1", "leaks", "--solved", "replaced")
    monkeypatch.setenv("LEADQ_TODAY", "2099-12-01")
    assert "promised: check on the complaint" in run("remind", *mask).out
    told = json.loads(run("remind", "--json", *mask).out)
    assert "check on the complaint" in [one["promise"] for one in told["items"]]
