"""Commands that judge a lead: man, ask, fact, grade, type, guide; ``interview`` asks."""
