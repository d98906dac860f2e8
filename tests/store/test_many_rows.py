"""Many rows in one statement, keys that rise."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

import pytest

from leadq.store import unit
from leadq.store.ids import each_uid, new_uid
from tests.usecases.bring_in import bring_in
from tests.usecases.helpers import make_desk, rows

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TABLES = {
    "lead": "number, name, company, status, tags, extra, owner, created_on, created_at",
    "reach": "id, lead_id, kind, typed, e164, norm",
    "lookup": "lead_id, keys",
    "fact": "id, lead_id, fact, value, noted_on, owner, created_at",
    "followup": 'id, lead_id, on_day, "by", goal, set_by, set_on, slot, state, owner, created_at',
    "outlook": "*",
    "journal": "tbl, op, row_first, row_last",
}


def make_table(count: int) -> str:
    """Return a table of leads, no two alike, some with a need-by day."""
    lines = ["name,phone,email,need by,tags,industry"]
    for n in range(count):
        need_by = f"2027-01-{n % 28 + 1:02d}" if n % 3 else ""
        lines.append(f"N{n},1380013{n:04d},n{n}@x.example,{need_by},{'vip' * (n % 2)},{n}")
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("marks", [1, 40, 2000])
def test_rows_land_alike_however_many_go_at_once(
    marks: int, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for most in (marks, 7):
        monkeypatch.setattr(unit, "_MOST_MARKS", most)
        desk = make_desk(tmp_path_factory.mktemp("store"))
        assert bring_in(desk, make_table(150)).new == 150
        found.append(
            {table: rows(desk, f"SELECT {what} FROM {table}") for table, what in TABLES.items()}
        )
    assert found[0] == found[1]


def test_keys_of_many_rows_rise_and_stay_of_version_7() -> None:
    uids = list(islice(each_uid(NOW), 500))
    assert uids == sorted(set(uids))
    assert all(UUID(uid).version == 7 and str(UUID(uid)) == uid for uid in uids)
    assert {uid[:13] for uid in uids} == {new_uid(NOW)[:13]}
    assert next(each_uid(NOW)) not in uids
