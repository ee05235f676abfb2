"""Pages of the reading room: one file each, declaring PAGE."""
