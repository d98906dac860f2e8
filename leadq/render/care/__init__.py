"""Screens of the store and the settings: backups, doctor, undo, settings."""
