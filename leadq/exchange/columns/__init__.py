"""What the columns of a table are: names in both languages and of other programs, leadq's own.

``aliases`` knows tables of leads, ``belonging_columns`` those of what belongs to leads. A name that
was not known is added to the ``.toml`` file of its kind.
"""
