"""Files in and out: tables read and written, header names known by heart, formula safety."""
