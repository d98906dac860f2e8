"""Reminders that reach people: what they say, and to whom they go (method §5)."""
