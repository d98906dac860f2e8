"""From facts to a grade: MAN, signals, criteria, the grade, its outlook, why, and what to ask next.

``outlook`` puts the others together: how a lead stands on every day to come. A criterion, a cap or
a shelf life is content of a trade (``rules``); only a new kind of one needs code here.
"""
