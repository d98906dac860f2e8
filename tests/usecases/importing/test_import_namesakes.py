"""Rows that nobody can be reached by: the same again is known, anything else is a new lead."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadq.usecases.desk import Desk
from leadq.usecases.importing.import_order import Imported

from ..bring_in import bring_in, stored
from ..helpers import make_desk

HEAD = "name,company,address,note,store no\n"


def remarks(result: Imported) -> dict[str, int]:
    return {one.key: one.params.get("count", 0) for one in result.remarks}


def test_the_same_file_again_is_known(desk: Desk) -> None:
    table = HEAD + "Ann Lee,Acme,,wants two,\nBo Li,,,,\n,Corner Shop,Main St 1,,7\n"
    assert bring_in(desk, table).new == 3
    again = bring_in(desk, table)
    assert (again.new, again.known, remarks(again)["known_by_name"]) == (0, 3, 3)
    assert len(stored(desk)) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (",Corner Shop,Main St 1,,", ",Corner Shop,Main St 2,,"),
        (",Corner Shop,,,7", ",Corner Shop,,,8"),
        ("Ann Lee,,,wants two,", "Ann Lee,,,wants three,"),
        ("Ann Lee,,Leeds,,", "Ann Lee,,York,,"),
        ("Ann Lee,Acme,Leeds,,", "Ann Lee,Acme,York,,"),
    ],
)
@pytest.mark.parametrize("files", [1, 2])
def test_who_may_be_another_is_a_lead_and_said(
    desk: Desk, one: str, other: str, files: int
) -> None:
    if files == 1:
        result = bring_in(desk, f"{HEAD}{one}\n{other}\n")
        assert result.new == 2
    else:
        bring_in(desk, f"{HEAD}{one}\n")
        result = bring_in(desk, f"{HEAD}{other}\n")
        assert result.new == 1
    assert remarks(result) == {"same_names": 1}
    assert len(stored(desk)) == 2


def test_a_person_of_a_company_is_the_same_with_another_note(desk: Desk) -> None:
    bring_in(desk, f"{HEAD}Ann Lee,Acme,Leeds,wants two,\n")
    result = bring_in(desk, f"{HEAD}ann lee,ACME,,wants three,\n")
    assert (result.new, result.known) == (0, 1)


def test_update_fills_what_is_empty(desk: Desk) -> None:
    bring_in(desk, f"{HEAD}Ann Lee,Acme,,,\n")
    result = bring_in(desk, f"{HEAD}Ann Lee,Acme,Leeds,,\n", update=True)
    assert (result.known, result.updated) == (1, 1)
    assert [lead["address"] for lead in stored(desk)] == ["Leeds"]


def test_a_row_with_a_phone_before_it_in_the_file_is_met(desk: Desk) -> None:
    result = bring_in(desk, "name,company,phone\nAnn Lee,Acme,+14155552671\nAnn Lee,Acme,\n")
    assert (result.new, result.known) == (1, 1)


WORDS = st.tuples(
    st.sampled_from(["", "Ann", "Bo"]),
    st.sampled_from(["", "Acme"]),
    st.sampled_from(["", "Leeds", "York"]),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "7"]),
)


@given(st.lists(WORDS, min_size=1, max_size=8))
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_a_file_imported_twice_adds_nobody(
    tmp_path_factory: pytest.TempPathFactory, listed: list[tuple[str, ...]]
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("twice"))
    table = HEAD + "Di,,,,\n" + "".join(f"{','.join(row)}\n" for row in listed)
    first, again = bring_in(desk, table), bring_in(desk, table)
    assert (again.new, again.known) == (0, first.new + first.known)
    assert len(stored(desk)) == first.new
