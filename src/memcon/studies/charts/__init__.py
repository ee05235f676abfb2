"""Charts of a series of meetings: one file each, declaring CHART."""
