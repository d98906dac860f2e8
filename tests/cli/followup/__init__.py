"""Commands that plan: what they say of what is too near."""
