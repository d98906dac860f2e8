"""Files that come in: tables of leads, and of what belongs to leads.

``import_file`` holds the transaction and sorts out what a file is. ``import_leads`` takes rows of
leads, which ``row_reader`` reads; ``import_rows`` takes touches, follow-ups, facts and purchases,
which ``row_values`` reads and ``row_lead`` brings to their leads. What was found is in
``import_order.Imported``. A new table beside the leads needs a reader in ``row_values``, a line in
``import_rows.TABLES`` and the names of its columns in ``exchange.columns``.
"""
