"""What keeps a store safe: undo, backups and their return, the doctor's look at a store's health.

Nothing here writes rows of its own: undo puts back what the journal kept, restore whole files.
"""
