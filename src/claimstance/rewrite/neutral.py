"""The neutral text of a claim: one plain sentence made from the marks by rules.

What the rules cannot do is said in ``docs/lexicon.md``.
"""

from collections.abc import Sequence

from claimstance.core.marks import Claim, Evaluation
from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar, load_grammar
from claimstance.grammar.lists import LANGUAGES
from claimstance.grammar.tokens import Tokens, tokenize
from claimstance.rewrite.asides import Asides, inner_claims
from claimstance.rewrite.completion import Completion
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.striking import Striker
from claimstance.rewrite.surface import finish

_LONGEST = 6000


def neutral_text(
    text: str,
    claim: Claim,
    evaluations: Sequence[Evaluation],
    sentence: Span,
    *,
    others: Sequence[Claim] = (),
    language: str | None = "en",
) -> str:
    """Return ``claim`` as one plain sentence that stands alone as far as its sentence allows.

    Args:
        text: The document's text.
        claim: The claim; its fragments must lie in ``text``.
        evaluations: Evaluations of the document or of the sentence; those outside the claim are
            only used for the noun phrases that are filled in.
        sentence: The sentence that holds the claim.
        others: The other claims of the sentence: those inside the claim are left out of its text,
            and those before it say where subjects are looked for.
        language: ISO 639-1 code; languages without word lists are treated as English.
    """
    code = language if language in LANGUAGES else "en"
    grammar = load_grammar(code)
    # A window around the claim keeps the time linear where a "sentence" is a whole file.
    start = max(sentence.start, claim.span.start - _LONGEST)
    end = max(claim.span.end, min(sentence.end, claim.span.end + _LONGEST))
    tokens = tokenize(text, Span(min(start, claim.span.start), end))
    return neutral_wording(tokens, claim, evaluations, others, grammar)


def neutral_wording(
    tokens: Tokens,
    claim: Claim,
    evaluations: Sequence[Evaluation],
    others: Sequence[Claim],
    grammar: Grammar,
) -> str:
    """Return the neutral text of a claim whose sentence is tokenised already."""
    code, words = grammar.language, claim.span.of(tokens.text)
    draft = Draft(tokens, claim.spans, grammar)
    if not draft.positions:
        return finish(words, code)
    striker = Striker(draft)
    # from right to left, so that an adjective sees the noun behind the next one
    for evaluation in sorted(evaluations, key=lambda e: e.span, reverse=True):
        striker.neutralise(evaluation)
    asides = Asides(draft)
    for other in inner_claims(claim, others):
        asides.leave_out(other)
    completed = Completion(draft, claim, others).text()
    return finish(completed, code) or finish(words, code)
