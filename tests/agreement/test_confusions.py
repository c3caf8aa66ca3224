"""What annotators take for what, and what became of predictions."""

import pytest

from claimstance.agreement.acceptance import acceptance
from claimstance.agreement.confusions import confusion, topics
from claimstance.agreement.measure import measure
from claimstance.core.layers import Layer
from claimstance.core.markup import parse
from claimstance.errors import ConfigError


def test_confusions_count_pairs_of_answers(round_of):
    event, state = "[Rain fell](claim event).", "[Rain fell](claim state)."
    found = measure(round_of({"a": [event, event, state], "b": [event, state, state]}))
    table = confusion(found.answers[Layer.CLAIMS, "kind"])
    assert (table.rows, table.columns) == (("event", "state"), ("event", "state"))
    assert table.counts == ((1, 1), (0, 1))


def test_links_to_other_words_are_told_from_the_same_words(round_of):
    markup = "[Anna](holder #a) and [Ben](holder #b) [said](cue) [rain fell](claim holder={})."
    found = measure(
        round_of({"a": [markup.format("a")] * 2, "b": [markup.format(x) for x in "ab"]})
    )
    table = confusion(found.answers[Layer.CLAIMS, "holder"])
    assert table.rows == ("the same words",)
    assert table.columns == ("the same words", "other words")
    assert table.counts == ((1, 1),)


def test_the_most_frequent_disagreement_comes_first(round_of):
    one = "A [bad](evaluation judgement negative 1) [rain](claim event)."
    other = "A bad [rain](claim state)."
    found = topics(round_of({"a": [one, one], "b": [other, one.replace("event", "state")]}))
    assert [(t.decision, t.detail, t.count) for t in found] == [
        ("kind", "event / state", 2),
        ("mark", "", 1),
    ]
    assert found[1].examples == ("bad",)


def test_accepted_changed_removed_and_added_marks_are_counted():
    shown = parse("[Rain fell](claim event), [fog rose](claim event), [wind](claim) blew, sun.")
    mine = parse("[Rain fell](claim event), [fog rose](claim state), wind blew, [sun](claim).")
    claims, *others = acceptance([(shown, mine)])
    assert (claims.accepted, claims.changed, claims.removed, claims.added) == (1, 1, 1, 1)
    assert claims.share == pytest.approx(1 / 3)
    assert all(other.share is None for other in others)


def test_a_prediction_of_another_text_is_refused():
    with pytest.raises(ConfigError, match="different texts"):
        acceptance([(parse("Rain."), parse("Fog."))])
