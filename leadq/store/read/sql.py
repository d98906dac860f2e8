"""Every hot read as portable SQL text with named parameters.

They run on the standard library alone, so that reading never pays for an ORM; a test holds
them against the tables. ``{leads}`` stands for a list of placeholders, ``{...}`` for filters.
"""

from __future__ import annotations

from leadq.domain.fields import COLUMNS

# A lead as it stands on a day: what each field of ``rows.LeadRow`` is. The span that holds then may
# be missing: a day before all of them.
LEAD_ROW = {
    "lead_id": "l.id",
    "id": "l.uid",
    "number": "l.number",
    "changed": "l.changed",
    "status": "coalesce(o.status, l.status)",
    **{name: f"l.{name}" for name in COLUMNS if name != "status"},
    "grade": "o.grade",
    "grade_best": "o.grade_best",
    "grade_by": "coalesce(o.grade_by, 'rule')",
    "man": "o.man",
    "signals": "coalesce(o.signals, 0)",
    "recheck": "o.recheck",
    "holds_until": """(SELECT date(min(s.first_day), '-1 day') FROM outlook s
        WHERE s.lead_id = o.lead_id AND s.first_day > o.first_day
          AND (s.grade IS NOT o.grade OR s.grade_best IS NOT o.grade_best
               OR s.grade_by <> o.grade_by))""",
    "touches": """(SELECT coalesce(sum(t.outcome <> 'no_answer'), 0) FROM touch t
        WHERE t.lead_id = l.id AND t.on_day <= :day)""",
    "last_touch": """(SELECT t.on_day FROM touch t
        WHERE t.lead_id = l.id AND t.on_day <= :day ORDER BY t.on_day DESC LIMIT 1)""",
    "need_by": "n.value",
    "need_by_at": "n.created_at",
    "next_on": "o.next_on",
    "next_by": 'p."by"',
    "next_goal": "p.goal",
    "time": "p.at_time",
    "place": "p.place",
}
LEAD_DAY = """
LEFT JOIN outlook o ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day
LEFT JOIN followup p ON p.lead_id = l.id AND p.state = 'open'
"""
LEAD_PARTS = f"""{LEAD_DAY}LEFT JOIN fact n ON n.id =
  (SELECT f.id FROM fact f WHERE f.lead_id = l.id AND f.fact = 'need_by' AND f.noted_on <= :day
   ORDER BY f.noted_on DESC, f.created_at DESC, f.uid DESC LIMIT 1)
"""
LEADS = f"""
SELECT {", ".join(LEAD_ROW.values())}
FROM lead l {LEAD_PARTS} WHERE l.id IN ({{leads}})
"""

REACHES = """
SELECT lead_id, kind, typed, e164, norm FROM reach WHERE lead_id IN ({leads}) ORDER BY id
"""

STEP = 'id, on_day, at_time, place, "by", goal, set_by, slot, set_on, created_at, reason'
OPEN_STEP = f"SELECT {STEP} FROM followup WHERE lead_id = :lead AND state = 'open'"
QUEUED_STEPS = f"""
SELECT {STEP} FROM followup INDEXED BY followup_queued
WHERE lead_id = :lead AND state = 'queued' ORDER BY on_day, id
"""

# A lead has a next day only while it is open or won.
DUE = """
SELECT o.lead_id, o.grade, o.next_on, l.number, o.status
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE {live} o.next_on <= :until AND o.first_day <= :day AND o.until_day >= :day
  {filters}
"""

COMING = """
SELECT o.lead_id, o.grade, o.next_on, l.number, o.status
FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on > :day AND o.next_on <= :until
  AND o.first_day <= o.next_on AND o.until_day >= o.next_on {filters}
"""

# Of a day gone by: the leads that were parked then, and may come back soon after.
PARKED = """
SELECT o.lead_id, o.grade, l.number FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.first_day <= :day AND o.until_day >= :day AND o.status = 'parked' {filters}
"""

# Older versions, and other programs' files, have promises without a day: the next one has to do.
PROMISE_DAY = "coalesce(p.due_on, date(p.created_at, 'localtime', '+1 day'))"
# Whatever became of a lead, what was promised stays promised.
DUE_PROMISES = f"""
SELECT p.lead_id, o.grade, {PROMISE_DAY}, l.number, p.id, p.text, p.state
FROM (SELECT id FROM promise WHERE state = 'open' AND due_on <= :until
      UNION SELECT id FROM promise WHERE state = 'open' AND due_on IS NULL {{since}}) w
CROSS JOIN promise p ON p.id = w.id
JOIN lead l ON l.id = p.lead_id
JOIN outlook o ON o.lead_id = p.lead_id AND o.first_day <= :day AND o.until_day >= :day
WHERE {PROMISE_DAY} <= :until {{filters}}
"""
# The newest birthday of a lead that may be greeted.
BIRTHDAYS = """
SELECT f.lead_id, f.value, l.number
FROM json_each(:days) d CROSS JOIN fact f ON substr(f.value, -5) = d.value AND f.fact = 'birthday'
JOIN lead l ON l.id = f.lead_id
JOIN outlook o ON o.lead_id = f.lead_id AND o.first_day <= :day AND o.until_day >= :day
WHERE o.status IN ('open', 'won', 'parked') AND f.noted_on <= :day
  AND f.id = (SELECT n.id FROM fact n WHERE n.lead_id = f.lead_id AND n.fact = 'birthday'
              AND n.noted_on <= :day
              ORDER BY n.noted_on DESC, n.created_at DESC, n.uid DESC LIMIT 1)
  AND coalesce((SELECT c.value FROM fact c WHERE c.lead_id = f.lead_id AND c.fact = :consent
                AND c.noted_on <= :day
                ORDER BY c.noted_on DESC, c.created_at DESC, c.uid DESC LIMIT 1), '') <> 'no'
  {filters}
"""

