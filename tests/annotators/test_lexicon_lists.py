"""Word lists: the format, its errors, and a user's own file."""

import pytest

from claimstance.annotators.lexicon import create
from claimstance.annotators.lexicon.wordlists import load_lexicon
from claimstance.annotators.registry import get_annotator
from claimstance.core.document import Document
from claimstance.core.marks import EvaluationType, Polarity
from claimstance.errors import ConfigError, FormatError


@pytest.fixture
def own(tmp_path):
    def write(content):
        path = tmp_path / "own.txt"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def found(text, path, language="en"):
    annotation = next(iter(create(path)([Document(text=text, language=language)])))
    return {e.span.of(text): (e.type, e.polarity, e.strength) for e in annotation.evaluations}


def test_a_users_entries_are_added(own):
    path = own("[loaded negative 3]\nbanker bonus, quisling/n  # a comment\n")
    words = found("The quislings took a banker bonus.", path)
    assert words == {
        "quislings": (EvaluationType.LOADED, Polarity.NEGATIVE, 3),
        "banker bonus": (EvaluationType.LOADED, Polarity.NEGATIVE, 3),
    }


def test_a_users_entries_override_and_remove(own):
    path = own("[judgement positive 3]\nawful\n[remove]\nterrible\n")
    assert found("It was an awful and terrible law.", path) == {
        "awful": (EvaluationType.JUDGEMENT, Polarity.POSITIVE, 3)
    }


def test_a_section_can_be_for_one_language(own):
    path = own("[es loaded negative 1]\ncuqui\n")
    assert "cuqui" in found("Una ley cuqui salió.", path, "es")
    assert found("The cuqui law passed.", path) == {}


def test_a_user_can_add_cues(own):
    path = own("[cue]\nwhisper/v\n")
    text = "Lee whispered that taxes fell in March."
    annotation = next(
        iter(get_annotator("lexicon.v1", lexicon=path)([Document(text=text, language="en")]))
    )
    assert annotation.claims[0].cue.of(text) == "whispered"


def test_stems(own):
    path = own("[emotive negative 2]\nfrobnic*\n")
    assert set(found("They frobnicated it.", path)) == {"frobnicated"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[judgment negative 2]\nbad\n", r"own.txt:1: section \[judgment negative 2\]"),
        ("[judgement negative]\nbad\n", "a strength of 1 to 3"),
        ("[judgement negative 9]\nbad\n", "expected a type"),
        ("bad\n", r"own.txt:1: 'bad' given before any section"),
    ],
)
def test_a_wrong_file_says_where_and_what(own, content, message):
    with pytest.raises(FormatError, match=message):
        load_lexicon("en", own(content))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_lexicon("en", tmp_path / "none.txt")


def test_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "own.txt"
    path.write_bytes(b"[cue]\n\xff\n")
    with pytest.raises(FormatError, match="not UTF-8"):
        load_lexicon("en", path)


@pytest.mark.parametrize(("language", "least"), [("en", 900), ("es", 600)])
def test_the_shipped_lists_are_large_enough_to_be_useful(language, least):
    from claimstance.grammar.lists import read_shipped

    entries = {phrase for _, phrase in read_shipped("claimstance.annotators", f"{language}.txt")}
    assert len(entries) >= least
