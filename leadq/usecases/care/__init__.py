"""Care for the store itself: undo, backups, putting one back, the doctor.

A check of the doctor is a function in ``doctor`` that yields findings, with a text for each state.
"""
