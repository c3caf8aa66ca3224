"""What is chosen on held-out sentences, from outputs made by hand."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs claimstance[train]")

from claimstance.core.span import Span
from claimstance.models.span.decoding import Settings
from claimstance.models.span.layout import IMPOSSIBLE, LAYERS
from claimstance.training.tuning import Held, worth_temperature

OFFSETS = [(0, 0), *((5 * n, 5 * n + 4) for n in range(6)), (0, 0)]
SIZE = len(OFFSETS)
CLAIM = (Span(0, 19),)


def held(logit, truth):
    """Return a sentence with one claim whose worth has a logit, and what is true of it."""
    made = {
        "spans": np.full((1, 5, SIZE, SIZE), IMPOSSIBLE, dtype=np.float32),
        "marks": np.zeros((1, SIZE, 4, 2, 8), dtype=np.float32),
        "roles": np.zeros((1, SIZE, 4, 2, 8), dtype=np.float32),
        "special": np.zeros((4, 2, 8), dtype=np.float32),
        "claims": np.zeros((1, SIZE, 3, 7), dtype=np.float32),
        "evaluations": np.zeros((1, SIZE, 3, 11), dtype=np.float32),
        "sentence": np.zeros((1, 3), dtype=np.float32),
    }
    made["spans"][0, LAYERS.index("claim"), 1, 4] = 2.0
    made["claims"][0, 1, 0, 6] = logit
    return Held(OFFSETS, made, {"claim": (CLAIM,)}, None, {CLAIM: truth})


def test_an_overconfident_network_is_cooled_to_its_hit_rate():
    # logit 6 means 99.8 %, but only three of four are right: 6 / t = log(3)
    sentences = [held(6.0, True)] * 3 + [held(6.0, False)]
    found = worth_temperature(sentences, Settings())
    assert found == pytest.approx(6 / np.log(3), abs=0.25)


def test_without_gold_nothing_is_changed():
    sentence = held(6.0, True)
    unknown = Held(sentence.offsets, sentence.outputs, sentence.gold, None)
    assert worth_temperature([unknown], Settings()) == 1.0
