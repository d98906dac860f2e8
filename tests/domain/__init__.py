"""Tests of the method's rules: values in, verdicts out, no fixtures."""
