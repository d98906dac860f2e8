"""Rows and records that are about leads which are there already.

``known`` tells which lead is meant and joins it, ``newer_fields`` decides field by field what
stands, ``import_whole`` takes an export of everything, whose shapes ``whole_shapes`` checks. To
join is to bring what a file says to a lead; to merge is to make one lead of two (``leads.merge``).
"""
