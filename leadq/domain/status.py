"""What can become of a lead: the statuses it can have."""

OPEN, PARKED = "open", "parked"
STATUSES = (OPEN, "won", "lost", "dropped", PARKED)
