"""leadq as a rep meets it: a real pseudo-terminal, real pipes, real consoles."""
