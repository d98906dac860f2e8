"""What people type, read as values: days, times, money, texts, a person named in running text.

Both languages are read everywhere; what cannot be read raises UsageError with the word typed.
"""
