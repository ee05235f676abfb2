"""Two records of one meeting set beside each other, act by act; their texts stay two sources."""
