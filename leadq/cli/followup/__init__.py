"""Commands of the day's work: due, log, next, snooze, spread, away, and how work on a lead ends."""
