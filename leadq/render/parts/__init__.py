"""What screens, data and pages are made of; nothing in here knows a single subject.

Start at ``show``: it decides between table, json and csv. Columns of a table say in ``table`` how
they give way on a narrow screen. A mark or a word that a second screen needs moves from its room
to here.
"""
