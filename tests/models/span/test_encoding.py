from claimstance.core.marks import Voice
from claimstance.core.span import Span
from claimstance.models.span.encoding import MISSING, encode_targets, token_pair
from claimstance.models.span.layout import KINDS, LAYERS, TYPES


def tokens(sentence):
    """Split at spaces, with a special token at both ends."""
    found, at = [(0, 0)], 0
    for word in sentence.split(" "):
        found.append((at, at + len(word)))
        at += len(word) + 1
    return [*found, (0, 0)]


def targets(annotation, number=0):
    sentence = annotation.sentences[number]
    return encode_targets(annotation, sentence, tokens(sentence.span.of(annotation.document.text)))


def spans(found, layer):
    return [pair for number, pair in found.spans if LAYERS[number] == layer]


def test_tokens_that_share_a_character_belong_to_the_span():
    offsets = tokens("one two three")
    assert token_pair(offsets, Span(4, 7)) == (2, 2)
    assert token_pair(offsets, Span(6, 9)) == (2, 3)
    assert token_pair(offsets, Span(3, 4)) is None


def test_marks_become_spans_links_and_values(doc):
    found = targets(
        doc(
            "[[Ann](holder #h) [said](cue #k) [taxes fell](claim event holder=h cue=k) in a "
            "[bad](evaluation judgement holder=author target=t) [year](target #t)](sentence OBJ)"
        )
    )
    assert spans(found, "claim") == [(3, 4)]
    assert spans(found, "evaluation") == [(7, 7)]
    assert spans(found, "holder") == [(1, 1)]
    assert spans(found, "cue") == [(2, 2)]
    assert spans(found, "target") == [(8, 8)]
    assert [link.role for link in found.links] == [(1, 1), (2, 2), Voice.AUTHOR, (8, 8)]
    assert found.attributes["claim"] == (((3, 4), (KINDS.index("event"), MISSING)),)
    [(_, values)] = found.attributes["evaluation"]
    assert values == (TYPES.index("judgement"), MISSING, MISSING)
    assert found.has_marks
    assert found.subjectivity == 0


def test_the_second_sentence_counts_from_its_own_start(doc):
    found = targets(
        doc("[Rain fell](sentence) [[Rents rose](claim holder=author) too](sentence SUBJ)"), 1
    )
    assert spans(found, "claim") == [(1, 2)]
    assert found.subjectivity == 1


def test_fragments_are_spans_with_the_same_links(doc):
    found = targets(
        doc(
            "[[Taxes](claim #c holder=h cue=k) [she](holder #h) [said](cue #k) "
            "[fell](claim #c)](sentence)"
        )
    )
    assert spans(found, "claim") == [(1, 1), (4, 4)]
    assert [link.role for link in found.links if link.kind == 0] == [(2, 2), (2, 2)]


def test_what_lies_behind_the_last_token_is_left_out(doc):
    annotation = doc("[One two [three four](claim holder=author)](sentence OBJ)")
    found = encode_targets(annotation, annotation.sentences[0], tokens("One two"))
    assert found.spans == ()
    assert found.links == ()
