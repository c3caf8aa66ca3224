"""Strikes evaluative words from a draft, or puts plain ones in their place."""

from claimstance.core.marks import Evaluation, EvaluationType
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.modifiers import (
    ADJECTIVE,
    ADJECTIVES,
    ARTICLES,
    DEGREES,
    DENYING,
    GRADING,
    IN_STACKS,
    JOINING,
    LATELY,
    MEASURES,
    QUANTIFIERS,
    RANGES,
    SPANISH_ADJECTIVE,
)
from claimstance.rewrite.neighbours import Neighbours
from claimstance.rewrite.plain import plain_words
from claimstance.rewrite.verbs import past_participles
from claimstance.rewrite.wordclass import WordClass


class Striker(Neighbours):
    """Makes a draft plain, one evaluation after the other."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.plain = plain_words(draft.grammar.language)
        self.word_class = WordClass(draft)
        self.modals = draft.grammar.words("modal")

    def neutralise(self, evaluation: Evaluation) -> None:
        """Replace the evaluation by a plain word, or strike it where the clause survives that.

        A main verb or noun without a plain word in the lists stays, and so do parts of names and
        words whose loss would turn a denial round.
        """
        found = self.draft.range_of(evaluation.span)
        if not found or self._is_part_of_name(found.start, found.stop):
            return
        first, end = found.start, found.stop
        if self.words[first] in ARTICLES and end - first > 1 and self.words[end - 1] != "of":
            first += 1
        ending = self._ending(evaluation, end - 1)
        plain = None if self._is_attributive(first, end) else self._plain(first, end, ending)
        if plain:
            self.draft.replaced[first] = plain + ending
            self.draft.strike(range(first + 1, end))
        elif ending or self._denies(first, end) or self._is_unclear_verb(first, end):
            return
        elif (plain == "" and self._noun_follows(end)) or self._can_go(evaluation, first, end):
            self.draft.strike(range(first, end))
            self._close_gap(self._with_degree(first, end), end)
        elif end - first > 1:
            self._strike_parts(evaluation, first, end)

    def _plain(self, first: int, end: int, ending: str) -> str | None:
        """Return the words of the lists for the tokens ``first`` to ``end - 1``, if any fit."""
        words = self.words[first:end]
        phrase = " ".join(words)
        options = self.plain.get(
            phrase.removesuffix(ending.replace("’", "'")) if ending else phrase
        )
        if options is None and end - first > 1:
            options = self.plain.get(" ".join(word for word in words if word[0].isalnum()))
        if options is None:
            return None
        named = options[0].word_class == "noun"
        if named and not ending and self._noun_follows(end) and end in self.draft.inside:
            return None  # "mob violence": the word can go
        return self.word_class.replacement(options, first, end)

    def _is_unclear_verb(self, first: int, end: int) -> bool:
        """Tell whether a verb of the lists stands where it may be a noun: "cuts fuel duty"."""
        options = self.plain.get(" ".join(self.words[first:end]), ())
        participle = self.words[first].endswith(("ed", "ing"))
        return not participle and any(plain.word_class.endswith("verb") for plain in options)

    def _denies(self, first: int, end: int) -> bool:
        """Tell whether striking the words would turn a denial round, or leave it bare."""
        words = self.words[first:end]
        if any(word in DENYING or word.endswith("n't") for word in words):
            before = self.draft.word(first - 1)
            return not (before in self.grammar.determiners and self._noun_follows(end))
        at = first - 1
        while at in self.draft.struck or self.grammar.is_adverb(self.draft.word(at)):
            if self.draft.word(at) in DENYING:
                break
            at -= 1
        return self.draft.word(at) in ("no", "without", "never") and self._noun_follows(end)

    def _is_attributive(self, first: int, end: int) -> bool:
        """Tell whether a participle stands before its noun ("the botched sale")."""
        participle = end - first == 1 and self.words[first].endswith(("ed", "ing"))
        named = self._is_named(self.draft.word(first - 1), self.words[first])
        return participle and named and self._noun_follows(end)

    def _is_named(self, before: str, participle: str) -> bool:
        """Tell "the botched sale" from "some waving flags" and "an issue that unites"."""
        if before == "that" or (before in QUANTIFIERS and not participle.endswith("ed")):
            return False
        return before in self.grammar.determiners or before.endswith("'s")

    def _ending(self, evaluation: Evaluation, last: int) -> str:
        """Return the possessive that the evaluation's last word has outside the mark."""
        tokens = self.draft.tokens
        behind = tokens.text[evaluation.span.end : tokens.ends[last]]
        return behind if behind in ("'s", "’s", "'", "’") else ""

    def _strike_parts(self, evaluation: Evaluation, first: int, end: int) -> None:
        """Strike what can go of a longer evaluation and keep its verb or noun."""
        before = self.draft.word(first - 1)
        if before in GRADING or (before == "," and self._is_modifier(first - 2)):
            return  # "that much harder", "very, very calm"
        predicate = self._is_predicate(first)
        for at in range(first, end):
            if (plain := self._plain(at, at + 1, "")) and not predicate:
                self.draft.replaced[at] = plain
            elif at + 1 < end and (
                self._is_plain_adverb(at)
                or (
                    not predicate
                    and self._is_adjective(at)
                    and self._can_go(evaluation, at, at + 1)
                )
            ):
                self.draft.strike((at,))

    def _is_predicate(self, first: int) -> bool:
        """Tell whether the words are all that is said of the subject: "is a bad thing"."""
        before = self.draft.word(first - 1)
        at = first - 2 if before in ARTICLES else first - 1
        return self.draft.word(at) in self.grammar.copulas

    def _is_attribute(self, evaluation: Evaluation, end: int) -> bool:
        """Tell "for soaring prices" from "for smearing voters"."""
        options = self.plain.get(self.words[end - 1], ())
        if options:
            return any(plain.word_class == "intransitive verb" for plain in options)
        return evaluation.type not in (EvaluationType.EMOTIVE, EvaluationType.STANCE)

    def _can_go(self, evaluation: Evaluation, first: int, end: int) -> bool:
        """Tell whether the words are modifiers: adverbs, or adjectives with their noun."""
        grammar = self.grammar
        last, before = self.words[end - 1], self._word_before(first)
        if self._is_adverbial(first, end):
            if self.draft.word(first - 1) in GRADING and not self._noun_follows(end):
                return False  # "this swiftly", "based in fact"
            if last == "too" and self.draft.word(end) in ("much", "many", "few", "little"):
                return False
            return before not in grammar.copulas or self.draft.word(end)[:1].isalnum()
        if self._holds_clause(first, end, before):
            return False
        if end - first == 1 and self._is_bare_noun(last):
            return False
        if self.words[first] in grammar.prepositions:
            adjunct = before not in grammar.copulas and not self._noun_follows(end)
            return end - first > 1 and last not in grammar.function and adjunct
        if not self._noun_follows(end):
            return self._is_spanish_adjective(first, end)
        if self._is_verb_like(end - 1, evaluation):
            before = self.draft.word(first - 1)
            return self._is_named(before, self.words[end - 1]) or (
                before in grammar.prepositions and self._is_attribute(evaluation, end)
            )
        return True

    def _holds_clause(self, first: int, end: int, before: str) -> bool:
        """Tell whether the words are a verb, a predicate or an idiom with parts of its own."""
        last, behind = self.words[end - 1], self.draft.word(end)
        if last in self.grammar.auxiliaries or last == "to" or self._ranks(first, end):
            return True
        if end - first == 1 and last in self.grammar.determiners:
            return True
        if self.draft.word(first - 1) == "that" and self.words[first] in ("much", "more", "less"):
            return True  # "that much harder"
        if before == "to":
            return not last.endswith((*ADJECTIVE[:8], "ed", "ing"))  # "to relish making"
        if before in self.modals or before == "did" or behind in ("one", "ones", "of"):
            return True
        lately = behind in LATELY or behind in self.grammar.temporals
        if before in self.grammar.copulas and (lately or self._clause_follows(end)):
            return True  # "is good right now", "is clear Lee left"
        return end - first > 1 and not self._is_stack(first, end)

    def _is_stack(self, first: int, end: int) -> bool:
        """Tell "big and ugly" and "a lot of" from "keep a lid on" and "guilty of"."""
        while first < end - 1 and self._is_modifier(first):
            first += 1
        words = self.words[first:end]
        if words[0] in self.grammar.prepositions or not self.draft.english:
            return True  # an adjunct
        measures = words[0] in self.grammar.determiners or words[0] in MEASURES
        return all(
            word in IN_STACKS
            or (measures and word in ("of", "the", "a"))
            or word not in self.grammar.function
            or self.grammar.is_adverb(word)
            for word in words
        )

    def _is_verb_like(self, at: int, evaluation: Evaluation) -> bool:
        word = self.words[at]
        first = self.draft.positions[0] if self.draft.positions else -1
        if evaluation.type is not EvaluationType.EMOTIVE and at == first:
            return False
        ending = ("ed", "ing", "s") if self.draft.english else ("ó", "aron", "ieron")
        if word.endswith(ending) and not word.endswith(("ous", "ss", "less")):
            return True
        return self.draft.english and (word in self.grammar.verbs or word in past_participles())

    def _is_spanish_adjective(self, first: int, end: int) -> bool:
        """Tell whether an adjective stands behind its noun: "modelo polémico"."""
        if self.draft.english or self.grammar.is_finite(self.draft.tokens, end - 1, first):
            return False
        before = self.draft.word(first - 1)
        noun = before[:1].isalnum() and before not in self.grammar.function
        return (
            noun
            and before not in self.grammar.copulas
            and self.words[end - 1].endswith(SPANISH_ADJECTIVE)
        )

    def _with_degree(self, first: int, end: int) -> int:
        """Strike adverbs that only graded the struck adjective: "sometimes bitter talks"."""
        if self._is_adverbial(first, end) or not self._noun_follows(end):
            return first
        while first - 1 in self.draft.inside and self._grades(self.words[first - 1]):
            first -= 1
            self.draft.strike((first,))
        return first

    def _grades(self, word: str) -> bool:
        adverb = word.endswith("ly") and self.grammar.is_adverb(word)
        return (adverb and word not in ("only", "early")) or word in DEGREES

    def _joins_adjective(self, first: int) -> bool:
        """Tell "a long and [bitter] talk" from "the dogs and [big] cats"."""
        before = self.draft.word(first - 2)
        content = before[:1].isalpha() and before not in self.grammar.function
        named = self.draft.word(first - 3) in self.grammar.determiners
        adjective = named or before in ADJECTIVES | {"long"} or before.endswith(ADJECTIVE[:6])
        return content and adjective and not before.endswith("s")

    def _ranks(self, first: int, end: int) -> bool:
        """Tell whether a superlative says where something stands: "the worst storm in years"."""
        words = self.words[first:end]
        highest = words[0] == "most" or words[-1].endswith("est") or words[-1] == "worst"
        before = self.draft.word(first - 1)
        if highest and before.endswith("'s"):
            return True  # "the world's richest nation"
        if not highest or before != "the":
            return False
        while self.draft.word(end)[:1].isalpha() and self.draft.word(end) not in RANGES:
            if self.draft.word(end) in self.grammar.function:
                return False
            end += 1
        return self.draft.word(end) in RANGES

    def _close_gap(self, first: int, end: int) -> None:
        """Strike a conjunction or comma that joined the struck words to others."""
        before = self.draft.word(first - 1)
        if self._is_adverbial(first, end) and before == ",":
            if self.draft.word(end) == ",":  # an aside such as ", of course,"
                self.draft.strike((first - 1, end))
            return
        joined = before in ("and", "or") and first > 1 and self._is_modifier(first - 2)
        if joined and self._is_adverbial(first, end):
            self.draft.strike((first - 1,))  # "somewhat or extremely likely"
            return
        if joined and self._is_modifier(first) and self._noun_follows(end):
            self.draft.strike((first - 2, first - 1))  # "somewhat or very bitter talks"
            return
        if before in ("and", "or") and self._noun_follows(end) and self._joins_adjective(first):
            self.draft.strike((first - 1,))
        if self.draft.word(end) in JOINING and end + 1 in self.draft.struck:
            self.draft.strike((end,))
        opens = before in self.grammar.determiners or before == ","
        if opens and self.draft.word(end) in JOINING:
            self.draft.strike((end,))
