import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.io.jsonl import read_annotations
from claimstance.segment.language import guess_language
from claimstance.segment.sentences import LONGEST, split_sentences

HARD_CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "hard_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "kind", "sentences"), HARD_CASES)
def test_news_is_split_where_people_would(language, kind, sentences):
    expected = sentences.split(" | ")
    text = " ".join(expected)
    assert [span.of(text) for span in split_sentences(text, language)] == expected, kind


def test_headlines_and_bullets_are_sentences_of_their_own():
    text = "Taxes fall again\n\nThe budget passed.\n- Fuel is cheaper\n- Rents are not"
    assert [span.of(text) for span in split_sentences(text)] == [
        "Taxes fall again",
        "The budget passed.",
        "- Fuel is cheaper",
        "- Rents are not",
    ]


def test_wrapped_lines_are_one_sentence():
    text = (
        "The government said on Tuesday that it would cut the tax on fuel by a\n"
        "fifth, which economists at the institute had warned against for years.\n"
        "It did."
    )
    assert [len(span.of(text).split("\n")) for span in split_sentences(text)] == [2, 1]


@given(st.text(st.sampled_from("aA .!?\n\"'“”«»-1é😀\u202e\x00"), max_size=200))
def test_sentences_slice_back_and_lose_only_white_space(text):
    spans = split_sentences(text)
    at = 0
    for span in spans:
        assert text[at : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n\n" not in span.of(text)
        at = span.end
    assert text[at:].strip() == ""


def test_a_text_without_a_full_stop_is_cut():
    text = "word " * 5_000
    assert max(len(span) for span in split_sentences(text)) <= LONGEST


@pytest.mark.parametrize(
    "unit", ["x", "He said so. ", "he said. and then. ", "“", "1. ", "ab\n", "Mr. ", ". "]
)
def test_time_grows_with_the_text_and_not_faster(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        split_sentences(text)
        return time.process_time() - start

    def fastest(size):
        return min(seconds(size) for _ in range(3))  # what else runs only ever adds

    assert fastest(300_000) < 20 * max(fastest(50_000), 0.03)


def test_windows_do_not_move_boundaries():
    sentences = [f"Number {i} was read on Sept. {i} by Ms. Hill." for i in range(500)]
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text, "en")] == sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the budget of the state was cut by a fifth.", "en"),
        ("El ministro dijo que el presupuesto de la región se recortó por un año.", "es"),
        ("Der Minister sagte, dass die Steuer nicht für das Land ist.", "de"),
        ("政府は火曜日に予算を発表した。", None),
        ("12 34", None),
    ],
)
def test_the_language_is_guessed_or_left_open(text, language):
    assert guess_language(text) == language


def test_the_shared_corpus_is_split_as_annotated(shared):
    found = gold = both = 0
    for annotation in read_annotations(shared / "corpus" / "dev-es.jsonl"):
        spans = set(split_sentences(annotation.document.text, "es"))
        expected = {sentence.span for sentence in annotation.sentences}
        found, gold, both = found + len(spans), gold + len(expected), both + len(spans & expected)
    assert 2 * both / (found + gold) > 0.98
