"""What is kept of a person, what an erasure takes away, consent, and who is kept for too long."""
