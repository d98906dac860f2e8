"""Activity lists, task lists and questionnaires of other programs, and workbooks of leadq's own."""

from __future__ import annotations

from typing import Any

import pytest

from leadq.errors import LeadqError
from leadq.exchange.columns.columns import BELONGING_COLUMNS
from leadq.exchange.columns.own_headers import column_name
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import open_sheet
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_order import Imported
from leadq.usecases.leads.history import tell_history
from leadq.usecases.privacy.erase import erase_people, plan_erasure

from ..bring_in import EVERY, bring_in, stored
from ..helpers import add, later, make_desk, rows
from ..state import read_state
from ..whole import bring, take_table


@pytest.fixture
def desk(desk: Desk) -> Desk:
    add(desk, "王建国", phones=["13800138000"], company="华北路桥")
    add(desk, "Ann", emails=["ann@x.cn"])
    desk.me = "张三"
    return desk


def reasons(result: Imported) -> list[tuple[int, str]]:
    return [(one.line, one.reason.key) for one in result.rejected]


TOUCHES = 't."by", outcome, on_day, at_time, said, t.owner'


def touches(desk: Desk) -> list[tuple[Any, ...]]:
    return rows(desk, f"SELECT l.name, {TOUCHES} FROM touch t JOIN lead l ON l.id = t.lead_id")


def test_long_lists_find_their_leads_as_short_ones_do(desk: Desk) -> None:
    add(desk, "ann", emails=["other@x.cn"])
    names = ["王建国", "华北路桥", "WANG", "Ann", *["王建国"] * 30, "华北路桥", "WANG", "ANN"]
    table = "客户姓名,跟进时间\n" + "".join(f"{name},2026-11-20\n" for name in names)
    result = bring_in(desk, table, what="touches")
    last = len(names) + 1
    assert reasons(result) == [
        (4, "row_without_lead"), (5, "row_of_many_leads"),
        (last - 1, "row_without_lead"), (last, "row_of_many_leads"),
    ]  # fmt: skip
    assert {name for name, *_rest in touches(desk)} == {"王建国"}
    assert result.brought["touches"].new == len(names) - 4


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("what", ["touches", "followups", "facts", "purchases"])
def test_columns_of_leadq_s_own_are_called_as_the_file_has_them(
    desk: Desk, what: str, lang: str
) -> None:
    heads = [column_name(name, lang) for name in BELONGING_COLUMNS[what]]
    day = column_name("noted_on" if what == "facts" else "on_day", lang)
    needed = column_name("value", lang) if what == "facts" else day
    table = ",".join("wann" if name == needed else name for name in heads) + "\n" + "x,x,"
    with pytest.raises(LeadqError, match="no_table_columns") as refused:
        bring_in(desk, table)
    told = refused.value.params
    assert told["columns"] == ["wann" if name == needed else name for name in heads]
    with pytest.raises(LeadqError, match="no_column") as refused:
        bring_in(desk, table, mapping={"wo": "date"})
    assert refused.value.params["columns"] == told["columns"]
    owner = column_name("owner", lang)
    field = "value" if what == "facts" else "date"
    result = bring_in(desk, table, mapping={"wann": field, owner: "owner"})
    assert (result.what, result.columns["wann"], result.columns[owner]) == (what, field, "owner")


