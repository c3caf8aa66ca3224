"""The guidelines' examples are valid marks, follow the scheme's formal rules, and cover it."""

import json
import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from claimstance.core.annotation import Annotation
from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity, Voice
from claimstance.core.markup import parse
from claimstance.core.span import Span
from claimstance.io.jsonl import read_annotations, write_annotations

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "annotations" / "guidelines.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```markup\n(.*?)\n```$", TEXT, re.MULTILINE | re.DOTALL)
SPANISH_FROM = TEXT.index("## 11. Spanish")
SPANISH_TO = TEXT.index("## 12.")


@pytest.fixture(scope="module")
def examples() -> list[Annotation]:
    return [parse(block) for block in BLOCKS]


def numbered() -> list[Annotation]:
    """All examples as annotations that tools can read."""
    found = []
    spanish = TEXT[SPANISH_FROM:SPANISH_TO]
    for number, block in enumerate(BLOCKS, 1):
        example = parse(block, id=f"guidelines-{number:03}", annotator="llm:guidelines")
        language = "es" if block in spanish else "en"
        document = replace(example.document, language=language)
        found.append(replace(example, document=document))
    return found


def test_examples_can_be_read_by_tools() -> None:
    path = ROOT / "annotations" / "examples.jsonl"
    if os.environ.get("CLAIMSTANCE_GOLDEN") == "write":
        write_annotations(numbered(), path)
    assert list(read_annotations(path)) == numbered()


@pytest.mark.parametrize("block", BLOCKS)
def test_example_is_marked_completely(block: str) -> None:
    example = parse(block)
    text = example.document.text
    assert all(s.subjectivity is not None for s in example.sentences)
    between = text
    for sentence in reversed(example.sentences):
        between = between[: sentence.span.start] + between[sentence.span.end :]
    assert not between.strip(), "text outside of every sentence"
    for claim in example.claims:
        assert claim.kind is not None
        assert claim.worth is not None
        assert claim.neutral is not None
        assert claim.neutral.endswith(".")
        assert not set(claim.neutral) & set('“”«»"')
        assert claim.cue is None or claim.holder is not Voice.AUTHOR
    for evaluation in example.evaluations:
        assert None not in (evaluation.type, evaluation.polarity, evaluation.strength)


@pytest.mark.parametrize("block", BLOCKS)
def test_example_stays_in_its_sentence_and_off_the_edges(block: str) -> None:
    example = parse(block)
    text = example.document.text
    evaluated: list[tuple[Span, ...]] = [
        tuple(s for s in (e.span, e.holder, e.target) if isinstance(s, Span))
        for e in example.evaluations
    ]
    claimed: list[tuple[Span, ...]] = [
        (*c.spans, *(s for s in (c.holder, c.cue) if isinstance(s, Span))) for c in example.claims
    ]
    for spans in (*evaluated, *claimed):
        assert any(all(s.span.contains(span) for span in spans) for s in example.sentences)
        for span in spans:
            words = span.of(text)
            assert words == words.strip()
            assert words[-1] not in ".,;:?!"
            assert words[0] not in ",;:"


def test_there_are_enough_examples() -> None:
    assert len(BLOCKS) >= 70
    assert TEXT.count("```markup") == len(BLOCKS)
    assert TEXT[SPANISH_FROM:SPANISH_TO].count("```markup") >= 10


def test_examples_cover_the_scheme(examples: list[Annotation]) -> None:
    claims = [c for e in examples for c in e.claims]
    evaluations = [v for e in examples for v in e.evaluations]
    assert {c.kind for c in claims} == set(ClaimKind)
    assert {c.worth for c in claims} == {True, False}
    assert {v.type for v in evaluations} == set(EvaluationType)
    assert {v.polarity for v in evaluations} == set(Polarity)
    assert {v.strength for v in evaluations} == {1, 2, 3}
    assert {s.subjectivity for e in examples for s in e.sentences} == set(Subjectivity)
    assert {Voice.AUTHOR, Voice.OTHER} <= {c.holder for c in claims if isinstance(c.holder, Voice)}
    assert any(isinstance(c.holder, Span) and c.cue for c in claims)
    assert any(isinstance(v.holder, Span) and v.target for v in evaluations)
    assert any(v.target is None for v in evaluations)
    assert any(len(c.spans) > 1 for c in claims)
    assert any(not e.claims and not e.evaluations for e in examples)
    assert min(Counter(c.kind for c in claims).values()) >= 5
    assert min(Counter(v.type for v in evaluations).values()) >= 5


def test_examples_do_not_give_the_corpus_away(examples: list[Annotation]) -> None:
    corpus = (ROOT / "annotations" / "documents.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line)["text"] for line in corpus.splitlines()]
    for example in examples:
        for sentence in example.sentences:
            words = sentence.span.of(example.document.text)
            assert not any(words in text for text in texts)


def test_guidelines_carry_the_version_that_the_change_log_ends_with() -> None:
    heading = re.search(r"^\*\*Version (\d+\.\d+)\*\*", TEXT, re.MULTILINE)
    assert heading is not None
    assert re.findall(r"^\| (\d+\.\d+) \|", TEXT, re.MULTILINE)[-1] == heading.group(1)
