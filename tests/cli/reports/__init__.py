"""The reports as they are typed."""
