"""What the writer takes for the tables' columns is what the SQLModel tables say."""

from __future__ import annotations

import leadq.store.columns as written

from .columns import FILE, columns_text


def test_the_columns_are_those_of_the_tables() -> None:
    assert FILE.read_text("utf-8") == columns_text()


def test_what_is_written_holds_what_it_says() -> None:
    assert written.COLUMNS["lookup"] == ("lead_id", "keys")
    assert written.DEFAULTS["followup"] == {"state": "open"}
