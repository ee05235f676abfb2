"""One folder a language: resources in plain tables. Adding a language needs no change elsewhere."""
