"""Reads what comes after the sale: complaints, turnover, satisfaction. SQL only, no rules."""
