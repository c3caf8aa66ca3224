"""Agreement of annotators, per layer and decision."""

import random

import pytest

from claimstance.agreement.measure import EXTENT, LINKED, PRESENCE, measure
from claimstance.core.layers import MARKED, Layer
from claimstance.core.rounds import Sourced, gather
from claimstance.errors import ConfigError

FIRST = (
    "[[Anna](holder #h) [said](cue) [taxes fell](claim event worthy)."
    " [A [disaster](evaluation judgement negative 2 target=none)](claim state).](sentence OBJ)"
)
SECOND = (
    "[[Anna](holder #h) [said](cue) [taxes fell](claim quantity worthy)."
    " A [disaster](evaluation judgement negative 3 target=none).](sentence SUBJ)"
)


def test_identical_annotations_agree_fully(round_of):
    found = measure(round_of({"human:1": [FIRST] * 3, "human:2": [FIRST] * 3}))
    values = [m.estimate.value for m in found.measured if m.estimate.count]
    assert set(values) <= {1.0, None}
    assert found.find(Layer.CLAIMS, EXTENT, "alpha_u").value == 1.0
    assert found.find(Layer.CLAIMS, LINKED, "f1_links").value == 1.0


def test_each_decision_has_a_number_of_its_own(round_of):
    found = measure(round_of({"human:1": [FIRST], "human:2": [SECOND]}))
    assert found.find(Layer.CLAIMS, PRESENCE, "alpha").value == 1.0
    assert found.find(Layer.CLAIMS, EXTENT, "f1_exact").value == pytest.approx(2 / 3)
    assert found.find(Layer.CLAIMS, "kind", "percent").value == 0.0
    assert found.find(Layer.CLAIMS, "worth", "alpha").value == 1.0
    assert found.find(Layer.CLAIMS, "holder", "alpha").value == 1.0
    assert found.find(Layer.EVALUATIONS, "strength", "percent").value == 0.0
    assert found.find(Layer.SENTENCES, "subjectivity", "percent").value == 0.0
    assert found.marks[Layer.CLAIMS] == {"human:1": 2, "human:2": 1}


def test_layers_that_nobody_marked_have_no_value_but_a_reason(round_of):
    found = measure(
        round_of({"human:1": ["Rain [fell](claim)."], "human:2": ["Rain [fell](claim)."]})
    )
    cues = found.find(Layer.CUES, EXTENT, "alpha_u")
    assert cues.value is None
    assert cues.reason == "nobody marked anything"


def test_an_annotator_may_miss_documents(round_of):
    found = measure(
        round_of({"human:1": [FIRST, FIRST], "human:2": [FIRST, None], "human:3": [None, FIRST]})
    )
    assert found.documents == 2
    assert found.find(Layer.CLAIMS, "kind", "alpha").value == 1.0
    # Nobody sees a document that all three annotated, so Fleiss' kappa has nothing to go by.
    assert found.find(Layer.CLAIMS, "kind", "fleiss").value is None
    pair = found.find(Layer.CLAIMS, EXTENT, "f1_exact", ("human:2", "human:3"))
    assert pair.value is None


def test_links_to_overlapping_words_are_the_same_link(round_of):
    one = "[President [Milei](cue)](holder) says [taxes fell](claim cue=none)."
    other = "President [Milei](holder) says [taxes fell](claim cue=none)."
    found = measure(round_of({"human:1": [one], "human:2": [other]}))
    assert found.find(Layer.CLAIMS, "holder", "alpha").value == 1.0
    assert found.find(Layer.HOLDERS, EXTENT, "f1_exact").value == 0.0


def test_numbers_do_not_depend_on_any_order(round_of):
    texts = [FIRST, SECOND, FIRST, "[Rain fell](claim event).", SECOND]
    other = [SECOND, SECOND, FIRST, "Rain [fell](claim state).", FIRST]
    round_ = round_of({"human:1": texts, "human:2": other, "human:3": texts[::-1]})
    sources = [Sourced("x:1", a) for item in round_.items for a in item.annotations]
    expected = measure(gather(sources)).measured
    for seed in range(3):
        shuffled = [Sourced("x:1", _shuffled(s.annotation, seed)) for s in sources]
        random.Random(seed).shuffle(shuffled)
        assert measure(gather(shuffled)).measured == expected


def _shuffled(annotation, seed):
    from dataclasses import replace

    claims = list(annotation.claims)
    random.Random(seed).shuffle(claims)
    return replace(annotation, claims=tuple(claims))


def test_intervals_hold_the_value_and_are_the_same_each_time(round_of):
    round_ = round_of({"human:1": [FIRST] * 5, "human:2": [FIRST, SECOND] * 2 + [FIRST]})
    one, again = measure(round_, seed=7), measure(round_, seed=7)
    assert one.measured == again.measured
    kind = one.find(Layer.CLAIMS, "kind", "percent")
    assert kind.low < kind.value < kind.high
    none = measure(round_, draws=0).find(Layer.CLAIMS, "kind", "percent")
    assert (none.low, none.high) == (None, None)


def test_a_round_without_any_common_document_is_refused(round_of):
    with pytest.raises(ConfigError, match="name different annotators"):
        measure(round_of({"human:1": [FIRST, None], "human:2": [None, FIRST]}))


def test_every_layer_is_measured(round_of):
    found = measure(round_of({"human:1": [FIRST], "human:2": [SECOND]}))
    assert {m.layer for m in found.measured} == {*MARKED, Layer.SENTENCES}
