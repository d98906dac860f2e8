"""The words of help pages, English and Chinese beside each other; loaded for help alone.

One module a room of commands, ``HELP``: key → (English, Chinese). ``cmd.<words>`` is what a command
does in a line, with ``.about`` where that is not enough and ``.examples``, one a line;
``opt.`` and ``arg.`` are its options and arguments. What several rooms share stands in ``frame``.
"""

ROOMS = (
    "leads",
    "search",
    "grading",
    "followup",
    "hearing",
    "aftersale",
    "importing",
    "exporting",
    "reports",
    "privacy",
    "care",
    "agent",
    "team",
    "frame",
)
