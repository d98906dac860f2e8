"""Rules for days: the schedule of next steps, working days, goals, chances (method §3, §5)."""
