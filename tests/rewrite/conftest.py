"""Markup in, the neutral texts of its claims out."""

import pytest

from claimstance.core.markup import parse
from claimstance.rewrite.neutral import neutral_text


@pytest.fixture
def wordings():
    """Return a function: the neutral text of each claim of a sentence in inline markup."""

    def of(markup):
        found = parse(f"[{markup}](sentence)", language="en")
        return [
            neutral_text(
                found.document.text,
                claim,
                found.evaluations,
                found.sentences[0].span,
                others=found.claims,
            )
            for claim in found.claims
        ]

    return of
