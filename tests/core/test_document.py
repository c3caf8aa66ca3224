import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.document import Document
from claimstance.core.text import digest, normalise
from claimstance.errors import SpanError


def test_the_id_follows_from_the_text():
    assert Document(text="Taxes fell.").id == Document(text="Taxes fell.", title="x").id
    assert Document(text="Taxes fell.").id != Document(text="Taxes rose.").id
    assert Document(text="Taxes fell.", id="own").id == "own"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_is_refused(text):
    with pytest.raises(SpanError, match="text is empty"):
        Document(text=text, id="d")


@given(st.text(st.characters(exclude_characters="\r\u0085\u2028\u2029\ufeff", codec="utf-8")))
def test_normalise_leaves_everything_but_line_breaks_alone(text):
    assert normalise(text) == text


@given(st.text(st.characters()))
def test_normalised_text_can_be_written_and_stays_as_it_is(text):
    once = normalise(text)
    assert normalise(once) == once or text.startswith("\ufeff\ufeff")
    assert once.encode("utf-8").decode("utf-8") == once


def test_line_breaks_become_newlines_and_lone_surrogates_one_character():
    assert normalise("a\r\nb\rc\u2028d\ud83dx") == "a\nb\nc\nd\ufffdx"


def test_digests_take_any_text():
    assert len(digest("\ud83d")) == 16
