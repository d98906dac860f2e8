"""What gave way is told in words: no field, no word of the program, by its name in the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadq.i18n import set_language
from leadq.render.team.conflicts import show_conflicts
from leadq.store.team.lost import Lost
from leadq.store.team.shapes import GROUPS, PLAIN, REACHES, ROWS, SOFT

from .samples import make_look

FIELDS = [
    *((table, name) for table in ROWS for name in (*PLAIN[table], *GROUPS.get(table, ()))
      if name not in SOFT and name not in ("uid", "created_at")),
    (REACHES, REACHES),
]  # fmt: skip
CHOSEN = [
    ("followup", "state", ("open", "queued", "done", "moved", "cancelled")),
    ("followup", "set_by", ("rule", "rep")),
    ("followup", "by", ("visit", "phone", "sms", "email", "other")),
    ("promise", "state", ("open", "kept", "cancelled")),
    ("complaint", "state", ("open", "solved", "closed")),
    ("complaint", "satisfied", ("yes", "no")),
    ("contact", "role", ("approver", "decider", "supporter", "influencer", "gatekeeper")),
    ("contact", "attitude", ("for", "neutral", "against")),
    ("lead", "state", ("open", "won", "lost", "dropped", "left", "parked")),
]


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("en")


def seen(lost: Lost, capsys: pytest.CaptureFixture[str]) -> str:
    show_conflicts([(lost, None)], make_look("zh"))
    return capsys.readouterr().out.split("leadq conflicts")[0]


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_every_field_has_words(table: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = seen(Lost(table, "u", "l", name, "甲", "王", "乙", "李", 1), capsys)
    assert not any(letter.isascii() and letter.isalpha() for letter in shown), shown


@pytest.mark.parametrize(("table", "name", "words"), CHOSEN)
def test_every_word_of_the_program_is_translated(
    table: str, name: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    for word in words:
        value = [word, None] if table == "lead" else word
        shown = seen(Lost(table, "u", "l", name, value, "王", None, "李", 1), capsys)
        assert word not in shown


@pytest.mark.parametrize(("lang", "shown"), [("en", "Equipment"), ("zh", "设备")])
def test_a_trade_is_called_by_its_name(
    lang: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_language(lang)
    look = make_look(lang).changed(trade=lambda _id: shown)
    show_conflicts(
        [(Lost("lead", "u", "l", "profile", "equipment", "王", "x", "李", 1), None)], look
    )
    assert f"{shown} (王)" in capsys.readouterr().out.replace("（", " (").replace("）", ")")
