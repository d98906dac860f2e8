"""What is kept of a person: found, handed out, erased for good, and consent.

Where a person can be mentioned is listed in ``store.privacy.mention_places``.
"""
