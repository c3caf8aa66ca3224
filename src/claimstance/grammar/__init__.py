"""Words and closed classes of a language: what can be said of a sentence without a parser."""
