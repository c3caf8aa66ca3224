"""Groups the mentions of one person or thing within a document.

Only what is safe is joined: the same words, a name and its surname or acronym, a noun phrase and
its head taken up with a definite article, and "he" or "she" where one person alone was named in
the same or the previous sentence.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar, load_grammar
from claimstance.grammar.lists import LANGUAGES
from claimstance.stance.names import Mention, names_in, read_mention


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a document by group."""

    text: str
    groups: dict[Span, tuple[Mention, ...]]
    """For each mention the members of its group, in text order."""
    names: dict[Span, Mention]
    """For the first mention of each group the one that says most."""

    @classmethod
    def of(cls, annotation: Annotation, also: Iterable[Span] = ()) -> "Mentions":
        """Group the holders and targets of ``annotation``'s evaluations, and the spans ``also``."""
        spans = {
            span
            for evaluation in annotation.evaluations
            for span in (evaluation.target, evaluation.holder)
            if isinstance(span, Span)
        }.union(also)
        text = annotation.document.text
        grammar = grammar_of(annotation.document)
        found = [read_mention(span, text, grammar) for span in sorted(spans)]
        resolved = _antecedents(found, annotation)
        everyone = sorted({*found, *resolved.values()}, key=lambda m: m.span)
        union = _Union(everyone)
        for same in _identical(everyone, annotation):
            union.join(same)
        for pair in (*_named(everyone), *_taken_up(everyone), *resolved.items()):
            union.join(pair)
        groups = union.groups()
        names = {
            first: max(group, key=lambda m: (m.rank, len(m.words), -m.span.start))
            for first, group in {group[0].span: group for group in groups.values()}.items()
        }
        return cls(text, groups, names)

    def first(self, span: Span) -> Span:
        """Return the first mention of the group that ``span`` is in."""
        return self.groups[span][0].span

    def best(self, span: Span) -> Mention:
        """Return the mention that says most: a name before a description before a pronoun."""
        return self.names[self.first(span)]

    def fullest(self, span: Span) -> Span:
        """Return the span of the mention that says most."""
        return self.best(span).span

    def name(self, span: Span) -> str:
        """Return the words of the fullest mention on one line."""
        return " ".join(self.fullest(span).of(self.text).split())


def grammar_of(document: Document) -> Grammar:
    """Return the words of a document's language, English where there are none for it."""
    language = (document.language or "en")[:2]
    return load_grammar(language if language in LANGUAGES else "en")


class _Union:
    """Disjoint sets of mentions."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.parents = {mention: mention for mention in mentions}

    def root(self, mention: Mention) -> Mention:
        while self.parents[mention] is not mention:
            self.parents[mention] = self.parents[self.parents[mention]]
            mention = self.parents[mention]
        return mention

    def join(self, mentions: Iterable[Mention]) -> None:
        first, *others = (self.root(mention) for mention in mentions)
        for other in others:
            self.parents[other] = first

    def groups(self) -> dict[Span, tuple[Mention, ...]]:
        members: dict[Mention, list[Mention]] = defaultdict(list)
        for mention in self.parents:
            members[self.root(mention)].append(mention)
        groups = [tuple(sorted(group, key=lambda m: m.span)) for group in members.values()]
        return {mention.span: group for group in groups for mention in group}


def _identical(mentions: list[Mention], annotation: Annotation) -> list[list[Mention]]:
    """Return mentions in the same words; pronouns only within one sentence."""
    same: dict[tuple[object, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        place = _sentence_of(mention.span, annotation) if mention.is_pronoun else None
        same[mention.words, place].append(mention)
    return list(same.values())


def _named(mentions: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Return a short name with the only full name that it can stand for."""
    full: dict[str, dict[tuple[str, ...], Mention]] = defaultdict(dict)
    pairs = []
    for mention in mentions:
        if mention.is_name and len(mention.bare) > 1:
            for key in mention.short_forms:
                same = full[key].setdefault(mention.bare[-2:], mention)
                pairs.append((same, mention))
    for mention in mentions:
        if mention.is_name and len(mention.bare) == 1:
            candidates = full.get(mention.bare[0], {})
            if len(candidates) == 1:
                pairs += [(same, mention) for same in candidates.values()]
    return pairs


def _taken_up(mentions: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Return "the model" with the only longer phrase of the same head before it."""
    pairs = []
    earlier: dict[str, dict[tuple[str, ...], Mention]] = defaultdict(dict)
    for mention in mentions:
        candidates = earlier.get(mention.head, {})
        if mention.is_bare_definite and len(candidates) == 1:
            pairs += [(same, mention) for same in candidates.values()]
        elif not mention.is_name and len(mention.words) > 1:
            earlier[mention.head].setdefault(mention.words, mention)
    return pairs


def _antecedents(mentions: list[Mention], annotation: Annotation) -> dict[Mention, Mention]:
    """Return for "he" and "she" the only person named shortly before."""
    text = annotation.document.text
    grammar = grammar_of(annotation.document)
    found: dict[Mention, Mention] = {}
    for mention in mentions:
        if not mention.is_personal:
            continue
        start = _window_start(mention.span, annotation)
        if start == mention.span.start:
            continue
        names = names_in(Span(start, mention.span.start), text, grammar)
        if len({name.words[-1] for name in names}) == 1:
            found[mention] = max(names, key=lambda m: (len(m.words), -m.span.start))
    return found


def _sentence_of(span: Span, annotation: Annotation) -> int | None:
    sentences = annotation.sentences
    index = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
    return index if index >= 0 and span.start < sentences[index].span.end else None


def _window_start(span: Span, annotation: Annotation) -> int:
    """Return where the sentence before the one of ``span`` begins."""
    index = _sentence_of(span, annotation)
    if index is None:
        return max(0, span.start - 300)
    return annotation.sentences[max(0, index - 1)].span.start
