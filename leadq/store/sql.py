"""Every hot read as portable SQL text with named parameters.

They run on the standard library alone, so that reading never pays for an ORM; a test holds
them against the tables. ``{leads}`` stands for a list of placeholders, ``{...}`` for filters.
"""

from __future__ import annotations

LEADS = """
SELECT id, uid, number, name, company, address, region, source, product, profile, owner, status,
       parked_until, reason, amount, budget, tags, note, extra, created_on
FROM lead WHERE id IN ({leads})
"""

REACHES = """
SELECT lead_id, kind, typed, e164, norm FROM reach WHERE lead_id IN ({leads}) ORDER BY id
"""

SPANS = """
SELECT lead_id, first_day, until_day, status, grade, grade_best, grade_by, man, signals,
       next_on, recheck
FROM outlook WHERE lead_id IN ({leads}) AND until_day >= :day ORDER BY lead_id, first_day
"""

PLANS = """
SELECT lead_id, on_day, at_time, place, "by", goal, set_by, slot, set_on, id
FROM followup WHERE lead_id IN ({leads}) AND state = 'open'
"""

TOUCH_COUNTS = """
SELECT lead_id, sum(outcome <> 'no_answer'), max(on_day)
FROM touch WHERE lead_id IN ({leads}) AND on_day <= :day GROUP BY lead_id
"""

NEED_BY = """
SELECT lead_id, value FROM fact
WHERE lead_id IN ({leads}) AND fact = 'need_by' AND noted_on <= :day ORDER BY noted_on, id
"""

DUE = """
SELECT o.lead_id, o.grade, o.next_on, l.number
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE {live} o.next_on <= :until AND o.first_day <= :day AND o.until_day >= :day
  AND o.status = 'open' {filters}
"""

COMING = """
SELECT o.lead_id, o.grade, o.next_on, l.number
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on > :day AND o.next_on <= :until
  AND o.first_day <= o.next_on AND o.until_day >= o.next_on AND o.status = 'open' {filters}
"""

DUE_PROMISES = """
SELECT p.lead_id, o.grade, p.due_on, l.number, p.id, p.text
FROM promise p
JOIN lead l ON l.id = p.lead_id
JOIN outlook o ON o.lead_id = p.lead_id AND o.first_day <= :day AND o.until_day >= :day
WHERE p.state = 'open' AND p.due_on <= :until AND o.status IN ('open', 'won', 'parked') {filters}
"""

NO_NEXT = """
SELECT o.lead_id, o.grade, l.number
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE {live} o.next_on IS NULL AND o.status = 'open'
  AND o.first_day <= :day AND o.until_day >= :day {filters}
"""

NEXT_PLANNED = """
SELECT o.lead_id, o.next_on
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on > :day
  AND o.first_day <= o.next_on AND o.until_day >= o.next_on AND o.status = 'open' {filters}
ORDER BY o.next_on, l.number LIMIT 1
"""

FIND = """
SELECT l.id FROM lead l
JOIN outlook o ON o.lead_id = l.id AND o.until_day >= :day AND (o.first_day <= :day
  OR o.first_day = (SELECT min(s.first_day) FROM outlook s WHERE s.lead_id = l.id))
{joins} WHERE 1 = 1 {filters} ORDER BY {order} {limit}
"""

BY_NUMBER = "SELECT id FROM lead WHERE number = :number"
BY_NORM = "SELECT DISTINCT lead_id FROM reach WHERE norm = :norm ORDER BY lead_id"
BY_NAME = """
SELECT id FROM lead
WHERE lower(name) = lower(:text) OR lower(company) = lower(:text) ORDER BY number
"""
BY_WHOLE_KEY = """
SELECT k.lead_id FROM lookup k JOIN lead l ON l.id = k.lead_id
WHERE instr(char(10) || k.keys || char(10), char(10) || :text || char(10)) > 0 ORDER BY l.number
"""
BY_KEY_START = """
SELECT k.lead_id FROM lookup k JOIN lead l ON l.id = k.lead_id
WHERE instr(char(10) || k.keys, char(10) || :text) > 0 ORDER BY l.number
"""
BY_KEYS = """
SELECT k.lead_id FROM lookup k JOIN lead l ON l.id = k.lead_id
WHERE instr(k.keys, :text) > 0 ORDER BY l.number
"""
SUGGEST = """
SELECT l.number, l.name, coalesce(l.company, '')
FROM lookup k JOIN lead l ON l.id = k.lead_id
WHERE instr(k.keys, :text) > 0 OR instr(l.number, :text) = 1
ORDER BY l.status <> 'open', l.number LIMIT :limit
"""
NAMES = "SELECT name, company, number FROM lead"

FACTS = """
SELECT id, fact, value, noted_on, coalesce(note, '') FROM fact WHERE lead_id = :lead ORDER BY id
"""
TOUCHES = """
SELECT id, "by", outcome, on_day, at_time, said, objection, owner
FROM touch WHERE lead_id = :lead ORDER BY on_day, id
"""
CONTACTS = """
SELECT id, name, role, phone, note, attitude FROM contact WHERE lead_id = :lead ORDER BY id
"""
PROMISES = """
SELECT id, text, due_on, state FROM promise
WHERE lead_id = :lead ORDER BY due_on IS NULL, due_on, id
"""
OVERRIDE = """
SELECT grade, reason, set_on, after_fact FROM override
WHERE lead_id = :lead AND cleared = 0 ORDER BY id DESC LIMIT 1
"""
PLANNED_PER_DAY = """
SELECT next_on, count(*) FROM outlook
WHERE live = 1 AND next_on >= :day AND first_day <= :day AND until_day >= :day AND status = 'open'
GROUP BY next_on
"""
OPEN_LEADS = "SELECT id FROM lead WHERE status IN ('open', 'parked') ORDER BY number"
OWNERS = "SELECT DISTINCT owner FROM lead WHERE owner IS NOT NULL ORDER BY owner"
META = "SELECT value FROM meta WHERE key = :key"
HISTORY = """
SELECT command, verb, at, owner, tbl, op, row_first, row_last, before, id FROM journal
WHERE undone = 0
  AND (lead_id = :lead OR (tbl = 'lead' AND row_first <= :lead AND row_last >= :lead))
ORDER BY id
"""
