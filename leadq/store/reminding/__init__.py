"""What was sent already, so that nobody is reminded twice on a day."""
