"""The measures of influence, one a file; each declares one constant MEASURE."""
