"""What can become of a lead: the statuses it can have."""

OPEN, PARKED, WON, LEFT = "open", "parked", "won", "left"
SOLD = (WON, LEFT)
"""How a lead stands that became a customer, and one that is gone since (§10)."""
CLOSED = (WON, "lost", "dropped", LEFT)
"""How a lead can have ended."""
STATUSES = (OPEN, *CLOSED, PARKED)
WORKED = (OPEN, WON)
"""The statuses in which a lead has next steps (§14)."""
LEFT_KINDS = OWN_CHOICE, ENDED_BY_US = "own_choice", "ended_by_us"
"""How a customer is lost: to another supplier, or because we ended it (§10)."""
