"""One folder a language: frame.toml, how its documents speak about themselves, and speech.toml, how they report talk.

A folder is all that a new language needs. Its speech.toml either keeps English order (a subject before its verb, forms
of verbs as in en/speech.toml) or has a table [case], which hands it to the rules for free order: `shown_by` says
whether endings of names (ru) or articles (de) tell a subject; [inflection] rules give the forms of its verbs. The word
lists and patterns are those of ru/speech.toml and de/speech.toml; an empty list switches off what a language lacks.
"""
