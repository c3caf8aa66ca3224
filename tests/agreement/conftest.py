"""Rounds from inline markup."""

import pytest

from claimstance.core.markup import parse
from claimstance.core.rounds import Sourced, gather


@pytest.fixture
def round_of():
    """Build a round: ``round_of({"human:1": ["[Taxes fell](claim)."], "human:2": [...]})``.

    The documents of the annotators are paired by position; None means that one is missing.
    """

    def build(given):
        sources = [
            Sourced(f"{name}.jsonl:{number}", parse(markup, annotator=name, id=f"doc-{number}"))
            for name, markups in given.items()
            for number, markup in enumerate(markups, 1)
            if markup is not None
        ]
        return gather(sources)

    return build
