"""The sales method as pure functions of facts, touches and a day; standard library only.

Nothing here reads a file or a clock, and nothing is asked of a store: days come in as arguments,
what is known as named tuples, what a trade says as ``grading.rules``. ``fields`` is the one list of
a lead's fields. A rule names its section of the method in its docstring and has its test without
a fixture.
"""
