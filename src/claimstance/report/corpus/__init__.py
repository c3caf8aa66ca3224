"""What a corpus says, by whom and how, as one page whose every figure leads to its sentences."""

from claimstance.report.corpus.facts import Facts, gather
from claimstance.report.corpus.page import render_corpus

__all__ = ["Facts", "gather", "render_corpus"]
