"""The local SQLite store: its schema, migrations, reads, and the one writer with its journal.

A write is a verb of ``repo`` (or of a room) and calls ``Unit`` of ``unit``, which alone writes
rows and the journal; a read is a function of ``read``. A new column or table: ``schema``, a step
in ``migrations``, then ``python -m tests.store.columns``.
"""
