"""The reading room: an archive on pages in a browser, each with a JSON twin; nothing leaves the machine."""
