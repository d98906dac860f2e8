"""What only pasted messages hold: wishes in running text, cards as files."""