TIMES = """
SELECT lead_id, at_time FROM followup
WHERE state = 'open' AND at_time IS NOT NULL AND lead_id IN ({leads})
"""

STANDINGS = """
SELECT l.id, l.owner, l.profile, o.grade, coalesce(o.status, l.status), l.key_customer FROM lead l
LEFT JOIN outlook o ON o.lead_id = l.id AND o.first_day <= :day AND o.until_day >= :day
WHERE l.id IN ({leads})
"""

WAS_REACHED = """
SELECT 1 FROM touch
WHERE lead_id = :lead AND outcome <> 'no_answer' AND on_day BETWEEN :since AND :until LIMIT 1
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
  AND o.first_day <= o.next_on AND o.until_day >= o.next_on {filters}
ORDER BY o.next_on, coalesce(
  (SELECT min(f.at_time) FROM followup f WHERE f.lead_id = o.lead_id AND f.state = 'open'
    AND f.on_day = o.next_on), '~'), l.number LIMIT 1
"""

# The live span of today, or of a lead added later the earliest: asked last, being a search itself.
FIND = """
SELECT {what} FROM {tables}
WHERE o.live = 1 AND o.until_day >= :day {filters}
AND (o.first_day <= :day OR o.first_day =
  (SELECT min(s.first_day) FROM outlook s WHERE s.lead_id = o.lead_id AND s.live = 1)) {order}
"""
# CROSS JOIN keeps their order: the one first that is narrow, or sorted already.
FIND_IN = {
    "span": "outlook o CROSS JOIN lead l ON l.id = o.lead_id",
    "lead": "lead l CROSS JOIN outlook o ON o.lead_id = l.id",
    "key": """lookup k CROSS JOIN lead l ON l.id = k.lead_id
        CROSS JOIN outlook o ON o.lead_id = l.id""",
    "noted": """json_each(:noted) c CROSS JOIN lead l ON l.id = c.value
        CROSS JOIN outlook o ON o.lead_id = l.id""",
}

BY_UID = "SELECT id FROM lead WHERE uid = :uid"
BY_NUMBER = "SELECT id FROM lead WHERE number = :number"
BY_NORM = "SELECT DISTINCT lead_id FROM reach WHERE norm = :norm ORDER BY lead_id"
OWNED_BY_NORM = """
SELECT r.lead_id, l.owner FROM reach r JOIN lead l ON l.id = r.lead_id
WHERE r.norm = :norm AND r.lead_id < coalesce(:before, 9e18) ORDER BY r.lead_id
"""
OPEN_BY_NORM = """
SELECT l.number, l.name, l.owner, o.status, o.grade FROM reach r
JOIN lead l ON l.id = r.lead_id
JOIN outlook o ON o.lead_id = l.id AND o.until_day >= :day AND (o.first_day <= :day
  OR o.first_day = (SELECT min(s.first_day) FROM outlook s WHERE s.lead_id = l.id))
WHERE r.norm = :norm AND l.id <> :besides AND o.status IN ('open', 'parked')
"""
BY_NAME = """
SELECT id FROM lead
WHERE lower(name) = lower(:text) OR lower(company) = lower(:text) ORDER BY number
"""
# How well a text fits: 0 a whole name, 1 a whole key, 2 the start of one, 3 any part.
BY_TEXT = """
SELECT k.lead_id, CASE
    WHEN lower(l.name) = lower(:text) OR lower(l.company) = lower(:text) THEN 0
    WHEN instr(char(10) || k.keys || char(10), char(10) || :key || char(10)) > 0 THEN 1
    WHEN instr(char(10) || k.keys, char(10) || :key) > 0 THEN 2
    ELSE 3 END AS fit
FROM lookup k CROSS JOIN lead l ON l.id = k.lead_id
WHERE k.keys GLOB :part ORDER BY fit, l.number
"""
BY_DIGITS = """
SELECT k.lead_id, lower(l.name) <> lower(:text) AND lower(coalesce(l.company, '')) <> lower(:text)
    AS fit
FROM lookup k CROSS JOIN lead l ON l.id = k.lead_id
WHERE k.keys GLOB :digits
   OR k.keys GLOB :part AND (lower(l.name) = lower(:text) OR lower(l.company) = lower(:text))
ORDER BY fit, l.number
"""
USED = {
    field: f"""
SELECT {field}, count(*) AS used FROM lead WHERE {field} IS NOT NULL
GROUP BY {field} ORDER BY used DESC, {field} LIMIT :limit
"""
    for field in ("source", "product", "owner")
}
USED_TAGS = """
SELECT t.value, count(*) AS used FROM lead l, json_each(l.tags) t WHERE l.tags <> '[]'
GROUP BY t.value ORDER BY used DESC, t.value LIMIT :limit
"""

