"""One file a reader; each declares READER."""
