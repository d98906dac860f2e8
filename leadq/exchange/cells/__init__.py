"""What one cell says: days, times, money, several values, ways to reach somebody, nothing at all.

How other programs and languages write these is data in ``.toml`` files beside the code.
"""
