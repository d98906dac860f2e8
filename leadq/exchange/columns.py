"""The columns of leadq's own lead tables, in their order."""

from __future__ import annotations

LEAD_COLUMNS = (
    "number", "id", "name", "company", "phones", "emails", "wechat", "address", "region",
    "source", "product", "profile", "owner", "status", "budget", "need_by", "tags", "note",
    "grade", "grade_best", "grade_by", "holds_until", "recheck", "man", "signals", "touches",
    "created_on", "last_touch", "next_on", "next_by", "next_goal",
    "amount", "reason", "parked_until", "extra",
)  # fmt: skip
"""``extra`` is one cell with a JSON object; the lists are joined by ``values.join_values``."""

COMPUTED_COLUMNS = frozenset({
    "number", "grade", "grade_best", "grade_by", "holds_until", "recheck",
    "man", "signals", "touches", "last_touch",
})  # fmt: skip
"""Columns that follow from facts and touches: written, never read back."""

REJECT_COLUMNS = ("rejected_line", "rejected_reason")
"""Columns in front of rows that could not be taken; an import of those rows leaves them out."""
