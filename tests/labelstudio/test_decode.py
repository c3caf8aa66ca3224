"""What annotators leave behind, read as they meant it or refused."""

import pytest

from claimstance.core.marks import Voice
from claimstance.core.span import Span
from claimstance.labelstudio.decode import decode
from claimstance.labelstudio.offsets import whole_words
from claimstance.labelstudio.regions import Severity
from claimstance.labelstudio.results import encode

MARKUP = (
    "[[The mayor](holder #h) [says](cue #k) [the [bad](evaluation judgement negative target=t) "
    "[plan](target #t) failed](claim event holder=h cue=k). [Taxes fell](claim holder=author).]"
    "(sentence OBJ)"
)


@pytest.fixture
def annotation(doc):
    return doc(MARKUP)


@pytest.fixture
def items(annotation):
    return encode(annotation)


def read(items, annotation):
    return decode(items, annotation.document, annotation.annotator)


def relation(items, label):
    return next(i for i in items if i["type"] == "relation" and i["labels"] == [label])


def labelled(items, label):
    return next(i for i in items if i.get("value", {}).get("labels") == [label])


def severities(decoded):
    return {problem.severity for problem in decoded.problems}


def test_what_was_sent_comes_back(items, annotation):
    assert read(items, annotation) == read(items, annotation)
    assert read(items, annotation).annotation == annotation
    assert read(items, annotation).problems == ()


def test_labels_of_relations_follow_from_their_ends(items, annotation):
    for item in items:
        if item["type"] == "relation":
            del item["labels"]
    assert read(items, annotation).annotation == annotation


def test_relations_may_be_drawn_backwards(items, annotation):
    for item in items:
        if item["type"] == "relation":
            item["from_id"], item["to_id"] = item["to_id"], item["from_id"]
    assert read(items, annotation).annotation == annotation
    for item in items:
        if item["type"] == "relation":
            item["direction"] = "left"
    assert read(items, annotation).annotation == annotation


def test_the_order_of_the_items_does_not_matter_for_links_and_answers(items, annotation):
    read_back = read(items[::-1], annotation).annotation
    assert {c.id: c for c in read_back.claims} == {c.id: c for c in annotation.claims}
    assert read_back.evaluations == annotation.evaluations


@pytest.mark.parametrize("voice", Voice)
def test_a_voice_chosen_by_hand_wins_over_a_suggested_holder(items, annotation, voice):
    claim = next(i for i in items if i["id"] == "c1" and i["type"] == "labels")
    items.append(claim | {"from_name": "voice", "type": "choices", "value": {"choices": [voice]}})
    decoded = read(items, annotation)
    assert decoded.annotation.claims[0].holder is voice
    assert severities(decoded) == {Severity.REPAIRED}


def test_a_holder_linked_by_hand_wins_over_a_suggested_unnamed_one(items, annotation):
    claim = next(i for i in items if i["id"] == "c1" and i["type"] == "labels")
    items.append(claim | {"from_name": "voice", "type": "choices", "value": {"choices": ["other"]}})
    del relation(items, "holder")["labels"]
    assert read(items, annotation).annotation.claims[0].holder == Span(0, 9)


def test_two_claims_joined_without_a_label_are_one_in_fragments(items, annotation):
    items.append({"type": "relation", "from_id": "c1", "to_id": "c2", "direction": "right"})
    [claim] = read(items, annotation).annotation.claims
    assert [span.of(annotation.document.text) for span in claim.spans] == [
        "the bad plan failed",
        "Taxes fell",
    ]
    assert claim.id == "c1"


def test_a_second_target_is_unclear(items, annotation):
    target = next(i for i in items if i.get("value", {}).get("labels") == ["Target"])
    other = {"start": 0, "end": 9, "text": "The mayor", "labels": ["Target"]}
    items += [
        target | {"id": "new", "value": other},
        relation(items, "target") | {"to_id": "new"},
    ]
    decoded = read(items, annotation)
    assert decoded.annotation is None
    assert "2 targets given" in str(decoded.problems[-1])


