"""Rows that come to a lead from elsewhere: with a file of another store, or from a lead that is
merged into it.

A table whose rows are not independent of each other gets a rule in ``join_rows``; whatever has a
``lead_id`` moves with a merge by itself.
"""
