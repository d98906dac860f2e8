"""What teams are told: what a sync did, which values gave way, who is in it."""
