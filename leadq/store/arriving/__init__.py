"""How many rows come into the store at once."""
