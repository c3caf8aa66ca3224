"""Decoding of outputs made by hand: six words, one logit for each span that is there."""

import numpy as np
import pytest

from claimstance.core.marks import Subjectivity, Voice
from claimstance.models.span.decoding import Settings, decode_batch
from claimstance.models.span.layout import IMPOSSIBLE, LAYERS

OFFSETS = [(0, 0), *((5 * n, 5 * n + 4) for n in range(6)), (0, 0)]
SIZE = len(OFFSETS)


def outputs(spans, links=()):
    """Outputs for one sentence.

    Args:
        spans: Logits by layer, first and last token.
        links: (kind, mark's first token, role's first token) that belong together.
    """
    made = {
        "spans": np.full((1, 5, SIZE, SIZE), IMPOSSIBLE, dtype=np.float32),
        "marks": np.zeros((1, SIZE, 4, 2, 8), dtype=np.float32),
        "roles": np.zeros((1, SIZE, 4, 2, 8), dtype=np.float32),
        "special": np.zeros((4, 2, 8), dtype=np.float32),
        "claims": np.zeros((1, SIZE, 3, 7), dtype=np.float32),
        "evaluations": np.zeros((1, SIZE, 3, 11), dtype=np.float32),
        "sentence": np.array([[0.0, 2.0, 0.0]], dtype=np.float32),
    }
    for (layer, first, last), logit in spans.items():
        made["spans"][0, LAYERS.index(layer), first, last] = logit
    for kind, mark, role in links:
        made["marks"][0, mark, kind, 0, mark] = 10
        made["roles"][0, role, kind, 0, mark] = 1
    return made


def decode(spans, links=(), **settings):
    [found] = decode_batch(outputs(spans, links), Settings(**settings), [OFFSETS])
    return found


def tokens(found, layer):
    return [mark.tokens for mark in found.marks if mark.layer == layer]


def test_a_span_above_the_threshold_is_a_mark():
    found = decode({("claim", 1, 4): 1.0, ("evaluation", 2, 2): -1.0})
    assert tokens(found, "claim") == [(1, 4)]
    assert tokens(found, "evaluation") == []


def test_thresholds_are_those_of_the_layer():
    spans = {("claim", 1, 4): -1.0, ("evaluation", 2, 2): -1.0}
    found = decode(spans, thresholds=dict.fromkeys(LAYERS, 0.0) | {"evaluation": -2.0})
    assert tokens(found, "claim") == []
    assert tokens(found, "evaluation") == [(2, 2)]


def test_pooled_layers_count_overlapping_spans_together():
    spans = {("claim", 1, 4): -0.5, ("claim", 1, 5): -0.6, ("claim", 6, 6): -0.5}
    found = decode(spans, least={"claim": 0.6})
    assert tokens(found, "claim") == [(1, 4)]
    assert 0.6 < found.marks[0].score < 1


def test_a_mark_is_linked_to_its_role():
    spans = {("claim", 3, 5): 2.0, ("holder", 1, 1): 2.0, ("cue", 2, 2): 2.0}
    [mark] = decode(spans, [(0, 3, 1), (1, 3, 2)]).marks
    assert mark.links == {"holder": (1, 1), "cue": (2, 2)}


def test_without_a_role_the_author_speaks_of_nothing():
    [mark] = decode({("evaluation", 3, 3): 2.0}).marks
    assert mark.links == {"holder": Voice.AUTHOR, "target": None}


def test_claims_nest_but_evaluations_stand_apart():
    spans = {(layer, 1, 5): 3.0 for layer in ("claim", "evaluation")}
    spans |= {(layer, 2, 3): 2.0 for layer in ("claim", "evaluation")}
    found = decode(spans)
    assert tokens(found, "claim") == [(1, 5), (2, 3)]
    assert tokens(found, "evaluation") == [(1, 5)]


def test_subjectivity_comes_with_the_probability_of_what_was_chosen():
    found = decode({})
    assert found.subjectivity is Subjectivity.SUBJECTIVE
    assert abs(found.score - 1 / (1 + np.exp(-2))) < 1e-6
    found = decode({}, subjective=0.95)
    assert found.subjectivity is Subjectivity.OBJECTIVE


def test_sentences_of_a_batch_do_not_mix():
    first, second = outputs({("claim", 1, 4): 1.0}), outputs({("evaluation", 2, 2): 1.0})
    both = {name: np.concatenate([first[name], second[name]]) for name in first}
    both["special"] = first["special"]
    found = decode_batch(both, Settings(), [OFFSETS, OFFSETS])
    assert [tokens(each, "claim") for each in found] == [[(1, 4)], []]


def test_a_temperature_makes_worth_less_certain_and_changes_no_answer():
    made = outputs({("claim", 1, 4): 2.0})
    made["claims"][0, 1, 0, 6] = 3.0  # the last two columns are worth: no, yes
    cold, warm = (
        decode_batch(made, Settings(worth_temperature=t), [OFFSETS])[0].marks[0] for t in (1.0, 3.0)
    )
    assert cold.attributes["worth"] == (1, pytest.approx(1 / (1 + np.exp(-3.0))))
    assert warm.attributes["worth"] == (1, pytest.approx(1 / (1 + np.exp(-1.0))))
    assert warm.attributes["kind"] == cold.attributes["kind"]
