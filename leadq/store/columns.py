"""The columns of every table: written by ``python -m tests.store.columns``, not by hand.

They are those of the SQLModel tables, so that a command that writes need not load SQLModel.
"""

from __future__ import annotations

# fmt: off
COLUMNS = {
    "complaint": (
        "id", "uid", "lead_id", "on_day", "text", "product", "feeling", "thanked", "apologised",
        "details", "cause", "lesson", "state", "solution", "solved_on", "checked_on",
        "satisfied", "missing", "owner", "created_at", "updated_at",
    ),
    "contact": (
        "id", "uid", "lead_id", "name", "role", "phone", "note", "owner", "created_at",
        "updated_at", "attitude",
    ),
    "erasure": (
        "id", "erased_on", "at", "reason", "leads", "contacts", "rows", "entries", "mentions",
        "backups",
    ),
    "fact": (
        "id", "uid", "lead_id", "fact", "value", "note", "noted_on", "owner", "created_at",
    ),
    "followup": (
        "id", "uid", "lead_id", "on_day", "at_time", "place", "by", "goal", "set_by", "set_on",
        "slot", "state", "reason", "owner", "created_at", "updated_at",
    ),
    "journal": (
        "id", "command", "verb", "at", "day", "owner", "tbl", "op", "row_first", "row_last",
        "lead_id", "before", "after", "undone",
    ),
    "lead": (
        "id", "uid", "number", "name", "company", "address", "region", "source", "product",
        "profile", "owner", "status", "parked_until", "reason", "amount", "budget", "tags",
        "note", "extra", "created_on", "created_at", "updated_at", "changed", "title",
        "key_customer", "referred_by", "left_kind",
    ),
    "lookup": (
        "lead_id", "keys",
    ),
    "meta": (
        "key", "value",
    ),
    "outlook": (
        "lead_id", "first_day", "until_day", "status", "grade", "grade_best", "grade_by", "man",
        "signals", "next_on", "recheck", "live",
    ),
    "override": (
        "id", "uid", "lead_id", "grade", "reason", "set_on", "after_fact", "cleared", "owner",
        "created_at", "updated_at",
    ),
    "promise": (
        "id", "uid", "lead_id", "text", "due_on", "state", "owner", "created_at", "updated_at",
        "complaint",
    ),
    "purchase": (
        "id", "uid", "lead_id", "on_day", "amount", "product", "note", "noted_by", "owner",
        "created_at", "updated_at",
    ),
    "reach": (
        "id", "lead_id", "kind", "typed", "e164", "norm",
    ),
    "suppression": (
        "hash", "kind", "erasure_id",
    ),
    "sync_dirty": (
        "tbl", "uid", "lead", "base", "rev",
    ),
    "sync_gone": (
        "lead", "why",
    ),
    "sync_lost": (
        "id", "hub_id", "tbl", "uid", "lead", "field", "value", "who", "kept", "kept_who",
        "settled",
    ),
    "sync_out": (
        "batch", "digest", "ops", "revs",
    ),
    "touch": (
        "id", "uid", "lead_id", "by", "outcome", "on_day", "at_time", "said", "objection",
        "owner", "created_at",
    ),
}
DEFAULTS: dict[str, dict[str, str | int]] = {
    "complaint": {"state": "open"},
    "followup": {"state": "open"},
    "journal": {"undone": 0},
    "lead": {"status": "open", "tags": "[]", "extra": "{}", "changed": "{}"},
    "override": {"after_fact": 0, "cleared": 0},
    "promise": {"state": "open"},
    "sync_lost": {"settled": 0},
}
"""What a column holds in a new row that says nothing of it, where that is not NULL."""
