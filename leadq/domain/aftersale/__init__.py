"""Rules for customers: classes, ladder, lifetime value (method §10), the survey's sample (§11)."""
