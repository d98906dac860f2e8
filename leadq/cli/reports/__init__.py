"""leadq report: the day's sheet, what is overdue, clashes, and the manager's reports.

The reports of one shape share ``manager``; a new one is a row in the table of commands.
"""
