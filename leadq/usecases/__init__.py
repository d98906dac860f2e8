"""What a rep can do, one verb a module: plain values in, one transaction, a result out.

``desk`` is where every use case works: it holds the settings of the day and opens the store to
``read`` or to ``write``; ``keys`` brings names and numbers into the form in which they are
compared. To add one: a function ``verb_noun(desk, ...)`` in the room of its subject that does all
of its reading and writing in one ``with desk.read()`` or ``desk.write(verb)`` and returns a frozen
dataclass or a named tuple. What cannot be done is an error of ``leadq.errors`` whose key is a word
of the dictionaries. SQL stays in the store, words in the renderer. Modules are imported at the
top; only what a daily command would load for nothing is imported where it is needed.
"""
