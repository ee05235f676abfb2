"""Studies: what is asked of an archive, given its form on a page."""
