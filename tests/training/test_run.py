"""From a configuration to a model that annotates: a tiny random encoder, a few steps."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs claimstance[train]")
pytest.importorskip("onnx", reason="needs claimstance[train]")

from claimstance.annotators.registry import get_annotator
from claimstance.core.document import Document
from claimstance.errors import ConfigError, FormatError, ModelError
from claimstance.io.jsonl import read_annotations, write_annotations
from claimstance.training.config import DataConfig, NetworkConfig, TrainingConfig
from claimstance.training.run import train_spans

pytestmark = pytest.mark.filterwarnings("default")
TRAINER = {
    "num_train_epochs": 60,
    "per_device_train_batch_size": 8,
    "learning_rate": 3e-3,
    "use_cpu": True,
    "disable_tqdm": True,
}


def run(encoder, corpus, output, **changes):
    settings = {
        "name": "tiny",
        "output": str(output),
        "data": DataConfig(train=(corpus,), dev=(corpus,)),
        "network": NetworkConfig(encoder=encoder, pointer_size=16, link_size=16, dropout=0.0),
        "trainer": TRAINER,
    }
    return TrainingConfig(**(settings | changes))


@pytest.fixture(scope="module")
def outcome(encoder, corpus, tmp_path_factory):
    return train_spans(run(encoder, corpus, tmp_path_factory.mktemp("run")))


def test_a_trained_model_is_exported_loaded_and_finds_what_it_was_taught(outcome, corpus, tmp_path):
    assert outcome.scores["claim"] > 0.9
    assert outcome.scores["evaluation"] > 0.9
    annotate = get_annotator(str(outcome.model))
    gold = list(read_annotations(corpus))
    found = list(annotate(annotation.document for annotation in gold))
    assert {annotation.annotator for annotation in found} == {"model:tiny"}
    text = gold[0].document.text
    assert {claim.spans[0].of(text) for claim in found[0].claims} == {
        "taxes fell",
        "Rents rose by 3 percent",
    }
    said = next(claim for claim in found[0].claims if claim.spans[0].of(text) == "taxes fell")
    assert said.holder.of(text) == "The minister"
    assert said.cue.of(text) == "said"
    path = tmp_path / "found.jsonl"
    write_annotations(found, path)
    assert list(read_annotations(path)) == found


def test_full_weights_can_be_kept(encoder, corpus, tmp_path):
    trainer = TRAINER | {"num_train_epochs": 1}
    small, whole = (
        train_spans(run(encoder, corpus, tmp_path / str(n), trainer=trainer, quantize=quantize))
        for n, quantize in enumerate((True, False))
    )
    assert set(small.full_scores) == set(small.scores)
    assert whole.full_scores == {}
    assert whole.scores == small.full_scores
    sizes = [(outcome.model / "model.onnx").stat().st_size for outcome in (small, whole)]
    assert sizes[0] < sizes[1]
    assert "with its full weights." in (whole.model / "README.md").read_text(encoding="utf-8")


def test_what_was_asked_for_is_saved_with_the_model(outcome):
    about = json.loads((outcome.model / "config.json").read_text(encoding="utf-8"))
    assert about["training"]["trainer"] == TRAINER
    assert set(about["settings"]["thresholds"]) == {
        "claim",
        "evaluation",
        "holder",
        "cue",
        "target",
    }


def test_the_exported_network_answers_as_the_trained_one(outcome, encoder, corpus):
    import torch

    from claimstance.models.span.runtime import SpanModel
    from claimstance.training.encoders import build_network
    from claimstance.training.run import WEIGHTS

    model = SpanModel(outcome.model)
    network = build_network(
        NetworkConfig(encoder=encoder, pointer_size=16, link_size=16, dropout=0.0)
    )
    network.load_state_dict(torch.load(outcome.model.parent / WEIGHTS, weights_only=True))
    network.eval()
    encoding = model.tokenizer.encode("The minister said taxes fell.")
    ids = torch.tensor([encoding.ids])
    words = torch.ones_like(ids)
    words[0, 0] = words[0, -1] = 0
    with torch.no_grad():
        expected = network(ids, torch.ones_like(ids), words)[0]
    found = torch.tensor(model.run([encoding])["spans"])
    possible = expected > -1000
    assert torch.equal(found > -1000, possible)
    assert (found - expected)[possible].abs().mean() < 0.35  # int8


def test_empty_and_endless_sentences_are_survived(outcome):
    annotate = get_annotator(str(outcome.model))
    texts = ["x", "the " * 3000, "\x00 😀 \u202e", "said said said. " * 50]
    found = list(annotate([Document(text=text) for text in texts]))
    assert [annotation.document.text for annotation in found] == texts


def test_self_training_and_a_start_from_weights(outcome, encoder, corpus, tmp_path):
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"text": "Critics called it a reckless plan. Taxes fell."}\n' * 3)
    data = DataConfig(
        train=(corpus,),
        dev=(corpus,),
        unlabelled=(str(articles),),
        teachers=(str(outcome.model), str(outcome.model)),
    )
    network = NetworkConfig(
        encoder=encoder,
        pointer_size=16,
        link_size=16,
        dropout=0.0,
        start=str(outcome.model.parent),
    )
    trainer = TRAINER | {"num_train_epochs": 1}
    config = run(encoder, corpus, tmp_path / "run", data=data, network=network, trainer=trainer)
    assert train_spans(config).scores["claim"] > 0.8


def test_layers_and_lora_can_be_chosen(encoder, corpus, tmp_path):
    pytest.importorskip("peft")
    network = NetworkConfig(
        encoder=encoder, pointer_size=16, link_size=16, layers=("holder", "cue"), lora_rank=2
    )
    trainer = TRAINER | {"num_train_epochs": 1}
    config = run(encoder, corpus, tmp_path / "run", network=network, trainer=trainer)
    assert Path(train_spans(config).model).is_dir()


def test_ratings_alone_are_enough(encoder, tmp_path):
    ratings = tmp_path / "ratings.jsonl"
    lines = [{"text": "What a disgrace.", "rating": 4}, {"text": "Taxes fell.", "rating": 0}]
    ratings.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    data = DataConfig(ratings=str(ratings))
    config = run(
        encoder, "", tmp_path / "run", data=data, trainer=TRAINER | {"num_train_epochs": 1}
    )
    assert train_spans(config).model.is_dir()
    ratings.write_text('{"text": "x", "rating": 9}', encoding="utf-8")
    with pytest.raises(FormatError, match=r":1: rating 9\.0 given"):
        train_spans(config)


def test_mistakes_are_named_before_anything_is_written(encoder, corpus, tmp_path):
    with pytest.raises(ConfigError, match="nothing to train on"):
        train_spans(run(encoder, corpus, tmp_path / "run", data=DataConfig()))
    with pytest.raises(ConfigError, match=r"\[trainer\].*epochs"):
        train_spans(run(encoder, corpus, tmp_path / "run", trainer={"epochs": 3}))
    nowhere = NetworkConfig(encoder="/nowhere")
    with pytest.raises(ModelError, match="'/nowhere': cannot be loaded"):
        train_spans(run(encoder, corpus, tmp_path / "run", network=nowhere))
    with pytest.raises(ModelError, match="not installed; run pip install nothing"):
        train_spans(
            run(encoder, corpus, tmp_path, network=NetworkConfig(encoder="package:nothing"))
        )
    assert not (tmp_path / "run" / "model").exists()


def test_an_interrupted_export_leaves_the_old_model(outcome, monkeypatch):
    from claimstance.training import export

    before = (outcome.model / "config.json").read_bytes()

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "_write_network", fail)
    with pytest.raises(OSError, match="No space"):
        export.export_model(None, None, outcome.model, {})
    assert (outcome.model / "config.json").read_bytes() == before


def test_a_sentence_classifier_alone(encoder, tmp_path):
    from claimstance.training.labels import read_sentences
    from claimstance.training.sentence_classifier import train_classifier

    rows = "sentence,label\n" + "What a reckless plan,SUBJ\nTaxes fell,OBJ\n" * 8
    path = tmp_path / "sentences.csv"
    path.write_text(rows, encoding="utf-8")
    data = DataConfig(sentences=str(path), sentences_dev=str(path))
    config = run(encoder, "", tmp_path / "run", task="subjectivity", data=data)
    assert train_classifier(config).scores["subjectivity"] > 0.9
    path.write_text("sentence,label\nWhat,MAYBE\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"sentences\.csv:2: .*expected columns"):
        list(read_sentences(str(path)))


def test_the_card_is_written_from_the_run(outcome, corpus):
    import hashlib

    card = (outcome.model / "README.md").read_text(encoding="utf-8")
    assert "# tiny" in card
    exported, full = outcome.scores["claim"], outcome.full_scores["claim"]
    assert f"| claim | {exported:.3f} | {full:.3f} |" in card
    assert "with 8-bit weights." in card
    assert hashlib.sha256(Path(corpus).read_bytes()).hexdigest()[:16] in card
    assert "num_train_epochs=60" in card
