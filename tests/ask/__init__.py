"""Tests of the questions on a terminal."""
