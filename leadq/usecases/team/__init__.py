"""Teams: what joining, synchronising and settling conflicts do with a store and its hub."""
