"""Commands that read what was said: hear, note; ``choose`` asks what is to be taken."""
