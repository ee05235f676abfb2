"""Puts analyses in order, and runs what is stale."""
