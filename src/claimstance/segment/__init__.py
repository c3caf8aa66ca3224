"""Sentences with exact offsets, and the language of a text."""
