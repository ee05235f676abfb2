"""A comparison of two records written out: a page with both texts side by side, Markdown, and tables for programs."""
