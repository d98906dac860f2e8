"""Tests of the use cases: typed values in, a result out, on a real SQLite file."""
