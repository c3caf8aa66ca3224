"""``lexicon.v1``: the annotator that needs no trained model."""

from pathlib import Path

from claimstance.annotators.lexicon.annotator import LexiconAnnotator


def create(lexicon: str | Path | None = None) -> LexiconAnnotator:
    """Word lists and clause rules for English and Spanish, no trained model.

    Args:
        lexicon: A file with entries of your own (``docs/lexicon.md``), added to the shipped ones.
    """
    return LexiconAnnotator(lexicon)
