"""Questions across records, each a pure function from values to a table."""
