"""leadq: qualify leads, grade them and never miss a follow-up, in the terminal."""

__version__ = "0.1.0"
