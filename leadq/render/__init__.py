"""The only place that writes results: what a use case returns becomes a screen, data or a page.

``parts`` holds what every screen is made of: ``show`` (which format), ``table`` (columns that
fit), ``lines`` (styled text), ``out`` (stdout and stderr), ``text`` (the sanitiser, cells and
signs), ``marks`` (the short words for a lead). The other rooms are those of the use cases. A new
result needs a function that hands ``show`` how it is drawn, its data and its columns; whatever is
stored reaches a screen through ``clean`` or ``one_line`` only. Only here is Rich known.
"""
