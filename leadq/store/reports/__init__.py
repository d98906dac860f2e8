"""Reads for reports: the week of every rep, and what the answers of many leads say."""
