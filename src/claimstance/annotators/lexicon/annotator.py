"""The annotator ``lexicon.v1``: word lists and closed-class rules, no trained model."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimstance.annotators.lexicon.quotation import quotations
from claimstance.annotators.lexicon.sentences import SentenceAnalysis
from claimstance.annotators.lexicon.wordlists import load_lexicon
from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Sentence
from claimstance.core.span import Span
from claimstance.grammar.lists import LANGUAGES
from claimstance.stance.derive import with_stances

NAME = "model:lexicon.v1"
SentenceSplitter = Callable[[str, str], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class LexiconAnnotator:
    """Rules over word lists; an `claimstance.core.annotation.Annotator`.

    Documents in a language without lists are read with the English ones, of which then little
    more than quotation marks, numbers and names applies.
    """

    lexicon: str | Path | None = None
    """A file of the user's own entries."""
    split: SentenceSplitter | None = None
    """Takes a text and its language; the package's own splitter by default."""

    @property
    def name(self) -> str:
        """The annotator's id as its annotations carry it."""
        return NAME

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        """Annotate ``documents`` lazily."""
        return map(self.annotate, documents)

    def annotate(self, document: Document) -> Annotation:
        """Annotate one document."""
        language = self.language_of(document)
        lexicon = load_lexicon(language, self.lexicon)
        quoted = quotations(document.text)
        sentences: list[Sentence] = []
        claims: list[Claim] = []
        evaluations: list[Evaluation] = []
        for span in self.sentences_of(document.text, language):
            analysis = SentenceAnalysis(document.text, span, quoted, lexicon)
            sentences.append(analysis.sentence(len(sentences)))
            found = analysis.evaluations(len(evaluations))
            evaluations += found
            claims += analysis.claims(len(claims), found)
        return with_stances(
            Annotation(
                document=document,
                annotator=self.name,
                sentences=tuple(sentences),
                claims=tuple(claims),
                evaluations=tuple(evaluations),
            )
        )

    def language_of(self, document: Document) -> str:
        """Return the language whose lists are used."""
        given = document.language
        if given is None:
            from claimstance.segment.language import guess_language

            given = guess_language(document.text)
        code = (given or "en")[:2].lower()
        return code if code in LANGUAGES else "en"

    def sentences_of(self, text: str, language: str) -> tuple[Span, ...]:
        """Return the sentences of ``text``."""
        if self.split is not None:
            return self.split(text, language)
        from claimstance.segment.sentences import split_sentences

        return split_sentences(text, language)
