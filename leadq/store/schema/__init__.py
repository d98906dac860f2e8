"""The schema of record, as SQLModel tables: what migrations have to arrive at.

No command imports it: ``columns`` says the same in plain Python, written from here by
``python -m tests.store.columns``; tests hold both and the migrations equal.
"""
