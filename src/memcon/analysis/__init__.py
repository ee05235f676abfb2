"""One record, with what was already found in it, yields findings of one kind. Pure functions."""
