"""The reads: plain SQL that answers one question, a function each, rows as typed values.

What a daily command asks stands in ``sql`` or beside its function, with an index behind it (see
the guards in ``tests/bench``); a module is one subject.
"""
