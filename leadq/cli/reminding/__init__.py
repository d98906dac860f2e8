"""The command that reminds people: remind."""
