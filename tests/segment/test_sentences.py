import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.io.jsonl import read_annotations
from claimstance.segment.language import guess_language
from claimstance.segment.sentences import LONGEST, split_sentences

ENGLISH = [
    ["Sen. Tim Scott, R-S.C., left.", "He had said so."],
    ["The U.S. Senate met at 9:10 a.m. on Sept. 3.", "It rose by 3.5 percent."],
    ['"It is over," Ms. Hill said.', '"I mean it."'],
    ["“It is over,” she said.", "“I mean it.”"],
    ["WASHINGTON (AP) — The budget fell.", "Nobody knew why."],
    ["J. K. Rowling and Dr. Who met Lt. Gen. Smith.", "They talked."],
    ["House Speaker Nancy Pelosi, D-Calif., said no.", "There was a pause."],
    ["What now?", "Nobody knew!", "Then… silence."],
    ["Pres. Trump spoke.", "Mr. Jones left."],
    ["He paid $1.5 million to Acme Inc. in May.", "It sued."],
    ["1. Wash your hands."],
]
SPANISH = [
    ["El Sr. Gómez llegó a EE. UU. ayer.", "Nadie lo esperaba."],
    ["¿Qué pasó?", "¡Nadie lo sabe!"],
    ["«Es un error», dijo.", "«Un grave error»."],
    ["La inflación subió un 3.5 por ciento.", "El Dr. Pérez lo negó."],
]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [("en", case) for case in ENGLISH] + [("es", case) for case in SPANISH],
)
def test_news_is_split_where_people_would(language, sentences):
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text, language)] == sentences


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


def test_time_grows_with_the_text_and_not_faster():
    def seconds(size):
        start = time.perf_counter()
        split_sentences("x" * size)
        split_sentences("He said so. " * (size // 12))
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(1_600_000) < 40 * max(seconds(100_000), 0.01)


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
