"""The manager's reports: words and columns once, drawn as a screen with bars or a page with charts.

A report is added to ``report_words`` (and ``report_charts``, if it is drawn); nothing else knows
one.
"""
