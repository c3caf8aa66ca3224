"""Everything the rules say about one sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claimstance.annotators.lexicon.attributes import claim_kind, subjectivity, worth
from claimstance.annotators.lexicon.clauses import Clause, ClauseSplitter
from claimstance.annotators.lexicon.evaluative import Found, find_evaluations, find_targets
from claimstance.annotators.lexicon.frames import Frame, Range, Scene
from claimstance.annotators.lexicon.speech import FrameFinder
from claimstance.annotators.lexicon.wordlists import Lexicon
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence, Voice
from claimstance.core.span import Span
from claimstance.grammar.tokens import tokenize
from claimstance.rewrite.neutral import neutral_wording

_LONGEST = 1500
"""Characters of a sentence that are analysed."""
_AUTHOR = -1
_OTHER = -2
_FRAME = -3


class SentenceAnalysis:
    """Frames, clauses and evaluations of one sentence."""

    def __init__(self, text: str, span: Span, quotations: Sequence[Span], lexicon: Lexicon) -> None:
        self.text = text
        self.span = span
        grammar = self.grammar = lexicon.grammar
        # Only the start of a monstrous "sentence" is analysed, so that time stays linear.
        self.tokens = tokenize(text, Span(span.start, min(span.end, span.start + _LONGEST)))
        self.quoted = self._quoted(quotations)
        self.frames = FrameFinder(Scene.of(self.tokens, self.quoted, grammar)).find()
        self.found = find_evaluations(self.tokens, lexicon)
        self.dateline = self._dateline()
        self.owners = self._owners()
        self.clauses = self._clauses()

    def _dateline(self) -> int:
        """Return how many tokens "WASHINGTON (Reuters) -" takes at the start."""
        words = self.tokens.words
        for at in range(2, min(9, len(words) - 1)):
            if words[at] == ")" and words[at + 1] in ("-", "–", "—") and "(" in words[:at]:
                return at + 2
        return 0

    def _quoted(self, quotations: Sequence[Span]) -> tuple[Range, ...]:
        """Return the quotations of the sentence as ranges of tokens."""
        starts, ends = self.tokens.starts, self.tokens.ends
        at = max(0, bisect_right(quotations, self.span.start, key=lambda q: q.start) - 1)
        ranges = []
        for quotation in quotations[at:]:
            if quotation.start >= self.span.end:
                break
            first = bisect_right(ends, quotation.start)
            end = bisect_right(starts, quotation.end - 1)
            if first < end:
                ranges.append((first, end))
        return tuple(ranges)

    def _owners(self) -> list[int]:
        """Return for each token who says it: a frame's number, the author or somebody else."""
        owners = [_AUTHOR] * len(self.tokens)
        owners[: self.dateline] = [_FRAME] * self.dateline
        for first, end in self.quoted:
            if self._is_speech(first, end):
                owners[first:end] = [_OTHER] * (end - first)
        for number, frame in enumerate(self.frames):
            for first, end in frame.contents:
                owners[first:end] = [number] * (end - first)
        for frame in self.frames:
            for first, end in frame.words:
                owners[first:end] = [_FRAME] * (end - first)
        return owners

    def _is_speech(self, first: int, end: int) -> bool:
        """Tell a quotation that says something from words quoted within a clause."""
        tokens = self.tokens
        if end - first >= len(tokens) - 3:
            return True
        opens = first <= 1 or tokens.words[first - 2] in (":", ",", "—") or tokens.is_capital(first)
        return opens and end - first > 3 and self.grammar.has_finite(tokens, first, end)

    def holder_of(self, owner: int) -> Holder:
        """Return the holder that an owner number stands for."""
        if owner >= 0:
            holder = self.frames[owner].holder
            return Voice.OTHER if holder is None else self.tokens.span(*holder)
        return Voice.OTHER if owner == _OTHER else Voice.AUTHOR

    # ---- the sentence ----

    def sentence(self, index: int) -> Sentence:
        """Return the sentence with its subjectivity."""
        reported = [q for q in self.quoted if self._is_speech(*q)]
        reported += [piece for frame in self.frames for piece in frame.contents]
        value, score = subjectivity(
            self.tokens, self.found, reported, framed=bool(self.frames), grammar=self.grammar
        )
        return Sentence(index, self.span, value, round(score, 3))

    # ---- evaluations ----

    def evaluations(self, before: int) -> list[Evaluation]:
        """Return the evaluations, numbered from ``before`` + 1 on."""
        targets = find_targets(self.tokens, self.found, self.grammar)
        return [
            self._evaluation(before + number, item, target)
            for number, (item, target) in enumerate(zip(self.found, targets, strict=True), 1)
        ]

    def _evaluation(self, number: int, item: Found, target: Range | None) -> Evaluation:
        span = self.tokens.span(item.first, item.end)
        target_span = None if target is None else self.tokens.span(*target)
        if target_span is not None and target_span.overlaps(span):
            target_span = None
        return Evaluation(
            id=f"e{number}",
            span=span,
            type=item.entry.type,
            polarity=item.entry.polarity,
            strength=item.entry.strength,
            holder=self.holder_of(self.owners[item.first]),
            target=target_span,
        )

    # ---- claims ----

    def claims(self, before: int, evaluations: Sequence[Evaluation]) -> list[Claim]:
        """Return the claims, numbered from ``before`` + 1 on."""
        if self._asserts_nothing():
            return []
        found: list[Claim] = []
        for owner, pieces in self.clauses:
            if self._is_claim(pieces):
                found.append(self._claim(before + len(found) + 1, owner, pieces))
        return [
            replace(
                claim,
                neutral=neutral_wording(self.tokens, claim, evaluations, found, self.grammar),
            )
            for claim in found
        ]

    def _asserts_nothing(self) -> bool:
        tokens = self.tokens
        words = [i for i in range(len(tokens)) if tokens.is_word(i)]
        if not words:
            return True
        last = [tokens.words[i] for i in range(words[-1] + 1, len(tokens))]
        if "?" in last and not self.frames:
            return True
        return tokens.words[words[0]] in self.grammar.words("imperative") and not self.frames

    def _clauses(self) -> list[tuple[int, list[Clause]]]:
        """Return each claim's owner and its clause, two where a frame interrupts it."""
        found: list[tuple[int, list[Clause]]] = []
        last_open: tuple[int, int] | None = None
        for first, end in self._runs():
            owner = self.owners[first]
            splitter = ClauseSplitter(self.tokens, first, end, self.grammar)
            clauses = splitter.split()
            for number, clause in enumerate(clauses):
                complete = splitter.finite_in(clause.first, clause.end)
                said_by = self._owner_of(owner, clause) if number else owner
                joins = number == 0 and last_open is not None and last_open[0] == owner >= 0
                if joins and last_open is not None and (not complete or not last_open[1]):
                    found[-1][1].append(clause)
                else:
                    found.append((said_by, [clause]))
                last_open = (owner, int(complete))
        return found

    def _owner_of(self, owner: int, clause: Clause) -> int:
        """Give a relative clause that trails behind reported words to the author.

        Within quotation marks it is the speaker's like the rest.
        """
        trails = clause.opener in self.grammar.relatives and clause.opener not in ("that", "que")
        quoted = any(first <= clause.first < end for first, end in self.quoted)
        if owner < 0 or quoted or not trails:
            return owner
        self.owners[clause.first : clause.end] = [_AUTHOR] * (clause.end - clause.first)
        return _AUTHOR

    def _runs(self) -> list[Range]:
        """Return maximal stretches of tokens with one owner, without signs at their edges."""
        runs: list[Range] = []
        at = 0
        tokens = self.tokens
        while at < len(tokens):
            owner = self.owners[at]
            end = at
            while end < len(tokens) and self.owners[end] == owner:
                end += 1
            first = tokens.skip_signs(at, end)
            stop = end
            while stop > first and not self._ends_words(first, stop - 1):
                stop -= 1
            if owner != _FRAME and first < stop:
                runs.append((first, stop))
            at = end
        return runs

    def _ends_words(self, first: int, last: int) -> bool:
        """Tell whether token ``last`` is a word, or closes what was opened since ``first``."""
        words = self.tokens.words
        if self.tokens.is_word(last) or words[last] == "%":
            return True
        opening = {")": "(", "»": "«", "”": "“"}.get(words[last])
        return opening is not None and opening in words[first:last]

    def _is_claim(self, pieces: Sequence[Clause]) -> bool:
        """Tell whether a proposition remains when the evaluative words are struck."""
        grammar, tokens = self.grammar, self.tokens
        struck = {i for item in self.found for i in range(item.first, item.end)}
        verb = content = 0
        for piece in pieces:
            verb += grammar.has_finite(tokens, piece.first, piece.end)
            verb += piece.opener == "participle" or grammar.is_participle(tokens, piece.first)
            for at in range(piece.first, piece.end):
                word = tokens.words[at]
                content += (
                    at not in struck
                    and word[0].isalnum()
                    and word not in grammar.auxiliaries
                    and word not in grammar.determiners
                    and word not in grammar.prepositions
                    and word not in grammar.pronouns
                    and word not in grammar.adverbs
                )
        return verb > 0 and content > 1

    def _claim(self, number: int, owner: int, pieces: Sequence[Clause]) -> Claim:
        first, end = pieces[0].first, pieces[-1].end
        kind = claim_kind(self.tokens, first, end, pieces[0].opener, self.grammar)
        frame: Frame | None = self.frames[owner] if owner >= 0 else None
        checkable = worth(
            self.tokens,
            first,
            end,
            kind,
            by_author=owner == _AUTHOR,
            coloured=sum(first <= item.first < end for item in self.found),
            grammar=self.grammar,
        )
        return Claim(
            id=f"c{number}",
            spans=tuple(self.tokens.span(piece.first, piece.end) for piece in pieces),
            holder=self.holder_of(owner),
            cue=None if frame is None else self.tokens.span(*frame.cue),
            kind=kind,
            worth=checkable >= 0.5,
            worth_score=round(checkable, 3),
        )
