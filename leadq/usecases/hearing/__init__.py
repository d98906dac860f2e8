"""Said once: what a text says is proposed, and what is chosen of it noted (method §14).

``hear`` tells what a text says and what it stands against, ``take`` writes what was chosen; a talk
is written by ``log``, a note by ``note``, a new lead by ``new_lead``.
"""
