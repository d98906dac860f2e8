"""Rows and the journal are written in one place; what else writes has a reason."""

from __future__ import annotations

import re
from pathlib import Path

import leadq

ROOT = Path(leadq.__file__).parent
_WRITING = re.compile(r"\b(?:INSERT (?:OR \w+ )?INTO|UPDATE [\"{\w]|DELETE FROM)")
_WRITERS = {
    "store/unit.py": "the writer",
    "store/numbers.py": "which ids are spent: told when rows are erased, which no undo takes back",
    "store/statements.py": "its texts",
    "store/meta.py": "the day of the last sync, which no undo takes back",
    "store/care/since.py": "a table of its own, gone at the end",
    "adapters/hub/make.py": "another database: the hub's",
    "store/repo.py": "outlooks: derived, not journalled",
    "store/care/undo.py": "puts back what the journal keeps",
    "store/joining/namesakes.py": "a table of its own, gone at the end",
    "store/joining/placeholders.py": "marks rows just inserted, which undo takes away as they are",
    "store/joining/referrals.py": "forgets who was erased, and no undo",
    "store/joining/staging.py": "a table of its own, gone at the end",
    "store/arriving/wishes.py": "a table of its own that lasts as long as the connection",
    "store/privacy/erasure.py": "takes rows out of the journal as well",
    "store/privacy/id_periods.py": "takes rows out of the journal as well",
    "store/privacy/people.py": "look-up keys: derived, in backups as well",
    "store/reminding/sent.py": "a file of its own beside the store",
    "store/privacy/suppression.py": "what outlives an erasure, and no undo",
}
_OF_TEAMS = "store/team/"
"""What is noted for the hub and heard from it, which no undo takes back."""


def test_nothing_else_writes() -> None:
    found = {
        file.relative_to(ROOT).as_posix()
        for file in ROOT.rglob("*.py")
        if _WRITING.search(file.read_text("utf-8")) and file.parent.name != "migrations"
    }
    assert {name for name in found if not name.startswith(_OF_TEAMS)} == set(_WRITERS)
