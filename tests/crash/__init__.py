"""What is left when leadq is killed at work, and when many of it write at once."""
