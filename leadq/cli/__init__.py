"""The door: what the user typed comes in here, and one use case is called."""
