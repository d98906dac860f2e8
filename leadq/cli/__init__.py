"""The door: one short file a command; it builds the input, calls one use case, shows the result.

``frame`` holds what stands around every command. To add one: a file with ``command`` in the room
of its subject, a row in ``frame/table.py``, its words in ``leadq/i18n/help``; then ``python -m
tests.readme.generate``. --format and --json come of themselves. What a format or a walk alone
needs is imported where it is called, the rest at the top.
"""
