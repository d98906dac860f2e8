"""The card of one lead: its parts, its facts and its play, fitted to a screen or as plain data."""
