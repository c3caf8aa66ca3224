"""Splits what is said into clauses with a verb of their own, without a parser."""

from dataclasses import dataclass
from itertools import accumulate

from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens

_BREAKS = frozenset(";—–")
_COMMA = frozenset(",(")
_CAUSAL_PAIRS = frozenset((("ya", "que"), ("debido", "a"), ("puesto", "que")))
_BEFORE_RELATIVE = frozenset(("lo", "el", "la", "los", "las", "in", "of", "by", "with", "en"))
_AFTER_ARTICLE = frozenset(("que", "cual", "cuales"))
_NEAR = 9
_AFTER_COMMA = 12
_BEFORE_PARTICIPLE = frozenset(("while", "after", "before", "mientras"))
_ALSO_ADVERBS = frozenset(("before", "since", "after", "once", "so", "as", "antes", "if", "donde"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as a range of tokens."""

    first: int
    end: int
    opener: str = ""
    """The conjunction or relative pronoun that joins it, if any."""


class ClauseSplitter:
    """Splits one stretch of a sentence."""

    def __init__(self, tokens: Tokens, start: int, end: int, grammar: Grammar) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.grammar = grammar
        self.start = start
        self.end = end
        finite = [grammar.is_finite(tokens, at, start) for at in range(start, end)]
        self.total = [0, *accumulate(map(int, finite))]
        following = end
        self.next_finite = [end] * (end - start + 1)
        for at in range(end - 1, start - 1, -1):
            following = at if finite[at - start] else following
            self.next_finite[at - start] = following

    def finite_in(self, first: int, end: int) -> bool:
        """Tell whether a finite verb stands in the tokens ``first`` to ``end - 1``."""
        end = min(end, self.end)
        return first < end and self.total[end - self.start] > self.total[first - self.start]

    def _verb_near(self, at: int, reach: int = _NEAR) -> bool:
        """Tell whether a finite verb follows soon with no sign or conjunction before it."""
        if at >= self.end:
            return False
        verb = self.next_finite[at - self.start]
        if verb >= self.end or verb - at > reach:
            return False
        return not any(
            self.words[i] in ",;" or self.words[i] in self.grammar.coordinators
            for i in range(at, verb)
        )

    def split(self) -> list[Clause]:
        """Return the clauses in text order; a relative clause may lie inside another one."""
        found: list[Clause] = []
        first, opener = self.start, ""
        first, opener = self._opening(first)
        at = first + 1
        while at < self.end:
            if inner := self._relative(at, first):
                found.append(inner)
                if self._resumes(first, inner):
                    at = inner.end + 1
                    continue
                found.append(Clause(first, self._trim(first, at), opener))
                first, opener = inner.end, ""
                at = inner.end
                first, opener = self._opening(self.tokens.skip_signs(first, self.end))
                at = first + 1
                continue
            if (cut := self._cut(at, first)) is not None:
                found.append(Clause(first, self._trim(first, at), opener))
                first, opener = cut
                at = first
            at += 1
        if first < self.end:
            found.append(Clause(first, self._trim(first, self.end), opener))
        kept = [clause for clause in found if clause.first < clause.end]
        return sorted(kept, key=lambda clause: (clause.first, -clause.end))

    def _trim(self, first: int, end: int) -> int:
        """Return the end of the clause without signs and conjunctions before ``end``."""
        grammar, words = self.grammar, self.words
        while end > first and (
            words[end - 1] in ",;:—–-("
            or words[end - 1] in grammar.coordinators
            or (words[end - 1] in grammar.subordinators and words[end - 1] not in _ALSO_ADVERBS)
        ):
            end -= 1
        return end

    def _opening(self, at: int) -> tuple[int, str]:
        """Skip conjunctions that open a clause, but keep those that tell a cause."""
        grammar = self.grammar
        opener = ""
        while at < self.end:
            word = self.words[at]
            if not self.tokens.is_word(at):
                at += 1
            elif self._stays(at):
                return at, word
            elif word in grammar.coordinators:
                at, opener = at + 1, opener or word
            elif found := grammar.classes["subordinator"].match(self.words, at):
                if not self._verb_near(at + found[0], 14):
                    break
                at, opener = at + found[0], word
            else:
                break
        return at, opener

    def _stays(self, at: int) -> bool:
        """Tell whether the conjunction at ``at`` belongs to the claim: causes and conditions."""
        word = self.words[at]
        if word in ("so", "since") or word in self.grammar.conditionals:
            return True
        return word in self.grammar.causals or self.words[at : at + 2] in _CAUSAL_PAIRS

    # ---- relative clauses ----

    def _relative(self, at: int, first: int) -> Clause | None:
        """Return the non-restrictive relative clause that begins at ``at``, if one does."""
        words, grammar = self.words, self.grammar
        if words[at - 1] not in _COMMA or at - 1 <= first:
            return None
        begin = at + 1 if words[at] in _BEFORE_RELATIVE and at + 1 < self.end else at
        pronoun = words[begin]
        if pronoun not in grammar.relatives or not self._verb_near(begin + 1, 12):
            return None
        if begin > at and grammar.language == "es" and pronoun not in _AFTER_ARTICLE:
            return None
        verb = self.next_finite[begin - self.start]
        return Clause(at, self._trim(at, self._relative_end(at, first, verb)), pronoun)

    def _relative_end(self, at: int, first: int, verb: int) -> int:
        """Return the sign at which the relative clause with its verb at ``verb`` ends."""
        main_has_verb = self.finite_in(first, at - 1)
        for sign in range(verb + 1, self.end):
            word = self.words[sign]
            if word == ")":
                return sign
            if (word == "," or word in _BREAKS) and (
                not main_has_verb or self._cut(sign + 1, verb) is not None
            ):
                return sign
        return self.end

    def _resumes(self, first: int, inner: Clause) -> bool:
        """Tell whether the clause around ``inner`` goes on behind it."""
        return not self.finite_in(first, inner.first) and self.finite_in(inner.end, self.end)

    # ---- cuts ----

    def _cut(self, at: int, first: int) -> tuple[int, str] | None:
        """Return where the next clause begins if one ends before ``at``, and its opener."""
        if at >= self.end or at <= first + 1:
            return None
        before = self.words[at - 1]
        if before in _BREAKS or before == ":":
            if self.finite_in(first, at - 1) and self.finite_in(at, self.end):
                return self._opening(at)
            return None
        if before in _COMMA:
            return self._after_comma(at, first)
        return self._inside(at, first)

    def _after_comma(self, at: int, first: int) -> tuple[int, str] | None:
        words, grammar = self.words, self.grammar
        left = self.finite_in(first, at)
        word = words[at]
        if word in grammar.coordinators:
            if at + 1 < self.end and words[at + 1] in grammar.conditionals:
                return None
            near = self._verb_near(at + 1, _AFTER_COMMA)
            return self._opening(at) if left and near and not self._listed(at) else None
        if subordinator := grammar.classes["subordinator"].match(words, at):
            if (
                left
                and word not in grammar.conditionals
                and self._verb_near(at + subordinator[0], 14)
            ):
                return self._opening(at)
            return None
        if left and self._fronted(first) and self._verb_near(at, 12):
            return at, ""
        if left and self._participle(at) and not self._in_quotation(first, at):
            return at, "participle"
        return None

    def _in_quotation(self, first: int, at: int) -> bool:
        """Tell whether a quotation that opens after ``first`` is still open at ``at``."""
        signs = self.words[first:at]
        return any(signs.count(a) > signs.count(b) for a, b in ("«»", "“”"))

    def _fronted(self, first: int) -> bool:
        """Tell whether the clause begun at ``first`` is an adverbial one in front of the main."""
        return (first > self.start and self.words[first - 1] in self.grammar.subordinators) or (
            self.grammar.is_participle(self.tokens, first)
        )

    def _participle(self, at: int) -> bool:
        """Tell whether a participle clause begins at ``at``."""
        while at < self.end - 1 and self.grammar.is_adverb(self.words[at]):
            at += 1
        return at + 2 < self.end and self.grammar.is_participle(self.tokens, at)

    def _inside(self, at: int, first: int) -> tuple[int, str] | None:
        words, grammar = self.words, self.grammar
        word = words[at]
        if word in grammar.coordinators:
            return self._coordinated(at, first)
        if word not in grammar.subordinators and word not in ("ya", "debido", "puesto"):
            return None
        found = grammar.classes["subordinator"].match(words, at)
        if found is None or word in ("if", "unless", "donde") or not self.finite_in(first, at):
            return None
        behind = at + found[0]
        if word in _BEFORE_PARTICIPLE and self._participle(behind):
            return behind, "participle"
        if not self._verb_near(behind):
            return None
        if word in ("as", "when", "so", "cuando") and not self._is_subject(behind):
            return None
        return self._opening(at)

    def _coordinated(self, at: int, first: int) -> tuple[int, str] | None:
        """Cut at "and" before a verb or before a subject with its verb."""
        words, grammar = self.words, self.grammar
        behind = at + 1
        while behind < self.end - 1 and grammar.is_adverb(words[behind]):
            behind += 1
        if behind >= self.end or not self.finite_in(first, at):
            return None
        if self.next_finite[behind - self.start] == behind:
            return None if self._listed(at) else self._opening(at)
        if self._is_subject(behind) and self._verb_near(behind, 7):
            return self._opening(at)
        return None

    def _listed(self, at: int) -> bool:
        """Tell whether the conjunction at ``at`` joins participles: "delayed or cancelled"."""
        behind = at + 1
        while behind < self.end - 1 and self.grammar.is_adverb(self.words[behind]):
            behind += 1
        before = at - 2 if self.words[at - 1] == "," else at - 1
        participles = (self.words[before], self.words[behind]) if behind < self.end else ("", "")
        ending = ("ed", "en", "ado", "ido", "ados", "idos", "ada", "adas")
        return all(word.endswith(ending) for word in participles)

    def _is_subject(self, at: int) -> bool:
        if at >= self.end:
            return False
        word = self.words[at]
        return (
            word in self.grammar.subjects
            or word in self.grammar.determiners
            or self.tokens.is_capital(at)
            or (word.endswith("s") and self.next_finite[at - self.start] == at + 1)
        )
