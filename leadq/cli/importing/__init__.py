"""leadq import: the command, its walk through unknown columns, the columns that are saved."""
