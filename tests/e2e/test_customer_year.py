"""A customer's year, day by day: won, delivered, served, seen again, lost and won back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_a_year_with_a_customer(run: Run) -> None:
    def on(day: str, *words: str) -> str:
        done = run(*words, env={"LEADQ_TODAY": day})
        assert done.code == 0, (words, done.err)
        return str(done.out)

    def card(day: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(on(day, "show", "1", "--json"))
        return found

    on("2026-01-05", "add", "Wang", "--phone", "13800138000", "--profile", "equipment")
    told = on("2026-01-12", "win", "1", "--amount", "500k")
    assert "Noted as a purchase: 500,000" in told and "delivery Mon 19 Jan" in told
    assert "CUSTOMERS" in on("2026-01-19", "due")
    assert "1 overdue" in on("2026-01-21", "due")
    told = on("2026-01-21", "log", "1", "--by", "visit", "handed over")
    assert "Rule of thumb" not in told
    assert [one["kind"] for one in card("2026-01-21")["planned"]] == ["revisit", "service"]
    on("2026-02-11", "log", "1", "all well")
    on("2026-03-02", "log", "1", "first service done")
    assert card("2026-03-02")["customer"]["next_revisit"] == "2026-04-01"
    on("2026-03-02", "edit", "1", "--key")
    assert card("2026-03-02")["customer"]["key"] is True
    assert card("2026-03-02")["customer"]["next_revisit"] == "2026-03-09"
    on("2026-04-10", "purchase", "1", "20k")
    assert run("purchase", "1", "20k", env={"LEADQ_TODAY": "2026-04-14"}).code == 1
    on("2026-05-05", "add", "Lee", "--phone", "13900139000", "--referred-by", "1")
    shown = on("2026-05-06", "show", "1")
    assert "brought 1: 2 Lee" in shown and "key customer" in shown
    assert not {"Grade", "MAN"} & set(shown.split())
    on("2026-11-02", "leave", "1", "--kind", "own_choice", "--reason", "went to a rival")
    assert card("2026-11-02")["next"] is None
    assert [one["number"] for one in json.loads(on("2026-11-03", "due", "--json"))] == [2]
    on("2026-11-20", "reopen", "1")
    back = card("2026-11-20")
    assert (back["status"], back["left_kind"], back["reason"]) == ("won", None, None)
    assert [one["kind"] for one in back["planned"]] == ["revisit"]
    on("2026-11-20", "undo")
    assert card("2026-11-20")["status"] == "left"
    on("2026-11-20", "undo", "--redo")
    assert card("2026-11-20")["status"] == "won"
