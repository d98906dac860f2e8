"""A lead's card and number as QR codes, seen as a phone's camera sees them."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import vobject

from leadq.render.leads import phone_code
from leadq.render.parts.lines import Line
from leadq.render.parts.look import Look
from leadq.usecases.exporting.phone_codes import CARD, TEL, PhoneCode, PhoneCodes

from ..camera import Cell, read_screen

Run = Callable[..., Any]
TEXT = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王建国\r\nN:;王建国;;;\r\nEND:VCARD\r\n"
GREYS = {"#ffffff": 255, "#000000": 0}


def cells(line: Line) -> list[Cell]:
    found = []
    for piece in line:
        ink, _, ground = piece.style.partition(" on ")
        found += [(sign, GREYS[ink], GREYS[ground]) for sign in piece.text]
    return found


@pytest.mark.parametrize("ground", [0, 40, 215, 255])
def test_a_camera_reads_it_on_dark_and_light_screens(
    ground: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="gbk"))
    codes = PhoneCodes(1, (PhoneCode(CARD, TEXT),))
    look = Look("table", True, "zh", "CN", date(2026, 11, 23))
    drawn = [cells(line) for line in phone_code._draw(codes, look)]
    assert read_screen(drawn, ground) == [TEXT]


@pytest.mark.parametrize(("ink", "ground"), [(220, 20), (30, 245)])
def test_without_colours_too(run: Run, ink: int, ground: int) -> None:
    run("add", "王建国", "--company", "华北路桥; 一处", "--phone", "13800138000")
    shown = run("show", "1", "--qr")
    assert (shown.code, shown.err) == (0, "")
    rows = [[(sign, ink, ground) for sign in line] for line in shown.out.splitlines()]
    (text,) = read_screen(rows, ground)
    card = vobject.readOne(text)
    assert (card.fn.value, card.org.value) == ("王建国", ["华北路桥; 一处"])
    assert card.tel.value == "+8613800138000"


def test_the_number_to_dial(run: Run) -> None:
    run("add", "Ann", "--phone", "010-6655 7788 转 12", "--phone", "+86 138 0013 8000")
    for words in (("show", "1", "--qr", "tel"), ("show", "--qr=tel", "1")):
        shown = run(*words)
        rows = [[(sign, 255, 0) for sign in line] for line in shown.out.splitlines()]
        assert read_screen(rows, 0) == [json.loads(run(*words, "--json").out)["text"]]
    assert json.loads(run("show", "1", "--qr", "tel", "--json").out) == {
        "number": 1, "kind": "tel", "text": "tel:01066557788",
    }  # fmt: skip


def sizes(monkeypatch: pytest.MonkeyPatch, columns: int, rows: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(phone_code, "_screen_height", lambda: rows)


def kinds(run: Run) -> str:
    shown = run("show", "1", "--qr")
    assert shown.code == 0
    rows = [[(sign, 255, 0) for sign in line] for line in shown.out.splitlines()]
    assert len(rows) < phone_code._screen_height()
    assert max(map(len, rows)) <= int(os.environ["COLUMNS"])
    (text,) = read_screen(rows, 0)
    return f"{text.count('EMAIL')} {text.count('FN:')} {text.count('138001')} {shown.err.strip()}"


def test_what_has_no_room_is_left_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "Ann", "--company", "Maurice", "--phone", "13800138000", "--email", "a@maurice.cn")
    sizes(monkeypatch, 80, 60)
    assert kinds(run) == "1 1 1 "
    sizes(monkeypatch, 80, 22)
    assert kinds(run).startswith("0 1 1 Name and number only")
    sizes(monkeypatch, 33, 60)
    assert kinds(run).startswith("0 0 1 The number only")
    sizes(monkeypatch, 20, 60)
    refused = run("show", "1", "--qr")
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 2)
    assert "20 columns and 60 rows" in refused.err


def test_who_has_no_number(run: Run) -> None:
    run("add", "Ann", "--wechat", "ann_b")
    refused = run("show", "1", "--qr", "tel")
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 2)
    found = json.loads(run("show", "1", "--qr", "card", "--json").out)
    assert found["kind"] == CARD and "X-WECHAT:ann_b" in found["text"]


def test_a_very_long_lead_still_has_its_number(run: Run) -> None:
    run("add", "x" * 4000, "--phone", "13800138000", "--address", "y" * 4000)
    shown = run("show", "1", "--qr")
    rows = [[(sign, 255, 0) for sign in line] for line in shown.out.splitlines()]
    assert read_screen(rows, 0) == ["tel:+8613800138000"]


def test_what_cannot_be_drawn_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "Ann", "--phone", "13800138000")
    monkeypatch.setattr(phone_code, "stdout_can", lambda _shown: False)
    assert run("show", "1", "--qr").code == 1
    assert run("show", "1", "--qr", "--on", "today").code == 2
    assert run("show", "1", "--qr", TEL, "--json").code == 0
