"""The columns of leadq's own tables beside that of leads, and what tells all of them."""

from __future__ import annotations

from leadq.domain.fields import COMPUTED, named

CHANGED = "changed"
"""When each field was changed last: read back from leadq's own tables only."""

FACT_FIELD = "fact:"
"""Stands before a fact's id where a column of leads holds that fact."""

BELONGING_COLUMNS = {
    "touches": (
        "number", "lead", "id", "by", "outcome", "on_day", "at_time", "said", "objection", "owner",
        "created_at", "lead_id",
    ),
    "followups": (
        "number", "lead", "id", "on_day", "at_time", "place", "by", "goal", "set_by", "state",
        "reason", "owner", "set_on", "slot", "created_at", "updated_at", "goal_id", "lead_id",
    ),
    "facts": (
        "number", "lead", "id", "fact", "value", "note", "noted_on", "owner", "created_at",
        "lead_id",
    ),
    "purchases": (
        "number", "lead", "id", "on_day", "amount", "product", "note", "noted_by", "owner",
        "created_at", "updated_at", "lead_id",
    ),
}  # fmt: skip
"""The columns of the tables of what belongs to leads: ``number``, ``lead`` (its name) and
``lead_id`` are the lead's, ``goal_id`` is the id of a goal that is the program's own."""

BELONGING = frozenset({"number", "lead", "id"})
BELONGING_SIGNS = {
    "touches": frozenset({"by", "outcome", "said"}),
    "followups": frozenset({"goal", "set_by", "state"}),
    "facts": frozenset({"fact", "value", "noted_on"}),
    "purchases": frozenset({"amount", "noted_by"}),
}
"""The columns two of which beside ``BELONGING`` tell such a table from those of other programs."""

COMPUTED_COLUMNS = frozenset(named(COMPUTED))
"""Columns that follow from facts and touches: written, never read back."""

REJECT_COLUMNS = ("rejected_line", "rejected_reason")
"""Columns in front of rows that could not be taken; an import of those rows leaves them out."""

REJECT_TABLE = "rejected_table"
"""Beside them where not all rows are leads: which of leadq's tables a row is one of."""
