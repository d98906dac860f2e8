"""Data for programs: the keys of the contract, in its order, whole and language-free."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadq.i18n import set_language
from leadq.render.card.card_data import show_json
from leadq.render.followup.due import show_due
from leadq.render.grading.grade import show_grade
from leadq.render.leads.card import show_card
from leadq.render.leads.leads import show_leads
from leadq.render.parts.data import due_json, grade_json, lead_json
from leadq.render.parts.goals import goal_text
from leadq.render.parts.out import write_json
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.grading.card import read_grade
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.lead_card import read_lead_card

from ..samples import CHEN, OUYANG, WANG, make_desk, make_look

LEAD = [
    "number", "id", "name", "title", "company", "phones", "emails", "wechat", "address",
    "region", "source", "product", "profile", "owner", "status", "budget", "need_by", "tags",
    "note", "grade", "grade_best", "grade_by", "holds_until", "recheck", "man", "signals",
    "touches", "created_on", "last_touch", "next", "extra"
]  # fmt: skip
DUE = [
    "group", "kind", "days_late", "touch_number", "promise", "promise_id", "birthday",
    "clashes_with", "escalated",
]  # fmt: skip
MORE = [
    "on", "key_customer", "referred_by", "amount", "reason", "left_kind", "parked_until",
    "grade_card", "facts", "play", "notes",
    "objections",
    "contradictions", "promises", "contacts", "purchases", "complaints", "customer", "planned",
    "brought_by", "brought", "talks",
    "talks_total", "questions", "touch_number", "snoozed", "consent", "person"
]  # fmt: skip
GRADE = [
    "number", "on", "profile", "grade", "grade_best", "computed", "override", "holds_until",
    "recheck", "class", "man", "signals", "criteria", "missing_for_next", "next_question",
    "follow_up"
]  # fmt: skip


def test_a_lead_has_the_keys_of_the_contract(desk: Desk) -> None:
    data = lead_json(read_lead_card(desk, WANG).lead)
    assert list(data) == LEAD
    assert data["phones"] == ["+8613800138000"]
    assert data["budget"] == 1180000
    assert data["next"] == {
        "on": "2026-11-19",
        "by": "phone",
        "goal": "谈定 JS220 的价格",
        "time": None,
        "place": None,
    }
    assert lead_json(read_lead_card(desk, CHEN).lead)["next"] is None


def test_due_adds_why(desk: Desk) -> None:
    rows = [due_json(item) for item in list_due(desk).items]
    assert [list(row) for row in rows] == [[*LEAD, *DUE]] * 7
    assert [row["group"] for row in rows] == [
        "overdue",
        "overdue",
        "overdue",
        "promise",
        "overdue",
        "today",
        "no_next",
    ]
    promised = next(row for row in rows if row["group"] == "promise")
    assert (promised["promise"], promised["promise_id"]) == ("JS220 的书面报价", 1)
    assert next(row for row in rows if row["group"] == "no_next")["days_late"] is None


def test_a_grade_explains_itself(desk: Desk) -> None:
    data = grade_json(read_grade(desk, WANG))
    assert list(data) == GRADE
    assert (data["grade"], data["holds_until"], data["class"]) == (
        "B",
        "2027-01-11",
        "target_strong",
    )
    assert data["man"] | {"advice": ""} == {
        "code": "MAN",
        "verdict": "prospect",
        "best": "prospect",
        "worst": "prospect",
        "advice": "",
        "unknown": [],
    }
    assert data["signals"] == {
        "met": ["need", "money", "intent", "no_obstacle"],
        "missing": ["pain"],
        "unknown": [],
        "count": 4,
        "source_odds": 80,
    }
    assert data["criteria"][2] == {
        "id": "money",
        "level": "A",
        "state": "stale",
        "fact": "money",
        "value": "yes",
        "noted_on": "2026-08-20",
    }
    assert data["missing_for_next"] == ["need_by"]
    assert data["next_question"] == {"fact": "money", "text": "Is the money still there?"}
    assert data["follow_up"] == {"on": "2026-11-19", "by": "phone", "goal": "谈定 JS220 的价格"}


def test_what_is_not_known_is_null(desk: Desk) -> None:
    data = grade_json(read_grade(desk, OUYANG))
    assert (data["grade"], data["grade_best"], data["class"], data["override"]) == (
        None,
        "A",
        None,
        None,
    )
    assert data["man"]["unknown"] == ["need", "money", "authority"]
    assert data["criteria"][0]["value"] is None
    assert grade_json(read_grade(desk, CHEN))["follow_up"] is None


def test_only_words_follow_the_language(desk: Desk) -> None:
    def tokens(data: dict[str, Any]) -> dict[str, Any]:
        words = {"next_question": None, "man": data["man"] | {"advice": None}}
        return data | words

    card = read_grade(desk, WANG)
    english = grade_json(card)
    set_language("zh")
    chinese = grade_json(card)
    assert tokens(english) == tokens(chinese)
    assert chinese["next_question"]["text"] == "这笔钱现在到位了吗？"
    assert chinese["man"]["advice"] == "理想的销售对象，约他见面"


def test_numbers_and_overrides(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("店", profile="retail"))
    note_facts(desk, "1", {"outlet_volume": "1200", "engagement": "comparing"})
    override_grade(desk, "1", "A", "老客户")
    data = grade_json(read_grade(desk, "1"))
    assert data["override"] == {"grade": "A", "reason": "老客户", "set_on": "2026-11-23"}
    assert (data["grade"], data["computed"]) == ("A", None)


def test_the_card_is_the_lead_and_more(desk: Desk) -> None:
    data = show_json(read_lead_card(desk, WANG))
    assert list(data)[: len(LEAD)] == LEAD
    assert list(data)[len(LEAD) :] == MORE
    assert data["contacts"][0] == {
        "name": "赵工",
        "role": "influencer",
        "attitude": None,
        "phone": None,
        "note": "看重油耗",
    }
    assert [talk["on"] for talk in data["talks"]] == ["2026-11-18", "2026-11-16", "2026-11-10"]
    assert data["talks_total"] == 4
    every = show_json(read_lead_card(desk, WANG), every=True)["talks"]
    assert (len(every), every[:3]) == (4, data["talks"])
    (objection,) = data["objections"]
    assert (objection["text"], objection["kind"]) == ("比三一贵 8 万", "price")
    assert (data["customer"], data["purchases"], data["complaints"]) == (None, [], [])
    assert data["promises"][1] == {"id": 1, "text": "JS220 的书面报价", "due_on": "2026-11-23"}
    assert data["touch_number"] == 4


def test_json_is_what_was_built(desk: Desk, see: Callable[..., str]) -> None:
    due, card, grade = list_due(desk), read_lead_card(desk, WANG), read_grade(desk, WANG)
    look = make_look("zh", "json")
    assert json.loads(see(lambda: show_due(due, look), "zh"))[0]["number"] == 1
    assert json.loads(see(lambda: show_card(card, look), "zh"))["grade_card"]["number"] == 1
    assert json.loads(see(lambda: show_grade(grade, look), "zh"))["on"] == "2026-11-23"


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_is_whole_and_flat(desk: Desk, see: Callable[..., str]) -> None:
    listing, due = list_leads(desk, Filter(sort="number")), list_due(desk)
    rows = read_csv(see(lambda: show_leads(listing, make_look("zh", "csv")), "zh"))
    assert rows[0]["phones"] == "(+86) 138 0013 8000"
    assert (rows[0]["next_on"], rows[0]["next_by"]) == ("2026-11-19", "phone")
    assert rows[0]["next_goal"] == "谈定 JS220 的价格"
    assert rows[4]["company"] == "Müller & Söhne Erdbewegung und Tiefbau GmbH"
    assert rows[3]["next_on"] == ""
    header = see(lambda: show_due(due, make_look("en", "csv")), "en").splitlines()[0].split(",")
    assert header == [
        column
        for key in [*LEAD, *DUE]
        for column in (
            [f"next_{part}" for part in ("on", "by", "goal", "time", "place")]
            if key == "next"
            else [key]
        )
    ]


def test_csv_of_a_grade_has_a_row_for_each_criterion(desk: Desk, see: Callable[..., str]) -> None:
    card = read_grade(desk, WANG)
    rows = read_csv(see(lambda: show_grade(card, make_look("en", "csv")), "en"))
    assert [row["id"] for row in rows] == ["engagement", "reason", "money", "plan", "need_by"]
    assert rows[-1] == {
        "id": "need_by",
        "level": "B",
        "state": "met",
        "fact": "need_by",
        "value": "2027-02-11",
        "noted_on": "2026-11-02",
    }


def test_no_cell_is_a_formula(tmp_path: Path, see: Callable[..., str]) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("=cmd|' /C calc'!A0", tags=["@a", "b"], need_by=date(2027, 1, 1)))
    listing = list_leads(desk, Filter())
    (row,) = read_csv(see(lambda: show_leads(listing, make_look("en", "csv")), "en"))
    assert row["name"] == "'=cmd|' /C calc'!A0"
    assert row["tags"] == "'@a; b"


@pytest.mark.parametrize(
    ("stored", "en", "zh"),
    [
        ("@decide", "bring about the decision", "促成决定"),
        ("@farm.B", "take it one step further", "推进一步"),
        ("bring [red]\x1b[31m", "bring [red][31m", "bring [red][31m"),
        ("@王总", "@王总", "@王总"),
        ("@nobody.else", "@nobody.else", "@nobody.else"),
    ],
)
def test_goals_are_words(stored: str, en: str, zh: str) -> None:
    assert goal_text(stored) == en
    set_language("zh")
    assert goal_text(stored) == zh


def test_a_trade_words_its_own_goals() -> None:
    assert goal_text("@farm.B", lambda stored: f"own {stored}") == "own @farm.B"
    assert goal_text("@advance", lambda stored: "own") == "take it one step further"


def test_what_is_passed_through_is_written_as_if_it_were_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def build(make: Callable[[list[Any]], Any]) -> Any:
        rows = make([{"a": 1}, {"a": date(2026, 9, 1)}])
        inner = {"name": "x\ny", "rows": rows, "none": make([])}
        return [inner, {"sections": {"late": make(list(range(3)))}}, {"plain": [1]}]

    write_json(build(iter))
    passed = json.loads(capsys.readouterr().out)
    write_json(build(list))
    assert passed == json.loads(capsys.readouterr().out)
