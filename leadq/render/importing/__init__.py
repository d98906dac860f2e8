"""What an import did or would do, and its tables of columns, first rows and conflicts."""
