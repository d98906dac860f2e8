"""Commands for store, settings and scripts: backup, restore, doctor, undo, config, script, demo."""
