"""Results as programs read them: JSON text, rows of a table file."""
