"""Who says what in languages of free word order: subjects stand before or behind their verb, case tells which."""
