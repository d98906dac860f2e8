"""What a rep wrote in plain words, read for facts by rules that are data (method §14)."""
