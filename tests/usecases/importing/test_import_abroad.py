"""Tables from abroad: names of their parts, numbers of their country, days, amounts, birthdays."""

from __future__ import annotations

import pytest

from leadq.usecases.desk import Desk
from leadq.usecases.importing.import_order import Imported

from ..bring_in import bring_in, stored
from ..helpers import rows


def told(result: Imported, key: str) -> dict[str, object]:
    """Return what one remark says; nothing where it was not made."""
    return next((dict(one.params) for one in result.remarks if one.key == key), {})


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Фамилия,Имя,Отчество", "Орлова,Вера,Ильинична", "Вера Ильинична Орлова"),
        ("성,이름", "박,서준", "박서준"),
        ("Jméno,Příjmení", "Tomáš,Beneš", "Tomáš Beneš"),
        ("Họ,Tên", "Trần Thị,Mai", "Trần Thị Mai"),
        ("Name,Surname", "Grace,Okoro", "Grace Okoro"),
        ("Full Name,Last Name", "Grace Okoro,Okoro", "Grace Okoro"),
        ("姓,名,セイ,メイ", "高橋,実,タカハシ,ミノル", "高橋実"),
        ("Name,First Name,Last Name", "Ms. Ada Byron,Ada,Byron", "Ada Byron"),
        ("Name,First Name,Last Name", "Ada L. Byron,Ada,Byron", "Ada L. Byron"),
    ],
)
def test_parts_of_names_in_other_languages(desk: Desk, header: str, row: str, name: str) -> None:
    bring_in(desk, f"{header},Email\n{row},one@x.org\n")
    assert [lead["name"] for lead in stored(desk)] == [name]


@pytest.mark.parametrize(
    ("header", "number", "stored_as", "remark"),
    [
        ("이름,휴대폰", "010-3456-7890", "+821034567890", "phones_elsewhere"),
        ("氏名,携帯電話", "080-2345-6789", "+818023456789", "phones_elsewhere"),
        ("Vorname,Nachname,Telefon", "0531 81234567", "0531 81234567", "phones_unplaced"),
        ("Name,Phone", "0531-81234567", "+8653181234567", ""),
        ("이름,휴대폰", "13811112222", "+8613811112222", ""),
    ],
)
def test_a_number_from_abroad_is_never_one_of_home(
    desk: Desk, header: str, number: str, stored_as: str, remark: str
) -> None:
    result = bring_in(desk, f"{header}\n{'A,' * header.count(',')}{number}\n")
    (lead,) = stored(desk)
    assert lead["phones"] == [stored_as]
    assert [one.key for one in result.remarks if one.key.startswith("phones_")] == (
        [remark] if remark else []
    )


def test_the_numbers_with_a_code_tell_where_the_others_are_from(desk: Desk) -> None:
    table = "Vorname,Nachname,Telefon\nA,B,+43 1 5131234\nC,D,0512 5320200\n"
    result = bring_in(desk, table)
    assert [lead["phones"] for lead in stored(desk)] == [["+4315131234"], ["+435125320200"]]
    assert told(result, "phones_elsewhere")["region"] == "AT"


def test_the_country_of_a_row_tells_where_its_number_is_from(desk: Desk) -> None:
    table = "Name,Phone,Country\nA,030 901820,Germany\nB,010-62345678,China\nC,13811112222,US\n"
    result = bring_in(desk, table)
    assert [lead["phones"][0] for lead in stored(desk)] == [
        "+4930901820", "+861062345678", "+8613811112222",
    ]  # fmt: skip
    assert told(result, "phones_elsewhere") == {}


def test_customs_of_the_columns_language(desk: Desk) -> None:
    bring_in(desk, "Vorname,Nachname,Budget,Erstellt am\nA,B,12.500,03/11/2026\n")
    (lead,) = stored(desk)
    assert (lead["budget"], lead["created_on"]) == (12500, "2026-11-03")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4/17/1979", "1979-04-17"), ("1979-04-17", "1979-04-17"), ("--04-17", "--04-17"),
        ("1604-04-17", "--04-17"), ("4月17日", "--04-17"), ("19790417", "1979-04-17"),
    ],
)  # fmt: skip
def test_birthdays_are_facts(desk: Desk, cell: str, value: str) -> None:
    bring_in(desk, f"Name,Birthday\nAnn,{cell}\n")
    assert rows(desk, "SELECT fact, value FROM fact") == [("birthday", value)]
    assert stored(desk)[0]["extra"] == {}


