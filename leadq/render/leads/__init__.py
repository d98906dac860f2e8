"""Screens of leads: list, card, what was said after a change, duplicates, merging, history.

``leads`` and ``card`` are loaded by every format; ``list_screen`` and what draws a card by a screen
alone, since these are the commands that are called all day.
"""
