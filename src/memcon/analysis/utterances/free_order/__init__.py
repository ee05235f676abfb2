"""Who says what in languages of free word order and case: subjects stand before or behind their verb, endings tell which."""
