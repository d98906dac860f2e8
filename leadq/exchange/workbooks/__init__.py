"""Workbooks (xlsx) in and out; only here is openpyxl known."""
