"""Facts and what follows from them: the interview, the grade, the person, advice, messages.

``note_facts`` is the way in for every fact, ``card`` the way out: it explains a grade with all
that is behind it. ``play``, ``message`` and ``guide`` choose among the content by what is known.
"""
