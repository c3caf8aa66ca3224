import json
from dataclasses import replace
from pathlib import Path

import pytest

from claimstance.core.marks import Attitude, Stance
from claimstance.core.markup import parse
from claimstance.dataset.standoff import Missing, join, join_lines, split, split_lines, strip
from claimstance.errors import FormatError
from claimstance.io.jsonl import format_line, read_annotations
from claimstance.io.rows import read_lines

STANDOFF = Path(__file__).parents[2] / "annotations" / "standoff"
MARKED = (
    '[[She](holder #h) [said](cue) [«taxes»](claim #c event neutral="Secret words.") '
    "and [fell](claim #c holder=h) [badly](evaluation intensity negative 1).](sentence OBJ)"
)


@pytest.fixture
def annotation():
    made = parse(MARKED, id="a-1")
    document = replace(made.document, title="Secret title", url="https://x.example", meta={"n": 1})
    stance = Stance(holder=made.claims[0].holder, target="Secret", targets=(), stance=Attitude.NONE)
    return replace(made, document=document, stances=(stance,))


def test_joining_what_was_split_gives_all_but_the_words(annotation):
    assert join(split(annotation), annotation.document) == strip(annotation)
    assert strip(annotation).claims[0].neutral is None
    assert strip(annotation).stances == ()


def test_no_words_of_the_article_are_left(annotation):
    line = json.dumps(split(annotation), ensure_ascii=False)
    for words in ("taxes", "She", "Secret", "x.example"):
        assert words not in line


def test_another_text_or_none_is_named_and_the_others_are_joined(annotation):
    others = [parse(MARKED, id=f"a-{n}") for n in (2, 3)]
    lines = list(split_lines(map(format_line, [annotation, *others]), "in.jsonl"))
    changed = replace(others[0].document, text=others[0].document.text + " ")
    missing, differs, good = join_lines(lines, "marks.jsonl", [changed, others[1].document])
    assert isinstance(missing, Missing)
    assert missing.error == "marks.jsonl:1: document 'a-1' is not among the texts; left out"
    assert isinstance(differs, Missing)
    assert "marks.jsonl:2: document 'a-2': the text has" in differs.error
    assert json.loads(good)["document"]["text"] == others[1].document.text


def test_ratings_keep_their_number():
    rows = [{"id": "r1", "text": "Fine.", "rating": 3}]
    [line] = split_lines([json.dumps(rows[0])], "r.jsonl")
    assert json.loads(line).keys() == {"id", "digest", "length", "rating"}
    document = parse("Fine.", id="r1").document
    assert [json.loads(found) for found in join_lines([line], "s.jsonl", [document])] == rows


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "in.jsonl:1: not JSON"),
        ("[1]", "in.jsonl:1: .* expected an object"),
        ('{"id": "a", "text": "b"}', "in.jsonl:1: key 'rating' is missing"),
        ('{"document": {"text": "x"}, "annotation": {}}', "in.jsonl:1: annotation: key 'annot"),
    ],
)
def test_bad_lines_are_named(line, message):
    with pytest.raises(FormatError, match=message):
        list(split_lines([line], "in.jsonl"))


def test_an_ordinary_file_is_not_taken_for_standoff(annotation):
    lines = [format_line(annotation)]
    [found] = join_lines(lines, "in.jsonl", [annotation.document])
    assert "is this a standoff file?" in found.error


@pytest.mark.parametrize("name", ["dev", "dev-es"])
def test_the_committed_marks_are_those_of_the_corpus(shared, name):
    path = shared / "corpus" / f"{name}.jsonl"
    lines = (STANDOFF / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    joined = list(join_lines(lines, name, read_lines(str(path))))
    assert joined == [format_line(strip(a)) for a in read_annotations(path)]
