"""What can become of a lead: the statuses it can have."""

OPEN, PARKED = "open", "parked"
CLOSED = ("won", "lost", "dropped")
"""How a lead can have ended."""
STATUSES = (OPEN, *CLOSED, PARKED)
