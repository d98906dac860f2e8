"""What answers are worth: which to ask for, which run out, which preceded wins."""
