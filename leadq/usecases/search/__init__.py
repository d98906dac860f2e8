"""Finding what was noted: conditions on facts as they are typed, words wherever they stand."""
