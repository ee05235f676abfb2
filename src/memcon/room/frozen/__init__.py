"""The whole room as files: pages that work from disk and on any web host."""
