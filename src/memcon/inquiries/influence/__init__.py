"""Who moved whom: measures that survive reported speech, each with an interval over meetings."""
