"""What all annotators of a document have annotated."""

from claimstance.core.markup import parse
from claimstance.core.rounds import Sourced, gather
from claimstance.core.shared_sentences import only_shared

FIRST = "[[Rain fell](claim).](sentence OBJ)"
SECOND = "[[Fog rose](claim), [a sad](evaluation) sight.](sentence SUBJ)"
UNSEEN = "Fog rose, a sad sight."


def of(*markups):
    return only_shared(
        gather(
            Sourced(f"{name}:1", parse(markup, annotator=name, id="doc"))
            for name, markup in zip("abc", markups, strict=False)
        )
    )


def test_finished_documents_stay_as_they_are():
    whole = f"{FIRST} {SECOND}"
    found = of(whole, whole)
    assert found.problems == ()
    assert [len(a.sentences) for a in found.items[0].annotations] == [2, 2]


def test_sentences_that_only_some_have_are_left_out():
    found = of(f"{FIRST} {SECOND}", f"{FIRST} {UNSEEN}", f"{FIRST} {SECOND}")
    [item] = found.items
    for annotation in item.annotations:
        assert len(annotation.sentences) == len(annotation.claims) == 1
        assert annotation.evaluations == ()
    [problem] = found.problems
    assert problem.startswith("document 'doc': 1 of up to 2 sentences")
    assert problem.endswith("kept")


def test_what_remains_is_numbered_from_zero():
    found = of(f"{FIRST} {SECOND}", f"Rain fell. {SECOND}")
    [item] = found.items
    assert [s.index for a in item.annotations for s in a.sentences] == [0, 0]
    assert [len(a.evaluations) for a in item.annotations] == [1, 1]


def test_documents_with_no_sentence_in_common_are_left_out():
    found = of(f"{FIRST} {UNSEEN}", f"Rain fell. {SECOND}")
    assert found.items == ()
    assert found.problems[0].endswith("annotated by all of ['a', 'b']; left out")


def test_an_annotation_without_sentences_is_about_the_whole_text():
    found = of(f"{FIRST} {SECOND}", "[Rain fell](claim). [Fog rose](claim), a sad sight.")
    assert found.problems == ()
    assert len(found.items[0].annotations[1].claims) == 2
