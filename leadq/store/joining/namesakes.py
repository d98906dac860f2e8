"""Finds leads by name and company alone, for rows that nobody can be reached by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from leadq.domain.fields import MONIES

_TABLE = """
CREATE TEMP TABLE namesake AS
SELECT lower(name) AS name, lower(coalesce(company, '')) AS company, id FROM lead
"""
_INDEX = "CREATE INDEX temp.namesake_name ON namesake (name, company)"
_ADD = """
INSERT INTO temp.namesake
SELECT lower(name), lower(coalesce(company, '')), id FROM lead WHERE id BETWEEN ? AND ?
"""
_CALLED_SO = (
    "FROM temp.namesake n JOIN lead l ON l.id = n.id"
    " WHERE n.name = lower(:name) AND n.company = lower(coalesce(:company, ''))"
)
_PLACE = ("title", "address", "region")
_NOT_ELSEWHERE = " AND ".join(
    f"(l.{field} IS NULL OR :{field} IS NULL OR l.{field} = :{field})" for field in _PLACE
)
_ALL_SAID = " AND ".join(
    f"(:{field} IS NULL OR l.{field} = :{field})"
    for field in (*_PLACE, "source", "product", *MONIES)
)
_ALL_SAID += " AND (:note IS NULL OR instr(l.note, :note)) AND (:extra = '{}' OR l.extra = :extra)"


class Namesakes:
    """The leads of a store by name and company, as they come and none goes; sorted when asked."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._is_sorted = False

    def find(self, fields: Mapping[str, Any], extra: str) -> tuple[int | None, int | None]:
        """Return the lead that a row is about, else one that is only called like it.

        A person of a company is the same where title, address and region do not say otherwise.
        Without a person or a company all that the row says must stand in the lead; ``extra`` is
        what it says besides, as it would be stored.
        """
        if not self._is_sorted:
            self._is_sorted = True
            for statement in ("DROP TABLE IF EXISTS temp.namesake", _TABLE, _INDEX):
                self._conn.execute(statement)
        params = {**fields, "extra": extra, "tags": None}
        names = {(fields["name"] or "").casefold(), (fields["company"] or "").casefold()} - {""}
        same = _NOT_ELSEWHERE if len(names) > 1 else _ALL_SAID
        for condition in (f" AND {same}", ""):
            query = f"SELECT n.id {_CALLED_SO}{condition} ORDER BY n.id LIMIT 1"
            if row := self._conn.execute(query, params).fetchone():
                return (row[0], None) if condition else (None, row[0])
        return None, None

    def hold(self, ids: Iterable[int]) -> None:
        """Note leads that have been added to the store."""
        listed = list(ids)
        if self._is_sorted and listed:
            self._conn.execute(_ADD, (listed[0], listed[-1]))
