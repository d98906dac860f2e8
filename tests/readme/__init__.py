"""README.md: its generated parts, and a check that what it says is true."""
