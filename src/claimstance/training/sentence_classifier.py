"""A sentence classifier alone: subjectivity from any two-column data, with any encoder."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    set_seed,
)

from claimstance.errors import ConfigError, ModelError
from claimstance.training.arguments import training_arguments
from claimstance.training.config import TrainingConfig
from claimstance.training.encoders import resolve
from claimstance.training.labels import LABELS, read_sentences
from claimstance.training.run import SCORES, Outcome
from claimstance.training.tuning import macro_f1


def train_classifier(config: TrainingConfig, *, resume: bool = False) -> Outcome:
    """Train a classifier on ``[data] sentences`` and score it on ``sentences_dev``.

    Args:
        config: A run with ``task = "subjectivity"``.
        resume: Go on from the last checkpoint.

    Raises:
        ConfigError: If no sentences are named, or ``[trainer]`` has an unknown key.
        FormatError: If a row has no sentence or an unknown label.
        ModelError: If the encoder cannot be loaded.
    """
    if not config.data.sentences:
        raise ConfigError("nothing to train on: name a file in [data] sentences")
    set_seed(config.seed)
    tokenizer, model = _load(config.network.encoder)
    output = Path(config.output)

    def encode(path: str) -> list[dict[str, Any]]:
        limit = config.network.max_tokens
        return [
            dict(tokenizer(text, truncation=True, max_length=limit), labels=LABELS.index(label))
            for text, label in read_sentences(path)
        ]

    held_out = encode(config.data.sentences_dev) if config.data.sentences_dev else []
    trainer = Trainer(
        model=model,
        args=training_arguments(config, output / "checkpoints"),
        train_dataset=encode(config.data.sentences),
        data_collator=DataCollatorWithPadding(tokenizer),
    )
    trainer.train(resume_from_checkpoint=resume or None)
    folder = output / "model"
    trainer.save_model(str(folder))
    tokenizer.save_pretrained(str(folder))
    if not held_out:
        return Outcome(folder, {})
    logits = trainer.predict(held_out).predictions
    truth = [row["labels"] for row in held_out]
    scores = {"subjectivity": macro_f1(truth, np.asarray(logits).argmax(-1).tolist())}
    (output / SCORES).write_text(json.dumps({"scores": scores}, indent=2) + "\n", encoding="utf-8")
    return Outcome(folder, scores)


def _load(name: str) -> tuple[Any, Any]:
    try:
        folder = resolve(name)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=len(LABELS))
    except (OSError, ValueError) as error:
        first = str(error).strip().partition("\n")[0]
        raise ModelError(f"encoder {name!r}: cannot be loaded ({first})") from None
    model.config.id2label = dict(enumerate(LABELS))
    model.config.label2id = {label: number for number, label in enumerate(LABELS)}
    return tokenizer, model
