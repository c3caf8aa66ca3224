"""A sentence classifier alone: subjectivity from any two-column data, with any encoder."""

import csv
import json
from collections.abc import Iterator
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

from claimstance.errors import ConfigError, FormatError, ModelError
from claimstance.training.arguments import training_arguments
from claimstance.training.config import TrainingConfig
from claimstance.training.encoders import resolve
from claimstance.training.run import SCORES, Outcome
from claimstance.training.tuning import macro_f1

LABELS = ("OBJ", "SUBJ")
_SEPARATORS = {".csv": ",", ".tsv": "\t"}


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
    (output / SCORES).write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    return Outcome(folder, scores)


def read_sentences(path: str) -> Iterator[tuple[str, str]]:
    """Read sentences with their labels from CSV, TSV or JSON lines.

    The columns are ``sentence`` (or ``text``) and ``label`` (``SUBJ`` or ``OBJ``).

    Raises:
        FormatError: If the file cannot be read or a row does not fit (``path:line``).
    """
    for number, row in _rows(path):
        text = row.get("sentence") or row.get("text")
        label = str(row.get("label") or "").upper()
        if not text or label not in LABELS:
            raise FormatError(
                f"{path}:{number}: {dict(row)!r:.80} given, expected columns sentence and label "
                f"({' or '.join(LABELS)})"
            )
        yield str(text), label


def _rows(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    separator = _SEPARATORS.get(Path(path).suffix.lower())
    try:
        with Path(path).open(encoding="utf-8", newline="") as stream:
            if separator:
                yield from enumerate(csv.DictReader(stream, delimiter=separator), 2)
            else:
                yield from (
                    (n, json.loads(line)) for n, line in enumerate(stream, 1) if line.strip()
                )
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); check the name") from None
    except json.JSONDecodeError as error:
        raise FormatError(f"{path}: not JSON lines, CSV or TSV ({error})") from None


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
