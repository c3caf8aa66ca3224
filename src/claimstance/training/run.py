"""One training run, from its configuration to a folder that can be served."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import set_seed
from transformers.trainer_utils import get_last_checkpoint

from claimstance.core.annotation import Annotation
from claimstance.errors import ConfigError, ModelError
from claimstance.io.jsonl import read_annotations
from claimstance.models.span.decoding import Settings
from claimstance.models.span.runtime import SpanModel
from claimstance.training.arguments import training_arguments
from claimstance.training.card import write_card
from claimstance.training.config import TrainingConfig
from claimstance.training.encoders import build_network, load_tokenizer, token_limit
from claimstance.training.ensemble import Ensemble, teach_unlabelled
from claimstance.training.examples import (
    Example,
    collate,
    lesson_examples,
    read_examples,
    read_ratings,
)
from claimstance.training.export import export_model, write_settings
from claimstance.training.labels import read_sentences, relabel
from claimstance.training.network import SpanNetwork
from claimstance.training.trainer import Sentences, SpanTrainer, WeightAverage
from claimstance.training.tuning import half_overlap_f1, hold, is_subjective, macro_f1, tune

WEIGHTS = "weights.pt"
SCORES = "scores.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left behind."""

    model: Path
    """Folder of the exported model."""
    scores: dict[str, float]
    """Half-overlap F1 per layer and macro-F1 of subjectivity on the held-out sentences."""
    full_scores: dict[str, float] = field(default_factory=dict)
    """The same of the network before its weights became 8-bit integers; empty if they did not."""


def train_spans(config: TrainingConfig, *, resume: bool = False) -> Outcome:
    """Train, export, tune and score a span model.

    Args:
        config: The run.
        resume: Go on from the last checkpoint of an interrupted run.

    Raises:
        ConfigError: If there is nothing to train on, or ``[trainer]`` has an unknown key.
        ModelError: If the encoder or a teacher cannot be loaded, or the disk is full.
    """
    output = Path(config.output)
    arguments = training_arguments(config, output / "checkpoints")
    set_seed(config.seed)
    tokenizer = load_tokenizer(config.network)
    dev = [a for path in config.data.dev for a in read_annotations(path)]
    sentences = _sentences(config, tokenizer, dev)
    network = _start(config)
    callbacks = []
    if config.optimizer.average:
        callbacks.append(WeightAverage(network, config.optimizer.average))
    trainer = SpanTrainer(
        settings=config,
        model=network,
        args=arguments,
        train_dataset=sentences,
        data_collator=collate,
        callbacks=callbacks,
    )
    checkpoint = get_last_checkpoint(arguments.output_dir) if resume else None
    try:
        trainer.train(resume_from_checkpoint=checkpoint)
        return _finish(config, network.cpu(), tokenizer, dev)
    except OSError as error:
        raise ModelError(
            f"{output}: cannot be written ({error.strerror or error}); checkpoints are kept, go on "
            "with --resume once there is room"
        ) from None


def _sentences(
    config: TrainingConfig, tokenizer: Tokenizer, dev: Sequence[Annotation]
) -> Sentences:
    data = config.data
    held_out = {a.document.id for a in dev}
    held_out |= {s.span.of(a.document.text) for a in dev for s in a.sentences}
    marked = list(read_examples(data.train, tokenizer))
    if data.sentences:
        sentences = (s for s in read_sentences(data.sentences) if s[0] not in held_out)
        marked = relabel(marked, sentences, tokenizer)
    if data.unlabelled:
        marked += _pseudo(config, tokenizer, dev, held_out)
    rated: list[Example] = []
    if data.ratings:
        rated = read_ratings(data.ratings, tokenizer, held_out)
    if not marked and not rated:
        raise ConfigError("nothing to train on: name JSON lines in [data] train or ratings")
    return Sentences(marked, rated, data.ratings_per_epoch)


def _pseudo(
    config: TrainingConfig,
    tokenizer: Tokenizer,
    dev: Sequence[Annotation],
    held_out: set[str],
) -> list[Example]:
    """Let the teachers annotate the unlabelled articles."""
    teachers = Ensemble(config.data.teachers)
    settings = tune(hold(dev, teachers.tokenizer, teachers)) if dev else Settings()
    lessons = teach_unlabelled(
        config.data.unlabelled,
        teachers,
        settings,
        without=held_out,
        sentences=config.data.unlabelled_sentences,
    )
    return [
        example
        for lesson in lessons
        for example in lesson_examples(lesson, tokenizer, config.losses.pseudo)
    ]


def _start(config: TrainingConfig) -> SpanNetwork:
    network = build_network(config.network)
    if config.network.start:
        path = Path(config.network.start) / WEIGHTS
        try:
            network.load_state_dict(torch.load(path, weights_only=True))
        except (OSError, RuntimeError) as error:
            raise ModelError(f"{path}: no weights to start from ({error})") from None
    return network


def _finish(
    config: TrainingConfig, network: SpanNetwork, tokenizer: Tokenizer, dev: Sequence[Annotation]
) -> Outcome:
    output = Path(config.output)
    output.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), output / WEIGHTS)
    # a fresh one, as the trainer has wrapped this one's forward in its mixed precision
    trained = build_network(config.network)
    trained.load_state_dict(network.state_dict())
    about = {
        "name": config.name,
        "language": config.language,
        "layers": list(config.network.layers),
        "max_tokens": token_limit(config.network),
        "training": config.to_json(),
    }
    folder = output / "model"
    full: dict[str, float] = {}
    if config.quantize and dev:
        export_model(trained, tokenizer, folder, about, quantize=False)
        full = _settle(folder, about, dev)
    export_model(trained, tokenizer, folder, about, quantize=config.quantize)
    scores = _settle(folder, about, dev) if dev else {}
    write_card(folder, config, scores, full)
    if dev:
        content = {"scores": scores, "full_scores": full}
        (output / SCORES).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return Outcome(folder, scores, full)


def _settle(
    folder: Path, about: Mapping[str, object], dev: Sequence[Annotation]
) -> dict[str, float]:
    """Choose an exported model's settings on held-out sentences, and score it with them."""
    model = SpanModel(folder)
    held = hold(dev, model.tokenizer, model)
    settings = tune(held)
    write_settings(folder, about, settings)
    scores = half_overlap_f1(held, settings)
    labelled = [sentence for sentence in held if sentence.subjective is not None]
    scores["subjectivity"] = macro_f1(
        [sentence.subjective or 0 for sentence in labelled],
        [int(is_subjective(sentence, settings)) for sentence in labelled],
    )
    return scores
