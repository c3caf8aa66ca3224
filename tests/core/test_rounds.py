"""Rounds that are not clean: what cannot be compared is named, the rest goes on."""

from claimstance.core.markup import parse
from claimstance.core.rounds import Sourced, gather


def sourced(where, markup, annotator, id_="doc"):
    return Sourced(where, parse(markup, annotator=annotator, id=id_))


def test_another_version_of_a_text_is_left_out_and_named():
    found = gather(
        [
            sourced("a:1", "Rain fell.", "a"),
            sourced("b:1", "Rain fell!", "b"),
            sourced("c:1", "Rain fell.", "c"),
        ]
    )
    assert found.items[0].annotators == ("a", "c")
    [problem] = found.problems
    assert problem.startswith("b:1: document 'doc' by b: another version of the text ('!' given")


def test_the_second_annotation_of_a_document_by_one_annotator_is_left_out():
    found = gather([sourced("a:1", "Rain.", "a"), sourced("a:2", "[Rain](claim).", "a")])
    assert found.items[0].annotations[0].claims == ()
    assert found.problems[0].startswith("a:2: document 'doc' is given twice by a (first in a:1)")


def test_an_annotator_who_marked_half_is_named_and_kept():
    sentence = "[Rain fell](claim). "
    whole = sentence * 8
    half = sentence * 3 + "Rain fell. " * 5
    found = gather([sourced("a:1", whole, "a"), sourced("b:1", half, "b")])
    assert found.items[0].annotators == ("a", "b")
    assert "the last mark of b ends at character" in found.problems[0]


def test_sentences_are_those_of_most_annotators_or_the_lines():
    cut = "[Rain fell.](sentence) [Fog rose.](sentence)"
    whole = "[Rain fell. Fog rose.](sentence)"
    found = gather([sourced("a:1", cut, "a"), sourced("b:1", whole, "b"), sourced("c:1", cut, "c")])
    assert len(found.items[0].sentences()) == 2
    plain = gather([sourced("a:1", "Rain fell.\n\nFog rose.", "a")])
    assert [s.span.start for s in plain.items[0].sentences()] == [0, 12]
