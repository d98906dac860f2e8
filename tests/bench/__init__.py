"""How fast leadq is: stores of any size, and every figure as a ratio measured in one run.

``python -m tests.bench`` from the checkout; nothing here is collected by the tests.
"""
