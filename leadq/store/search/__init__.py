"""Which leads are meant by words and conditions, and where words stand in what is known."""