def test_a_table_of_leadq_s_own_is_known_without_the_columns_that_were_deleted(desk: Desk) -> None:
    log_touch(desk, "1", Contacted(desk.today, said="看了现场"))
    table = take_table(desk, "touches")
    text = table.read_text(encoding="utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()]
    there = [place for place, name in enumerate(lines[0]) if name not in ("objection", "at_time")]
    assert len(there) == len(lines[0]) - 2
    shorter = "\n".join(",".join(line[place] for place in there) for line in lines)
    result = bring_in(desk, shorter)
    assert (result.what, result.brought["touches"].known) == ("touches", 1)


def test_a_chinese_activity_list(desk: Desk) -> None:
    table = (
        "客户姓名,联系电话,跟进时间,跟进方式,跟进记录,跟进结果,跟进人\n"
        "王建国,,2026/11/20 14:30,上门拜访,看了现场,接通,李四\n"
        ",138 0013 8000,2026年11月19日,微信,报了价,客户说再想想,\n"
        "王建国,13800138000,2026-11-18 00:00,抖音,私信,未接通,\n"
    )
    result = bring_in(desk, table, what="touches")
    assert (reasons(result), result.brought["touches"].new) == ([], 3)
    assert touches(desk) == [
        ("王建国", "visit", "reached", "2026-11-20", "14:30", "看了现场", "李四"),
        ("王建国", "wechat", "reached", "2026-11-19", None, "报了价\n客户说再想想", "张三"),
        ("王建国", "other", "no_answer", "2026-11-18", None, "私信\n抖音", "张三"),
    ]
    again = bring_in(desk, table, what="touches", update=True)
    assert (again.brought["touches"].new, again.brought["touches"].known) == (0, 3)
    assert len(touches(desk)) == 3


def test_an_english_one_whose_days_come_first(desk: Desk) -> None:
    table = (
        "Contact Name;Activity Date;Type;Subject;Result\n"
        "Ann;13/11/2026;Call;asked for a quote;Connected\n"
        "Ann;01/11/2026;Email;sent it;\n"
    )
    bring_in(desk, table, what="touches")
    assert {row[3] for row in touches(desk)} == {"2026-11-13", "2026-11-01"}


def test_what_cannot_be_taken_is_told(desk: Desk) -> None:
    table = (
        "name,date,type,notes\nAnn,nonsense,call,x\nnobody,2026-11-20,call,x\n"
        "Ann,2026-12-24,call,ahead\nAnn,,call,x\nAnn,2026-11-20,call,good\n"
    )
    result = bring_in(desk, table, what="touches")
    assert reasons(result) == [
        (2, "row_bad_date"), (3, "row_without_lead"), (4, "touch_in_future"), (5, "row_bad_date"),
    ]  # fmt: skip
    assert result.brought["touches"].new == 1


def test_two_equal_rows_of_one_file_are_two_calls(desk: Desk) -> None:
    table = "name,date,type,notes\n" + "Ann,2026-11-20,call,no answer\n" * 2
    assert bring_in(desk, table, what="touches").brought["touches"].new == 2
    assert bring_in(desk, table, what="touches").brought["touches"].new == 0


def test_a_task_list_sets_the_next_step(desk: Desk) -> None:
    table = (
        "客户,计划时间,方式,目标,状态\n王建国,2026-12-08,拜访,看样机,待跟进\n"
        "Ann,2026-11-02,电话,报价,已完成\n"
    )
    before = read_state(desk)
    result = bring_in(desk, table, what="followups")
    assert (result.brought["followups"].new, reasons(result)) == (2, [])
    wang, ann = stored(desk)
    assert wang["next"] == {
        "on": "2026-12-08", "by": "visit", "goal": "看样机", "time": None, "place": None,
    }  # fmt: skip
    assert ann["next"] is not None
    assert ann["next"]["on"] == "2026-11-24"
    after = read_state(desk)
    undo_last(desk)
    assert read_state(desk) == before
    redo_last(desk)
    assert read_state(desk) == after


def test_answers_of_a_questionnaire_grade_the_lead(desk: Desk) -> None:
    table = (
        "姓名,问题,答案,日期\n王建国,money,有,2026-11-20\n王建国,need,是,2026-11-20\n"
        "王建国,authority,yes,2026-11-20\n王建国,monye,有,2026-11-20\n王建国,need,vielleicht,\n"
    )
    result = bring_in(desk, table, what="facts")
    assert reasons(result) == [(5, "unknown_fact"), (6, "bad_fact_value")]
    assert stored(desk)[0]["man"] == "MAN"


@pytest.mark.parametrize(
    ("what", "table", "key"),
    [
        ("touches", "notes,type\nx,call\n", "no_table_columns"),
        ("facts", "name,money\nAnn,yes\n", "no_table_columns"),
        ("followups", "Ann\nx\n", "no_table_columns"),
    ],
)
def test_a_table_without_what_it_needs_is_refused(
    desk: Desk, what: str, table: str, key: str
) -> None:
    with pytest.raises(LeadqError, match=key):
        bring_in(desk, table, what=what)


def test_a_column_can_be_named(desk: Desk) -> None:
    table = "who,when,how it went\nAnn,2026-11-20,fine\n"
    said = {"who": "name", "when": "date", "how it went": "said"}
    bring_in(desk, table, what="touches", mapping=said)
    assert [row[5] for row in touches(desk)] == ["fine"]
    with pytest.raises(LeadqError, match="no_table_field"):
        bring_in(desk, table, what="touches", mapping={"who": "nobody"})


def test_columns_that_mean_nothing_are_told(desk: Desk) -> None:
    result = bring_in(desk, "name,date,weather\nAnn,2026-11-20,rain\n", what="touches")
    assert [(one.key, one.params["columns"]) for one in result.remarks] == [
        ("columns_unread", ["weather"])
    ]


def test_a_number_counts_only_without_an_id(desk: Desk) -> None:
    table = "number,date\n2,2026-11-20\n"
    assert bring_in(desk, table, what="touches").brought["touches"].new == 1
    table = "number,lead_id,date\n2,01a20606-35c0-7548-9b2c-f7186b571265,2026-11-20\n"
    assert reasons(bring_in(desk, table, what="touches")) == [(2, "row_without_lead")]


def test_who_was_erased_does_not_come_back_by_a_table(desk: Desk) -> None:
    log_touch(desk, "1", Contacted(desk.today, said="x"))
    file = take_table(desk, "touches")
    kept = file.read_bytes()
    erase_people(desk, plan_erasure(desk, ["1"], ""))
    file.write_bytes(kept)
    result = bring(desk, file)
    assert (result.suppressed, reasons(result)) == (1, [])
    assert touches(desk) == []


def test_older_facts_end_no_grade_that_was_set_later(desk: Desk) -> None:
    """Facts take their place by when they were noted, whenever they come."""
    from leadq.usecases.grading.grade import override_grade

    (desk.store.parent / "there").mkdir()
    there = make_desk(desk.store.parent / "there")
    bring(there, take_table(desk, "leads"))
    older = later(desk, 1)
    note_facts(older, "1", {"engagement": "none"})
    file = take_table(older, "facts")
    boss = later(there, 2)
    note_facts(boss, "1", {"engagement": "bargaining", "reason": "yes"})
    override_grade(boss, "1", "A", "sure")
    bring(boss, file)
    lead = stored(boss)[0]
    assert (lead["grade"], lead["grade_by"]) == ("A", "rep")
    facts = rows(boss, "SELECT fact, value FROM fact ORDER BY created_at, uid")
    assert facts[0] == ("engagement", "none")
    told = [one.values for one in tell_history(boss, "1").entries if one.table == "fact"]
    assert [one["value"] for one in told] == ["bargaining", "yes", "none"]


def test_the_goals_of_the_program_follow_the_language(desk: Desk) -> None:
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "followups", EVERY)
        goals = {row[sheet.columns.index("goal_id")] for row in sheet.rows}
    assert goals == {"finish_questions"}
    there_folder = desk.store.parent / "there"
    there_folder.mkdir()
    there = make_desk(there_folder)
    for what in ("leads", "followups"):
        file = take_table(desk, what)
        words = file.read_text("utf-8-sig").replace("@finish_questions", "in words")
        file.write_text(words, "utf-8")
        bring(there, file)
    assert rows(there, "SELECT DISTINCT goal FROM followup") == [("@finish_questions",)]
