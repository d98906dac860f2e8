"""Records with records in them as rows of a table."""

from __future__ import annotations

from leadq.domain.fields import FIELDS
from leadq.exchange.tables.json_cells import flat_record, unwrap


def test_what_is_nested_goes_by_its_path() -> None:
    record = {
        "id": 7,
        "properties": {"firstname": "Ann", "company": {"name": "Acme"}},
        "phones": [{"type": "work", "value": "1"}, {"type": "home", "value": "2"}],
        "tags": ["a", "b"],
        "none": {},
    }
    assert flat_record(record) == {
        "id": 7,
        "properties / firstname": "Ann",
        "properties / company / name": "Acme",
        "phones / type": ["work", "home"],
        "phones / value": ["1", "2"],
        "tags": ["a", "b"],
        "none": {},
    }


def test_fields_in_a_list_go_by_their_names() -> None:
    record = {
        "field_data": [
            {"name": "email", "values": ["a@x.example"]},
            {"name": "city", "values": ["Omaha"]},
        ]
    }
    assert flat_record(record) == {"email": ["a@x.example"], "city": ["Omaha"]}


def test_leadqs_own_records_keep_what_is_nested() -> None:
    record = dict.fromkeys(one.name for one in FIELDS) | {
        "extra": {"a": {"b": 1}},
        "next": {"on": "x", "by": "phone"},
    }
    flat = flat_record(record)
    assert flat["extra"] == {"a": {"b": 1}}
    assert (flat["next_on"], flat["next_by"], flat["next_goal"]) == ("x", "phone", None)


def test_records_in_an_answer_are_taken_out_of_it() -> None:
    rows = [{"name": "Ann"}, {"name": "Bob"}]
    for answer in ({"data": rows}, {"ok": True, "data": {"total": 2, "results": rows, "x": [{}]}}):
        assert list(unwrap(iter([answer]))) == rows
    lead = {"name": "Ann", "phones": [{"value": "1"}]}
    assert list(unwrap(iter([lead]))) == [lead]
    assert list(unwrap(iter(rows))) == rows
