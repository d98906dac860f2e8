"""Proof of what teams promise: random schedules, merges met by anything, cut and killed syncs."""