# every key is looked at in the order in which it lies there, a number only where one is typed
SUGGEST = """
SELECT l.number, l.name, l.company
FROM (
  SELECT k.lead_id AS id FROM lookup k WHERE instr(k.keys, :text) > 0
  UNION
  SELECT n.id FROM lead n WHERE :text GLOB '[0-9]*' AND instr(n.number, :text) = 1
) f CROSS JOIN lead l ON l.id = f.id
ORDER BY l.status <> 'open', l.number LIMIT :limit
"""
NAME = "SELECT number, name, company FROM lead WHERE id = :lead"
NAMES = "SELECT number, name, company FROM lead"

FACTS = """
SELECT fact, value, noted_on, coalesce(note, ''), id FROM fact WHERE lead_id = :lead
ORDER BY created_at, uid
"""
FACT_ORIGINS = """
SELECT f.id, CASE j.verb WHEN 'import' THEN 'import' ELSE 'said' END
FROM fact f JOIN journal j ON j.tbl = 'fact' AND j.op = 'insert'
  AND j.row_last >= f.id AND j.row_first <= f.id
WHERE f.lead_id = :lead AND (j.verb = 'import'
  OR (j.verb IN ('log', 'note', 'add') AND f.note IS NOT NULL))
"""
TOUCHES = """
SELECT id, "by", outcome, on_day, at_time, said, objection, owner
FROM touch WHERE lead_id = :lead ORDER BY on_day, id
"""
CONTACTS = """
SELECT id, name, role, phone, note, attitude FROM contact WHERE lead_id = :lead ORDER BY id
"""
PROMISES = f"""
SELECT id, text, {PROMISE_DAY} AS due, state, complaint FROM promise p
WHERE lead_id = :lead ORDER BY due, id
"""
# The last column: how many facts of its lead had been noted when a grade was set by hand.
OVERRIDES = """
SELECT lead_id, grade, reason, set_on,
       (SELECT count(*) FROM fact f WHERE f.lead_id = override.lead_id
        AND (f.created_at, f.uid) < (override.created_at, override.uid))
FROM override
WHERE lead_id IN ({leads}) AND cleared = 0 ORDER BY lead_id, created_at DESC, uid DESC
"""
OVERRIDE = OVERRIDES.format(leads=":lead") + "LIMIT 1"
PLANNED_PER_DAY = """
SELECT o.next_on, count(*) FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on >= :day AND o.first_day <= :day AND o.until_day >= :day
  {filters} GROUP BY o.next_on
"""
PLANNED_BY_OWNER = """
SELECT l.owner, o.next_on, count(*) FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on >= :day AND o.first_day <= :day AND o.until_day >= :day
GROUP BY 1, 2
"""
_LACKS_STEP = """
(l.status IN ('open', 'won') OR l.parked_until <= :day)
  AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.state = 'open')
"""
# Leads written to by a command, worked on without a step; few are left for UNION to hold.
WITHOUT_STEP = f"""
SELECT l.id, l.owner FROM journal j INDEXED BY journal_command
CROSS JOIN lead l ON l.id = j.lead_id WHERE j.command = :command AND {_LACKS_STEP}
UNION SELECT l.id, l.owner FROM journal j INDEXED BY journal_command
CROSS JOIN lead l ON l.id BETWEEN j.row_first AND j.row_last
WHERE j.command = :command AND j.tbl = 'lead' AND {_LACKS_STEP}
UNION SELECT l.id, l.owner FROM journal j INDEXED BY journal_command
CROSS JOIN fact n ON n.id BETWEEN j.row_first AND j.row_last CROSS JOIN lead l ON l.id = n.lead_id
WHERE j.command = :command AND j.tbl = 'fact' AND j.lead_id IS NULL AND {_LACKS_STEP}
"""
HAS_OTHERS = "SELECT 1 FROM lead WHERE lower(owner) <> lower(:owner) LIMIT 1"
META = "SELECT value FROM meta WHERE key = :key"
# By its index, since a table of so few rows would be read whole.
ARRANGED = """
SELECT key, value FROM meta INDEXED BY sqlite_autoindex_meta_1
WHERE key IN ('absences', 'team_member', 'team_members', 'team_former')
"""
HISTORY = """
SELECT command, verb, at, owner, tbl, op, row_first, row_last, before, id FROM journal
WHERE undone = 0
  AND (lead_id = :lead OR (tbl = 'lead' AND row_first <= :lead AND row_last >= :lead))
ORDER BY id
"""
# What came in many rows at a time, as from a file, is journalled without a lead.
RANGES = """
SELECT command, verb, at, owner, tbl, op, row_first, row_last, before, id FROM journal
WHERE undone = 0 AND lead_id IS NULL AND op = 'insert' AND tbl <> 'lead'
"""
