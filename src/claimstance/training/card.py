"""The model card, written from the run and never from memory."""

import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from claimstance.io.jsonl import read_annotations
from claimstance.training.config import TrainingConfig

CARD = "README.md"

_TEMPLATE = "card.md"


def write_card(folder: Path, config: TrainingConfig, scores: Mapping[str, float]) -> None:
    """Write the model card of a finished run into ``folder``."""
    data = config.data
    used = [
        *((path, "training") for path in (*data.train, *filter(None, (data.ratings,)))),
        *((path, "self-training") for path in data.unlabelled),
        *((path, "choosing and scoring") for path in data.dev),
    ]
    template = files("claimstance.training") / _TEMPLATE
    text = template.read_text(encoding="utf-8").format(
        name=config.name,
        language=config.language,
        encoder=config.network.encoder.removeprefix("package:"),
        held_out=", ".join(Path(path).name for path in data.dev) or "no file",
        scores="\n".join(f"| {layer} | {value:.3f} |" for layer, value in scores.items()),
        data="\n".join(
            f"| {Path(path).name} | {purpose} | `{_digest(path)}` |" for path, purpose in used
        ),
        annotators=", ".join(_annotators((*data.train, *data.dev))) or "none",
        seed=config.seed,
        trainer=", ".join(f"{key}={value}" for key, value in config.trainer.items()),
        layers=", ".join(config.network.layers),
    )
    (folder / CARD).write_text(text, encoding="utf-8")


def _annotators(paths: Iterable[str]) -> list[str]:
    return sorted({a.annotator for path in paths for a in read_annotations(path)})


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]
