"""Files in and out: tables read and written, header names known by heart, formula safety.

``cells`` reads one cell, ``columns`` tells what a column is, ``tables`` and ``workbooks`` open and
write files, ``cards`` are address books and calendars. Words of other programs are data in the
``.toml`` files beside the code: a new name of a column is a word there. What leaves goes through
``leadq.files`` alone, and a cell through ``tables.guard``.
"""