def test_a_target_linked_by_hand_takes_the_place_of_the_suggested_one(items, annotation):
    other = {"start": 0, "end": 9, "text": "The mayor", "labels": ["Target"]}
    drawn = {"type": "relation", "from_id": "e1", "to_id": "new", "direction": "right"}
    items += [labelled(items, "Target") | {"id": "new", "value": other}, drawn]
    decoded = read(items, annotation)
    assert decoded.annotation.evaluations[0].target == Span(0, 9)
    assert severities(decoded) == {Severity.REPAIRED}
    third = other | {"start": 10, "end": 14, "text": "says"}
    items += [labelled(items, "Target") | {"id": "third", "value": third}]
    items += [drawn | {"to_id": "third"}]
    assert read(items, annotation).annotation is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": {"start": 0, "end": 3, "labels": ["ZZZ"]}}, "ZZZ"),
        ({"value": {"start": 0, "end": 3, "labels": []}}, "without a label"),
        ({"value": {"start": -4, "end": 3, "labels": ["Cue"]}}, "inside the text"),
        ({"from_name": "voice", "type": "choices", "value": {"choices": ["me"]}}, "author"),
    ],
)
def test_what_could_mean_anything_is_refused(items, annotation, change, message):
    claim = next(i for i in items if i["id"] == "c1" and i["type"] == "labels")
    decoded = read([*items, claim | {"id": "c1"} | change], annotation)
    assert decoded.annotation is None
    assert message in " ".join(map(str, decoded.problems))


def test_what_says_nothing_is_dropped_and_named(items, annotation):
    stray = {"start": 0, "end": 3, "text": "The", "labels": ["Holder"]}
    items += [
        {"id": "h9", "from_name": "span", "to_name": "text", "type": "labels", "value": stray},
        {"id": "h9", "from_name": "worth", "type": "choices", "value": {"choices": ["yes"]}},
        {"id": "c1", "from_name": "stars", "type": "rating", "value": {"rating": 3}},
        {"type": "relation", "from_id": "c1", "to_id": "gone", "direction": "right"},
    ]
    decoded = read(items, annotation)
    assert decoded.annotation == annotation
    assert severities(decoded) == {Severity.DROPPED}
    assert len(decoded.problems) == 4


def test_a_link_of_a_mark_that_became_a_cue_is_dropped_and_named(items, annotation):
    labelled(items, "Evaluation")["value"]["labels"] = ["Cue"]
    decoded = read(items, annotation)
    assert decoded.annotation.claims == annotation.claims
    assert decoded.annotation.evaluations == ()
    assert severities(decoded) == {Severity.DROPPED}
    told = " ".join(map(str, decoded.problems))
    assert "relation target between ['Cue'] and ['Target'], which cannot have one" in told


def test_a_link_to_a_target_that_became_a_holder_is_one_to_a_holder(items, annotation):
    target = labelled(items, "Target")
    target["value"]["labels"] = ["Holder"]
    kept = [i for i in items if i.get("labels") != ["holder"] or i["from_id"] != "e1"]
    decoded = read(kept, annotation)
    [evaluation] = decoded.annotation.evaluations
    assert (evaluation.holder, evaluation.target) == (annotation.evaluations[0].target, None)
    assert severities(decoded) == {Severity.REPAIRED}


@pytest.mark.parametrize(("origin", "told"), [("prediction", 0), ("manual", 1)])
def test_a_role_without_a_link_is_told_if_a_hand_drew_it(items, annotation, origin, told):
    labelled(items, "Target")["origin"] = origin
    items.remove(relation(items, "target"))
    decoded = read(items, annotation)
    assert decoded.annotation.evaluations[0].target is None
    assert len(decoded.problems) == told


def test_a_region_may_be_holder_and_target_at_once(doc):
    annotation = doc("[He](holder target #h) [lies](evaluation judgement negative holder=h).")
    items = encode(annotation)
    holder = next(i for i in items if i.get("value", {}).get("labels") == ["Holder"])
    target = next(i for i in items if i.get("value", {}).get("labels") == ["Target"])
    holder["value"]["labels"] = ["Holder", "Target"]
    items.remove(target)
    items = [i for i in items if i["type"] != "relation"]
    items.append(
        {
            "type": "relation",
            "from_id": "e1",
            "to_id": holder["id"],
            "direction": "right",
            "labels": ["holder", "target"],
        }
    )
    assert read(items, annotation).annotation == annotation


def test_words_cut_by_hand_are_made_whole_and_predictions_left_as_they_are(items, annotation):
    cue = next(i for i in items if i.get("value", {}).get("labels") == ["Cue"])
    cue["value"] |= {"start": 11, "end": 13, "text": "ay"}
    assert read(items, annotation).annotation.claims[0].cue == Span(11, 13)
    cue["origin"] = "manual"
    decoded = read(items, annotation)
    assert decoded.annotation.claims[0].cue == Span(10, 14)
    assert severities(decoded) == {Severity.REPAIRED}


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("up 3%, so", Span(3, 5), Span(3, 5)),
        ("anti-tax law", Span(5, 8), Span(5, 8)),
        ("the plans.", Span(5, 8), Span(4, 9)),
        ("大臣は言った", Span(1, 3), Span(1, 3)),
    ],
)
def test_edges_between_words_stay(text, given, expected):
    assert whole_words(given, text) == expected
