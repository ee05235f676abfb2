"""The search index: words and meaning of every sentence, with filters; it can be thrown away and made anew."""
