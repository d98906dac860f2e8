"""Hostile text and broken files: nothing steers the screen, nothing crashes, nothing is lost."""
