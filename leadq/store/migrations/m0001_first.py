"""Version 1: the first schema."""

from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE lead (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    company TEXT,
    address TEXT,
    region TEXT,
    source TEXT,
    product TEXT,
    profile TEXT NOT NULL,
    owner TEXT,
    status TEXT NOT NULL,
    parked_until DATE,
    reason TEXT,
    amount REAL,
    budget REAL,
    tags TEXT NOT NULL,
    note TEXT,
    extra TEXT NOT NULL,
    created_on DATE NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT lead_name CHECK (length(name) > 0),
    CONSTRAINT lead_status CHECK (status IN ('open', 'won', 'lost', 'dropped', 'parked')),
    CONSTRAINT lead_parked CHECK ((status = 'parked') = (parked_until IS NOT NULL)),
    UNIQUE (uid),
    UNIQUE (number)
);
CREATE TABLE reach (
    id INTEGER NOT NULL,
    lead_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    typed TEXT NOT NULL,
    e164 TEXT,
    norm TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT reach_kind CHECK (kind IN ('phone', 'email', 'wechat')),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX reach_lead ON reach (lead_id);
CREATE INDEX reach_norm ON reach (norm);
CREATE TABLE lookup (
    lead_id INTEGER NOT NULL,
    keys TEXT NOT NULL,
    PRIMARY KEY (lead_id),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE TABLE contact (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phone TEXT,
    note TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT contact_role CHECK (
        role IN ('approver', 'decider', 'supporter', 'influencer', 'gatekeeper')
    ),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX contact_lead ON contact (lead_id);
CREATE TABLE fact (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    fact TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT,
    noted_on DATE NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX fact_lead ON fact (lead_id, fact);
CREATE TABLE touch (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    outcome TEXT NOT NULL,
    on_day DATE NOT NULL,
    at_time TEXT,
    said TEXT,
    objection TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT touch_outcome CHECK (outcome IN ('reached', 'no_answer', 'declined')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX touch_lead ON touch (lead_id, on_day);
CREATE TABLE followup (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    at_time TEXT,
    place TEXT,
    "by" TEXT NOT NULL,
    goal TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_on DATE NOT NULL,
    slot TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT followup_set_by CHECK (set_by IN ('rule', 'rep')),
    CONSTRAINT followup_state CHECK (state IN ('open', 'done', 'moved', 'cancelled')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX followup_open ON followup (lead_id) WHERE state = 'open';
CREATE TABLE promise (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    due_on DATE,
    state TEXT NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT promise_state CHECK (state IN ('open', 'kept', 'cancelled')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX promise_due ON promise (state, due_on);
CREATE INDEX promise_lead ON promise (lead_id);
CREATE TABLE override (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    grade TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_on DATE NOT NULL,
    after_fact INTEGER NOT NULL,
    cleared BOOLEAN NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT override_grade CHECK (grade IN ('A', 'B', 'C')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
CREATE INDEX override_lead ON override (lead_id);
CREATE TABLE outlook (
    lead_id INTEGER NOT NULL,
    first_day DATE NOT NULL,
    until_day DATE NOT NULL,
    status TEXT NOT NULL,
    grade TEXT,
    grade_best TEXT,
    grade_by TEXT NOT NULL,
    man TEXT NOT NULL,
    signals INTEGER NOT NULL,
    next_on DATE,
    recheck DATE,
    live BOOLEAN NOT NULL,
    PRIMARY KEY (lead_id, first_day),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX outlook_due ON outlook (next_on) WHERE live = 1 AND next_on IS NOT NULL;
CREATE INDEX outlook_no_next ON outlook (status) WHERE live = 1 AND next_on IS NULL;
CREATE TABLE journal (
    id INTEGER NOT NULL,
    command TEXT NOT NULL,
    verb TEXT NOT NULL,
    at TEXT NOT NULL,
    day DATE NOT NULL,
    owner TEXT,
    tbl TEXT NOT NULL,
    op TEXT NOT NULL,
    row_first INTEGER NOT NULL,
    row_last INTEGER NOT NULL,
    lead_id INTEGER,
    "before" TEXT,
    "after" TEXT,
    undone BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT journal_op CHECK (op IN ('insert', 'update', 'delete'))
);
CREATE INDEX journal_command ON journal (command);
CREATE INDEX journal_day ON journal (day);
CREATE INDEX journal_lead ON journal (lead_id);
CREATE INDEX journal_rows ON journal (tbl, row_last);
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
"""


def apply(conn: sqlite3.Connection) -> None:
    """Create every table and index, statement by statement, so that one transaction holds."""
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            conn.execute(statement)
