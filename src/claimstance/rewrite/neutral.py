"""The neutral text of a claim."""

from collections.abc import Sequence

from claimstance.core.marks import Claim, Evaluation
from claimstance.core.span import Span


def neutral_text(
    text: str,
    claim: Claim,
    evaluations: Sequence[Evaluation],
    sentence: Span,
    *,
    language: str = "en",
) -> str:
    """Return ``claim`` as one plain sentence."""
    found = " ".join(span.of(text) for span in claim.spans)
    return found[:1].upper() + found[1:] + "."
