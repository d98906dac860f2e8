"""Reminders in words: short enough for a chat."""
