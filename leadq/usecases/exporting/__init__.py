"""Leads that leave: as rows of a table, whole, as cards and appointments, masked if so wished.

What belongs to a lead is listed in ``store.read.read_export``. A new kind of row is a generator
here; how a file is written is a matter of ``exchange``, and which format it gets one of the door.
"""
