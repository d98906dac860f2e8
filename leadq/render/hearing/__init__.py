"""Screens of what was understood, taken, and of what gainsays what."""
