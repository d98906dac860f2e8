"""Screens of the day's work: due, overdue, the day's sheet, spreading, calendar entries."""
