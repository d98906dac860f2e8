"""Leads themselves: found, added, changed, listed, shown, compared, merged, handed over.

``find.find_lead`` turns whatever a rep types into one lead, for every room. ``holders`` knows who
has a phone already, ``lookup`` writes what a lead is found by.
"""
