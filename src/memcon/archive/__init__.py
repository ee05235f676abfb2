"""The archive: one folder, and the only room with a disk. It alone decides file formats."""
