"""A source is found by each of its names and spellings, whichever way the search goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import SORT_FIELDS, count_leads, find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.leads.browse import list_leads

from ..helpers import add, make_desk

SOURCES = ("展会", "Fair", "  trade show ", "referral", None, "展会", "Zoo", "a\0b", "EXPO")
AT_FAIRS = {0, 1, 2, 5, 8}
GRADES = ((), ("none",), ("A", "none"), ("A", "B", "C", "none"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with a lead of each of SOURCES; no test changes it."""
    made = make_desk(tmp_path_factory.mktemp("sources"))
    for place in range(len(SOURCES)):
        add(made, f"Lead{place}", {})
    with made.write("test") as unit:
        unit.conn.executemany(
            "UPDATE lead SET source = ? WHERE name = ?",
            [(source, f"Lead{place}") for place, source in enumerate(SOURCES)],
        )
    return made


def found(desk: Desk, wanted: Filter) -> set[int]:
    with desk.read() as conn:
        return {one - 1 for one in find_leads(conn, wanted, desk.today)}


@pytest.mark.parametrize("sort", SORT_FIELDS)
@pytest.mark.parametrize("grades", GRADES)
def test_every_way_of_looking_finds_the_same(
    desk: Desk, sort: str, grades: tuple[str, ...]
) -> None:
    for typed in ("展会", "fair", "Trade Show"):
        wanted = Filter(source=typed, sort=sort, grades=grades)
        assert found(desk, wanted) == AT_FAIRS
        assert found(desk, wanted._replace(limit=99)) == AT_FAIRS
        assert len(found(desk, wanted._replace(limit=2))) == 2
        assert found(desk, wanted._replace(text="lead")) == AT_FAIRS
        with desk.read() as conn:
            assert count_leads(conn, wanted._replace(limit=2), desk.today) == len(AT_FAIRS)


def test_a_source_of_ones_own_is_found_by_its_name(desk: Desk) -> None:
    assert found(desk, Filter(source="zoo", grades=("none",))) == {6}
    assert found(desk, Filter(source="a\0b")) == {7}
    assert found(desk, Filter(source="nowhere", grades=("none",))) == set()


def test_a_store_without_a_lead_has_no_source(tmp_path: Path) -> None:
    assert list_leads(make_desk(tmp_path), Filter(source="fair", grades=("A",))).total == 0
