"""What a manager looks at: the day's sheet, what is overdue, and the named reports.

A report is a function that counts in SQL (``store.read.read_reports``) and returns a ``Report`` of
``report_rows``: a row type a section, in plain values and tokens, which the renderer words.
"""
