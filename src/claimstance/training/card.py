"""The model card, written from the run and never from memory."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from claimstance.io.jsonl import read_annotations
from claimstance.models.span.runtime import CONFIG
from claimstance.training.config import TrainingConfig

CARD = "README.md"

_TEMPLATE = "card.md"


def write_card(
    folder: Path,
    config: TrainingConfig,
    scores: Mapping[str, float],
    full_scores: Mapping[str, float],
) -> None:
    """Write the model card of a finished run into ``folder``.

    Args:
        folder: Of the exported model.
        config: The run.
        scores: Of the exported model.
        full_scores: Of the network before its weights became 8-bit integers; may be empty.
    """
    data = config.data
    extra = (data.ratings, data.sentences)
    used = [
        *((path, "training") for path in (*data.train, *filter(None, extra))),
        *((path, "self-training") for path in data.unlabelled),
        *((path, "choosing and scoring") for path in data.dev),
    ]
    template = files("claimstance.training") / _TEMPLATE
    text = template.read_text(encoding="utf-8").format(
        name=config.name,
        language=config.language,
        encoder=config.network.encoder.removeprefix("package:"),
        held_out=", ".join(Path(path).name for path in data.dev) or "no file",
        weights="8-bit weights" if config.quantize else "its full weights",
        scores="\n".join(
            f"| {layer} | {value:.3f} | {full_scores.get(layer, value):.3f} |"
            for layer, value in scores.items()
        ),
        data="\n".join(
            f"| {'/'.join(Path(path).parts[-2:])} | {purpose} | `{_digest(path)}` |"
            for path, purpose in used
        ),
        annotators=", ".join(_annotators((*data.train, *data.dev))) or "none",
        seed=config.seed,
        trainer=", ".join(f"{key}={value}" for key, value in config.trainer.items()),
        teachers=", ".join(
            f"{count} × {name}" for name, count in Counter(map(_teacher, data.teachers)).items()
        )
        or "none",
        layers=", ".join(config.network.layers),
    )
    (folder / CARD).write_text(text, encoding="utf-8")


def _annotators(paths: Iterable[str]) -> list[str]:
    return sorted({a.annotator for path in paths for a in read_annotations(path)})


def _teacher(folder: str) -> str:
    """Return a teacher's name and encoder."""
    about = json.loads((Path(folder) / CONFIG).read_text(encoding="utf-8"))
    encoder = about.get("training", {}).get("network", {}).get("encoder", "unknown encoder")
    return f"{about.get('name', folder)} ({encoder.removeprefix('package:')})"


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]
