"""Styles a record can be cited in: one file each, declaring STYLE."""
