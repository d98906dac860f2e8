"""Tables as files: csv and json in, csv out, and what every table that is read has in common.

``open_table`` opens a file by what is in it. A new kind of file is a class with ``headers`` and
``rows()`` as in ``table``, and a line there.
"""
