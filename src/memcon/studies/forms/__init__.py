"""Forms a page can have: one file each, declaring FORM."""
