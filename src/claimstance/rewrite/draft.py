"""The wording of one claim while evaluative words are struck and gaps are filled."""

from collections.abc import Sequence

from claimstance.core.marks import Claim, ClaimKind, Evaluation, EvaluationType
from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens
from claimstance.rewrite.plain import plain_words
from claimstance.rewrite.subjects import (
    Subject,
    antecedent,
    is_plural,
    subject_after,
    subject_before,
)
from claimstance.rewrite.verbs import base_of, expanded, past_of, past_participles, present_of

_THIRD = frozenset(("he", "she", "it", "they", "él", "ella", "ellos", "ellas"))
_PERSONAL = frozenset(("he", "she", "they"))


class Draft:
    """Edits the tokens of a claim."""

    def __init__(
        self,
        tokens: Tokens,
        claim: Claim,
        evaluations: Sequence[Evaluation],
        others: Sequence[Claim],
        grammar: Grammar,
    ) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.claim = claim
        self.grammar = grammar
        self.english = grammar.language == "en"
        self.plain = plain_words(grammar.language)
        self.inside = [i for i in range(len(tokens)) if self._in(claim.spans, i)]
        self.starts = sorted(
            at for other in others if (at := self._index(other.span.start)) is not None
        )
        self.out: dict[int, str] = {}
        self.struck: set[int] = set()
        ranges = [self._range(e) for e in evaluations]
        for evaluation, found in zip(evaluations, ranges, strict=True):
            if found is not None:
                self._neutralise(evaluation, *found)
        self._leave_out(others)

    # ---- positions ----

    def _in(self, spans: Sequence[Span], at: int) -> bool:
        start = self.tokens.starts[at]
        return any(span.start <= start < span.end for span in spans)

    def _index(self, start: int) -> int | None:
        for at, token_end in enumerate(self.tokens.ends):
            if token_end > start:
                return at if self.tokens.starts[at] >= start else None
        return None

    def _range(self, evaluation: Evaluation) -> tuple[int, int] | None:
        found = [i for i in range(len(self.tokens)) if self._in((evaluation.span,), i)]
        return (found[0], found[-1] + 1) if found else None

    # ---- evaluations ----

    def _neutralise(self, evaluation: Evaluation, first: int, end: int) -> None:
        """Replace the evaluation by a plain word, or strike it where the clause survives that."""
        phrase = " ".join(self.words[first:end])
        ending = self._ending(evaluation, end - 1)
        plain = self.plain.get(phrase[: len(phrase) - len(ending)] if ending else phrase)
        if plain is None and end - first > 1:
            plain = self.plain.get(" ".join(w for w in self.words[first:end] if w[0].isalnum()))
        if plain:
            self.out[first] = plain + ending
            self.struck.update(range(first + 1, end))
        elif ending:
            return
        elif plain == "" or self._can_go(evaluation, first, end):
            self.struck.update(range(first, end))
            self._close_gap(first, end)
        elif end - first > 1:
            self._strike_parts(evaluation, first, end)

    def _ending(self, evaluation: Evaluation, last: int) -> str:
        """Return the possessive that the evaluation's last word has outside the mark."""
        behind = self.tokens.text[evaluation.span.end : self.tokens.ends[last]]
        return behind if behind in ("'s", "’s", "'", "’") else ""

    def _strike_parts(self, evaluation: Evaluation, first: int, end: int) -> None:
        """Strike what can go of a longer evaluation and keep its verb or noun."""
        for at in range(first, end):
            if plain := self.plain.get(self.words[at]):
                self.out[at] = plain
            elif at + 1 < end and (
                self._is_modifier_word(at)
                or self.words[at] not in self.grammar.function
                and self._can_go(evaluation, at, at + 1)
            ):
                self.struck.add(at)

    def _can_go(self, evaluation: Evaluation, first: int, end: int) -> bool:
        """Tell whether the words are modifiers: adverbs, or adjectives with their noun."""
        last = self.words[end - 1]
        before = self.words[first - 1] if first else ""
        if all(self._is_modifier_word(at) for at in range(first, end)):
            return before not in self.grammar.copulas or self._noun_follows(end)
        if last in self.grammar.auxiliaries or last == "to":
            return False
        if self.words[first] in self.grammar.prepositions:
            return (
                end - first > 1
                and last not in self.grammar.function
                and (before not in self.grammar.copulas and not self._noun_follows(end))
            )
        if not self._noun_follows(end):
            return self._spanish_adjective(first, end)
        if self._verb_like(end - 1, evaluation):
            return (
                before in self.grammar.determiners
                or before.endswith("'s")
                or (before in self.grammar.prepositions and before != "to")
            )
        return True

    def _is_modifier_word(self, at: int) -> bool:
        return self.grammar.is_adverb(self.words[at]) or self.words[at] in _ADVERBS

    def _noun_follows(self, at: int) -> bool:
        if at >= len(self.tokens) or at not in self._inside_set:
            return False
        word = self.words[at]
        return (
            word[0].isalnum()
            and word not in self.grammar.function
            and not (
                self.grammar.is_finite(self.tokens, at, max(0, at - 1))
                and word not in self.grammar.noun_like
            )
        )

    def _verb_like(self, at: int, evaluation: Evaluation) -> bool:
        word = self.words[at]
        if evaluation.type is not EvaluationType.EMOTIVE and at == self.inside[0]:
            return False
        ending = ("ed", "ing", "s") if self.english else ("ó", "aron", "ieron")
        return (
            word.endswith(ending)
            and not word.endswith(("ous", "ss", "less"))
            or (word in self.grammar.verbs and self.english)
        )

    def _spanish_adjective(self, first: int, end: int) -> bool:
        """Tell whether an adjective stands behind its noun: "modelo polémico"."""
        if self.english or first == 0 or self.grammar.is_finite(self.tokens, end - 1, first):
            return False
        before = self.words[first - 1]
        return (
            before[0].isalnum()
            and before not in self.grammar.function
            and before not in self.grammar.copulas
            and self.words[end - 1].endswith(_ADJECTIVE)
        )

    def _close_gap(self, first: int, end: int) -> None:
        """Strike a conjunction or comma that joined the struck words to others."""
        before, after = first - 1, end
        if before > 0 and self.words[before] in _JOINING and before - 1 in self.struck:
            self.struck.add(before)
        if (
            after < len(self.tokens)
            and self.words[after] in _JOINING
            and before >= 0
            and (self.words[before] in self.grammar.determiners or self.words[before] == ",")
        ):
            self.struck.add(after)

    # ---- inner claims ----

    def _leave_out(self, others: Sequence[Claim]) -> None:
        """Strike claims inside this one that a sign sets apart: relative clauses, brackets."""
        inside = self._inside_set
        for other in others:
            if other.spans == self.claim.spans or not any(
                span.contains(other.span) for span in self.claim.spans
            ):
                continue
            found = [i for i in self.inside if self._in(other.spans, i)]
            if not found or found[0] == self.inside[0] or found[0] - 1 not in inside:
                continue
            if self.words[found[0] - 1] not in (",", "(", "—", "–", "-"):
                continue
            self.struck.update(range(found[0] - 1, found[-1] + 1))
            behind = found[-1] + 1
            if behind < len(self.tokens) and self.words[behind] in (",", ")", "—", "–", "-"):
                self.struck.add(behind)

    @property
    def _inside_set(self) -> set[int]:
        return set(self.inside)

    # ---- the head of the claim ----

    def text(self) -> str:
        """Return the claim's words with its head completed."""
        kept = [i for i in self.inside if i not in self.struck]
        at = self._head(kept)
        prefix = self._completion(at) if at is not None else ""
        return f"{prefix} {self._join(self.inside)}" if prefix else self._join(self.inside)

    def _head(self, kept: list[int]) -> int | None:
        """Return the first word of the claim; strike conjunctions before it."""
        for at in kept:
            word = self.words[at]
            if at in self.struck:
                continue
            if not self.tokens.is_word(at) or word in _OPENERS:
                self.struck.add(at)
            elif self.words[at : at + 3] == ("debido", "a", "que"):
                self.struck.update((at, at + 1, at + 2))
            elif self.words[at : at + 2] in (("ya", "que"), ("puesto", "que"), ("even", "though")):
                self.struck.update((at, at + 1))
            else:
                return at
        return None

    def _completion(self, at: int) -> str:
        """Return the subject to put in front, after striking or changing the head."""
        word = self.words[at]
        if word in self.grammar.relatives or (word == "that" and self.english):
            return self._relative(at)
        if word in _THIRD:
            return self._pronoun(at)
        if word == "there" or "'" in word:
            return ""
        verb = at
        while verb + 1 < len(self.words) and self.grammar.is_adverb(self.words[verb]):
            verb += 1
        if (
            self.words[verb] in self.grammar.noun_like
            and verb + 1 < len(self.words)
            and (self.words[verb + 1] not in self.grammar.function)
        ):
            pass
        elif self.grammar.is_finite(self.tokens, verb, verb):
            return self._subject_phrase(at) if self.english else ""
        if self.english:
            return self._english_head(at, verb)
        return ""

    def _english_head(self, at: int, verb: int) -> str:
        word = self.words[verb]
        own_verb = self.grammar.has_finite(self.tokens, verb + 1, self.inside[-1] + 1)
        if self.grammar.is_participle(self.tokens, verb) or word == "being":
            return self._participle(at, verb)
        if word in ("a", "an") and (restriction := self._restriction(at)):
            return self._apposition(at, restriction)
        if own_verb:
            return ""
        self._blame()
        if word in past_participles() or (word.endswith("ed") and len(word) > 4):
            found = antecedent(self.tokens, at, self.grammar)
            subject = Subject(*found) if found else self._subject(at)
            return f"{self._phrase(subject)} {self._be(subject)}" if subject else ""
        if (
            word in ("a", "an", "the", "one", "both")
            and self.tokens.words[max(0, at - 1)] in ",(—–-"
        ):
            if found := antecedent(self.tokens, at, self.grammar):
                subject = Subject(*found, past=False)
                return f"{self._phrase(subject)} {self._be(subject)}"
        return ""

    def _restriction(self, at: int) -> int | None:
        """Return the relative pronoun before the first verb of "a senator who opposed it"."""
        verb = self.grammar.first_finite(self.tokens, at, self.inside[-1] + 1)
        for i in range(at, verb or at):
            if self.words[i] in ("who", "that", "which"):
                return i
        return None

    def _apposition(self, at: int, relative: int) -> str:
        if self.words[relative] == "who" and (found := antecedent(self.tokens, at, self.grammar)):
            subject = Subject(*found, past=False)
            return f"{self._phrase(subject)} {self._be(subject)}"
        if relative + 1 < len(self.words) and self.grammar.is_finite(
            self.tokens, relative + 1, relative
        ):
            self.out[at] = "the"
            self.struck.add(relative)
        return ""

    def _blame(self) -> None:
        """Make "Democrats of trying to win" a clause: "Democrats are trying to win"."""
        for position in self.inside[1:-1]:
            word = self.words[position]
            if word in ("of", "for") and self.grammar.is_participle(self.tokens, position + 1):
                first = self.inside[0]
                self.out[position] = self._be(Subject(first, position, past=False))
                return
            if word in self.grammar.prepositions:
                return

    def _relative(self, at: int) -> str:
        """Put the antecedent in place of the relative pronoun."""
        word = self.words[at]
        if word in ("where", "when", "donde", "cuando"):
            self.struck.add(at)
            return ""
        found = antecedent(self.tokens, at, self.grammar)
        if found is None:
            if word not in ("who", "quien"):
                self.out[at] = "this" if self.english else "esto"
            return ""
        phrase = self._phrase(Subject(*found))
        if phrase.startswith(("a ", "an ")):
            phrase = f"the {phrase.partition(' ')[2]}"
        if word in ("whose",):
            self.struck.add(at)
            return f"{phrase}'s"
        self.struck.add(at)
        return phrase

    def _pronoun(self, at: int) -> str:
        """Name the speaker, or the subject before, in place of "he" or "she"."""
        holder = self.claim.holder
        if isinstance(holder, Span) and not holder.overlaps(self.claim.span):
            name = holder.of(self.tokens.text)
            if (
                name.lower() not in self.grammar.pronouns
                and name[0].isalpha()
                and self.words[at] in ("he", "she", "él", "ella")
            ):
                self.struck.add(at)
                return name
        if self.words[at] in _PERSONAL and (subject := self._subject_earlier(at)):
            self.struck.add(at)
            return self._phrase(subject)
        return ""

    def _subject_earlier(self, at: int) -> Subject | None:
        subject = subject_before(self.tokens, at, self.starts, self.grammar)
        if subject is None or self.words[subject.first] in self.grammar.pronouns:
            return None
        plural = is_plural(self.tokens, subject)
        word = self.words[at]
        if plural != (word == "they"):
            return None
        name = any(self.tokens.is_capital(i) for i in range(subject.first, subject.end))
        if word in ("he", "she") and not name:
            return None
        return subject

    def _subject(self, at: int) -> Subject | None:
        found = subject_before(self.tokens, at, self.starts, self.grammar)
        if found is None and self.inside[-1] + 1 < len(self.tokens):
            return subject_after(self.tokens, self.inside[-1] + 1, self.grammar)
        return found

    def _subject_phrase(self, at: int) -> str:
        subject = self._subject(at)
        return self._phrase(subject) if subject else ""

    def _participle(self, at: int, verb: int) -> str:
        """Make a finite verb of a participle and put its subject in front."""
        subject = self._subject(at)
        if subject is None:
            return ""
        word = self.words[verb]
        if word == "being":
            self.out[verb] = self._be(subject)
        else:
            base = base_of(word)
            if self.claim.kind is ClaimKind.FORECAST:
                self.out[verb] = f"will {base}"
            elif subject.past:
                self.out[verb] = past_of(base)
            else:
                self.out[verb] = present_of(base, plural=is_plural(self.tokens, subject))
        return self._phrase(subject)

    def _be(self, subject: Subject) -> str:
        plural = is_plural(self.tokens, subject)
        if subject.past:
            return "were" if plural else "was"
        return "are" if plural else "is"

    def _phrase(self, subject: Subject) -> str:
        return self._join(range(subject.first, subject.end))

    # ---- output ----

    def _join(self, positions: Sequence[int]) -> str:
        pieces: list[str] = []
        last = None
        for at in positions:
            if at in self.struck:
                continue
            space = last is not None and self.tokens.starts[at] > self.tokens.ends[last]
            gap = last is not None and at != last + 1
            word = self.out.get(at, self.tokens.raw(at))
            if self.english and at not in self.out:
                word = expanded(word)
            pieces.append((" " if space or (gap and word not in ",.;:") else "") + word)
            last = at
        return "".join(pieces)


_JOINING = frozenset((",", "and", "or", "but", "yet", "y", "e", "o", "pero"))
_OPENERS = frozenset(
    "and but or yet because since so as while although though after before whereas y e o pero porque "
    "mientras aunque pues sino".split()
)
_ADVERBS = frozenset(
    "very only just even quite rather so too still ever always never almost indeed far much even "
    "of course fact muy tan sólo solo incluso apenas más aún hecho duda supuesto".split()
)
_ADJECTIVE = (
    *(
        "o",
        "a",
        "os",
        "as",
        "e",
        "es",
        "al",
        "ales",
        "il",
        "ivo",
        "ante",
        "ente",
        "ble",
        "or",
        "ora",
    ),
)