def test_what_is_no_birthday_is_kept_aside(desk: Desk) -> None:
    result = bring_in(desk, "Name,Birthday\nAnn,0/0/00\nBo,spring\nCy,2031-01-01\n")
    assert rows(desk, "SELECT fact FROM fact") == []
    assert [lead["extra"] for lead in stored(desk)] == [
        {"Birthday": "0/0/00"}, {"Birthday": "spring"}, {"Birthday": "2031-01-01"},
    ]  # fmt: skip
    assert dict(result.unread) == {"Birthday": 1}


def test_a_birthday_fills_a_gap_and_replaces_none(desk: Desk) -> None:
    bring_in(desk, "Name,Phone,Birthday\nAnn,13811112222,\nBo,13811113333,1980-01-02\n")
    again = "Name,Phone,Birthday\nAnn,13811112222,1979-04-17\nBo,13811113333,1999-09-09\n"
    bring_in(desk, again, update=True)
    assert rows(desk, "SELECT value FROM fact ORDER BY lead_id") == [
        ("1979-04-17",), ("1980-01-02",),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["暂缓", "On Hold", "пауза", "Pausiert"])
def test_who_is_put_aside_without_a_day_comes_back(desk: Desk, word: str) -> None:
    table = f"Name,Status,Next Follow Up\nA,{word},\nB,{word},2026-12-24\n"
    result = bring_in(desk, table)
    leads = stored(desk)
    assert [lead["status"] for lead in leads] == ["parked", "parked"]
    assert [lead["parked_until"] for lead in leads] == ["2027-02-21", "2026-12-24"]
    assert told(result, "parked_for")["count"] == 1


def test_what_a_deal_may_bring_is_the_budget_where_no_column_is(desk: Desk) -> None:
    bring_in(desk, "Name,Expected Revenue\nA,12500\nB,0.0\n")
    assert [lead["budget"] for lead in stored(desk)] == [12500, None]
    bring_in(desk, "Name,Expected Revenue,Budget\nC,12500,300\n")
    assert (stored(desk)[2]["budget"], stored(desk)[2]["extra"]) == (
        300, {"Expected Revenue": "12500"},
    )  # fmt: skip


def test_a_note_in_html_is_its_text(desk: Desk) -> None:
    table = (
        'Name,Notes\nA,"<p>Call &amp; <b>quote</b></p><ul><li>10 kW</li></ul>"\n'
        "B,a < b and <3\nC,<p><br></p>\n"
    )
    bring_in(desk, table)
    notes = [lead["note"] for lead in stored(desk)]
    assert notes == ["Call & quote\n- 10 kW", "a < b and <3", None]


def test_the_lead_an_advertiser_tries_a_form_with_is_none(desk: Desk) -> None:
    table = (
        "full_name,phone_number,lead_status\n"
        "<test lead: dummy data for full_name>,p:<test lead: dummy data for phone_number>,CREATED\n"
        "Ann Ode,p:+14155550134,CREATED\n"
    )
    result = bring_in(desk, table)
    assert ([lead["name"] for lead in stored(desk)], result.totals) == (["Ann Ode"], [2])
    assert told(result, "status_unknown") == {}


def test_a_dotted_day_without_a_year_is_read_and_said(desk: Desk) -> None:
    result = bring_in(desk, "姓名,下次联系时间\n王,2026-12-05\n李,12.8\n")
    steps = [lead["next"] for lead in stored(desk)]
    assert [step["on"] for step in steps if step] == ["2026-12-05", "2026-12-08"]
    assert told(result, "day_order")["given"] == "12.8"


def test_numbers_whose_codes_stand_apart(desk: Desk) -> None:
    cell = '"[{""number"":""201234567"",""countryCode"":""NL"",""callingCode"":""+31""}]"'
    bring_in(desk, f"Name,Phone\nJan,{cell}\n")
    assert stored(desk)[0]["phones"] == ["+31201234567"]
