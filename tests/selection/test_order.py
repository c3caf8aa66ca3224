"""What is worth a human's time comes first."""

from dataclasses import replace

import pytest

from claimstance.errors import ConfigError
from claimstance.selection.disagreement import disagreement
from claimstance.selection.diversity import spread
from claimstance.selection.order import order, selection_score
from claimstance.selection.uncertainty import certainty


def scored(annotation, *scores):
    claims = tuple(replace(c, score=s) for c, s in zip(annotation.claims, scores, strict=True))
    return replace(annotation, claims=claims)


@pytest.fixture
def pool(doc):
    texts = {
        "sure": "[Taxes fell](claim) and [rents rose](claim).",
        "torn": "[Wages fell](claim) and [prices rose](claim).",
        "other": "[The goalkeeper slipped](claim) while [rain poured](claim).",
    }
    made = {name: doc(text, id=name, annotator="model:a") for name, text in texts.items()}
    return [
        scored(made["sure"], 0.99, 0.98),
        scored(made["torn"], 0.99, 0.52),
        scored(made["other"], 0.9, 0.9),
    ]


def ids(groups):
    return [group[0].document.id for group in groups]


def test_the_least_certain_document_comes_first(pool):
    assert ids(order(pool, "uncertainty")) == ["torn", "other", "sure"]


def test_certainty_looks_at_the_open_decisions_not_at_the_many_easy_ones(doc):
    easy = "[a](claim) [b](claim) [c](claim) [d](claim)"
    annotation = scored(doc(easy), 1.0, 1.0, 1.0, 0.5)
    assert certainty(annotation) == 0
    assert certainty(scored(doc(easy), 1.0, 0.0, 1.0, 1.0)) == 1
    assert certainty(doc(easy)) is None


def test_documents_that_annotators_read_alike_come_last(pool, doc):
    again = [replace(a, annotator="model:b") for a in pool[:2]]
    differs = doc("The goalkeeper slipped while rain poured.", id="other", annotator="model:b")
    groups = order([*pool, *again, differs], "disagreement")
    assert ids(groups)[0] == "other"
    assert disagreement([pool[0], again[0]]) == 0
    assert disagreement([pool[2], differs]) == 1
    assert disagreement(pool[:1]) is None


def test_disagreement_sees_attributes_and_links(doc):
    one = doc("[He](holder target) [lies](evaluation judgement negative 3 holder=author)")
    other = doc("[He](holder target) [lies](evaluation judgement negative 1 holder=author)")
    assert 0 < disagreement([one, other]) < 1


def test_diverse_documents_come_before_look_alikes(pool):
    chosen = spread(pool)
    assert sorted(chosen) == [0, 1, 2]
    assert 2 in chosen[:2], "the match report is unlike the two on prices"
    assert spread([]) == []


@pytest.mark.parametrize("by", ["random", "uncertainty", "diversity"])
def test_label_studio_reads_the_same_order_from_the_scores(pool, by):
    groups = order(pool, by)
    scores = [selection_score(group[0]) for group in groups]
    assert scores == sorted(scores)
    assert all(0 <= score <= 1 for score in scores)


def test_a_random_order_depends_on_the_seed_and_on_nothing_else(doc):
    pool = [doc("[Taxes fell](claim).", id=f"d{n}") for n in range(20)]
    first = ids(order(pool, "random"))
    assert sorted(first) == sorted(a.document.id for a in pool)
    assert ids(order(pool[::-1], "random")) == first
    assert ids(order(pool[:10], "random")) == [name for name in first if int(name[1:]) < 10]
    assert ids(order(pool, "random", seed=1)) != first


def test_what_a_criterion_lacks_is_said(pool, doc):
    with pytest.raises(ConfigError, match="no scores"):
        order([doc("[Taxes fell](claim).")], "uncertainty")
    with pytest.raises(ConfigError, match="two or more"):
        order(pool, "disagreement")
    with pytest.raises(ConfigError, match="expected one of"):
        order(pool, "chance")
