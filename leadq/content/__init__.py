"""What the method says, as data: facts, trades and question scripts, in both languages."""
