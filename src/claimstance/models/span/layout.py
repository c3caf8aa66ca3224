"""What the network puts out, and in which order: the contract of network, encode and decode.

For ``B`` sentences of ``T`` tokens (padding and special tokens included) the outputs are

- ``spans`` (B, 5, T, T): logit that a mark of a layer runs from token i to token j, inclusive;
  -1e4 where i > j or a token does not belong to the sentence;
- ``marks`` and ``roles`` (B, T, 4, 2, D): vectors of tokens as first and last token of a mark and
  of a role; the logit of a link is the product of their sums, see `decoding`;
- ``special`` (4, 2, D): the vectors of the link's candidates that no words name;
- ``claims`` (B, T, 3, 7) and ``evaluations`` (B, T, 3, 11): terms of the attributes' logits for
  the first token, the last and, averaged, all tokens of a mark;
- ``sentence`` (B, 3): logits of ``OBJ`` and ``SUBJ``, and of the rating of subjectivity.
"""

from dataclasses import dataclass

from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity, Voice

LAYERS = ("claim", "evaluation", "holder", "cue", "target")
OUTPUTS = ("spans", "marks", "roles", "special", "claims", "evaluations", "sentence")
KINDS = tuple(ClaimKind)
WORTH = (False, True)
TYPES = tuple(EvaluationType)
POLARITIES = tuple(Polarity)
STRENGTHS = (1, 2, 3)
SUBJECTIVITY = (Subjectivity.OBJECTIVE, Subjectivity.SUBJECTIVE)
IMPOSSIBLE = -1e4
"""Logit of what cannot be."""


@dataclass(frozen=True, slots=True)
class LinkType:
    """A link from the marks of a layer to the spans of a role."""

    mark: str
    role: str
    special: tuple[Voice | None, ...]
    """Candidates without words, in the order of their vectors."""


LINKS = (
    LinkType("claim", "holder", (Voice.AUTHOR, Voice.OTHER)),
    LinkType("claim", "cue", (None,)),
    LinkType("evaluation", "holder", (Voice.AUTHOR, Voice.OTHER)),
    LinkType("evaluation", "target", (None,)),
)

ATTRIBUTES = {
    "claim": (("kind", len(KINDS)), ("worth", len(WORTH))),
    "evaluation": (
        ("type", len(TYPES)),
        ("polarity", len(POLARITIES)),
        ("strength", len(STRENGTHS)),
    ),
}
"""Attributes of each layer with their number of values, in the order of the logits."""


def attribute_slices(layer: str) -> dict[str, slice]:
    """Return where each attribute's logits lie among those of its layer."""
    slices, start = {}, 0
    for name, size in ATTRIBUTES[layer]:
        slices[name] = slice(start, start + size)
        start += size
    return slices
