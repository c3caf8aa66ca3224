"""What teachers pass on: marks, and how probable they hold each span to be."""

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="needs claimstance[train]")
pytest.importorskip("onnx", reason="needs claimstance[train]")

import torch

from claimstance.core.marks import Subjectivity
from claimstance.core.span import Span
from claimstance.io.jsonl import read_annotations
from claimstance.models.span.encoding import MISSING, Targets
from claimstance.models.span.layout import LAYERS
from claimstance.training.config import LossConfig, NetworkConfig
from claimstance.training.encoders import build_network, load_tokenizer
from claimstance.training.ensemble import Lesson
from claimstance.training.examples import Example, annotation_examples, collate, lesson_examples
from claimstance.training.losses import compute_losses

CLAIM, CUE = LAYERS.index("claim"), LAYERS.index("cue")


@pytest.fixture(scope="module")
def network(encoder):
    return NetworkConfig(encoder=encoder, pointer_size=16, link_size=16, dropout=0.0)


@pytest.fixture(scope="module")
def annotation(corpus):
    return next(read_annotations(corpus))


def test_beliefs_are_placed_on_the_students_tokens(network, annotation):
    tokenizer = load_tokenizer(network)
    first, *others = annotation.sentences
    text = first.span.of(annotation.document.text)
    said = Span(text.index("said"), text.index("said") + 4)
    lesson = Lesson(annotation, (((CUE, said, 0.7), (CUE, said, 0.2)), *(() for _ in others)))
    taught = list(lesson_examples(lesson, tokenizer, 0.5))
    plain = list(annotation_examples(annotation, tokenizer, 0.5))
    [(layer, pair, probability)] = taught[0].targets.beliefs
    assert (layer, probability) == (CUE, 0.7)
    offsets = tokenizer.encode(text).offsets
    assert text[offsets[pair[0]][0] : offsets[pair[1]][1]] == "said"
    assert taught[1].targets.beliefs == ()
    assert [example.targets.spans for example in taught] == [e.targets.spans for e in plain]


@pytest.mark.parametrize(("label", "rating"), [("SUBJ", 0.75), ("OBJ", 0.25)])
def test_how_subjective_a_sentence_is_comes_as_a_rating(network, annotation, label, rating):
    sentence = replace(annotation.sentences[0], subjectivity=Subjectivity(label), score=0.75)
    found = replace(annotation, sentences=(sentence,), claims=(), evaluations=())
    [example] = lesson_examples(Lesson(found, ((),)), load_tokenizer(network), 1.0)
    assert (example.targets.subjectivity, example.targets.rating) == (MISSING, rating)


def test_a_student_is_pulled_towards_the_probability_itself(network):
    built = build_network(network)
    targets = Targets(has_marks=True, beliefs=((CLAIM, (1, 2), 0.25),))
    ids = tuple(load_tokenizer(network).encode("taxes fell again").ids)
    batch = collate([Example(ids, targets)])
    parts = {}
    for probability in (0.05, 0.25, 0.6):
        outputs = list(built(batch["input_ids"], batch["attention_mask"], batch["word_mask"]))
        spans = torch.where(outputs[0] > -1000, -20.0, outputs[0].detach())
        spans[0, CLAIM, 1, 2] = torch.logit(torch.tensor(probability))
        outputs[0] = spans
        losses = compute_losses(
            outputs, batch["word_mask"], batch["targets"], batch["weights"], LossConfig()
        )
        parts[probability] = float(losses.parts["spans"])
    assert min(parts, key=parts.get) == 0.25
