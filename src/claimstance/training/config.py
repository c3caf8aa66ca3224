"""What a training run is told, from a TOML file; unknown keys are errors."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from claimstance.errors import ConfigError
from claimstance.models.span.layout import LAYERS

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataConfig:
    """Where the sentences come from; paths are relative to the working directory."""

    train: tuple[str, ...] = ()
    """JSON lines with annotations."""
    dev: tuple[str, ...] = ()
    """JSON lines on which thresholds are chosen and scores reported; never trained on."""
    ratings: str = ""
    """JSON lines with ``text`` and ``rating`` from 0 to 4."""
    ratings_per_epoch: int = 1000
    unlabelled: tuple[str, ...] = ()
    """Articles that the teachers annotate, for self-training."""
    unlabelled_sentences: int = 6000
    teachers: tuple[str, ...] = ()
    """Folders of exported models that annotate ``unlabelled`` together."""
    sentences: str = ""
    """CSV, TSV or JSON lines with ``sentence`` and ``label``: all that ``task = "subjectivity"``
    trains on; a span model's sentences take their labels from here where they are here."""
    sentences_dev: str = ""
    """The same, held out; only for ``task = "subjectivity"``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConfig:
    """The shape of the network."""

    encoder: str = "sentence-transformers/all-MiniLM-L6-v2"
    """A name on a model hub, a folder, or ``package:NAME`` for weights in an installed package."""
    start: str = ""
    """Folder of a finished run whose weights training starts from."""
    layers: tuple[str, ...] = LAYERS
    """Layers that are trained; the others are never found."""
    pointer_size: int = 64
    link_size: int = 128
    dropout: float = 0.1
    max_tokens: int = 160
    freeze_embeddings: bool = True
    lora_rank: int = 0
    """Rank of LoRA adapters in the encoder's attention; 0 trains the whole encoder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossConfig:
    """Weights of the losses' sum."""

    spans: float = 1.0
    edges: float = 1.0
    """Is a token the first or last of a mark?"""
    links: float = 0.5
    attributes: float = 0.3
    subjectivity: float = 1.0
    rating: float = 1.0
    pseudo: float = 1.0
    """Weight of sentences that teachers have labelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerConfig:
    """Learning rates beyond what ``[trainer]`` says."""

    head_learning_rate: float = 1e-3
    layer_decay: float = 0.9
    """Factor of the learning rate from one encoder layer to the one below."""
    average: float = 0.995
    """Decay of the moving average of the weights, which is what is kept; 0 keeps the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """A training run."""

    name: str = "span-model"
    task: str = "spans"
    """``spans`` or ``subjectivity`` (a sentence classifier alone)."""
    language: str = "en"
    output: str = "runs/span-model"
    seed: int = 1
    quantize: bool = True
    """Whether the exported network's weights are 8-bit integers; teachers need not be small."""
    data: DataConfig = field(default_factory=DataConfig)
    network: NetworkConfig = field(default_factory=NetworkConfig)
    losses: LossConfig = field(default_factory=LossConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    trainer: Mapping[str, Any] = field(default_factory=dict)
    """Handed unchanged to ``transformers.TrainingArguments``."""

    def __post_init__(self) -> None:
        if self.task not in ("spans", "subjectivity"):
            raise ConfigError(f"task {self.task!r}: expected 'spans' or 'subjectivity'")
        if unknown := [layer for layer in self.network.layers if layer not in LAYERS]:
            raise ConfigError(f"layers {unknown}: unknown, expected of {list(LAYERS)}")

    def to_json(self) -> dict[str, Any]:
        """Return the resolved configuration as plain data."""
        return asdict(self)


def read_config(path: Path, overrides: Mapping[str, Any] | None = None) -> TrainingConfig:
    """Read a configuration.

    Args:
        path: A TOML file.
        overrides: Top-level values that replace those of the file.

    Raises:
        ConfigError: If the file is missing, no TOML, or has an unknown key or a wrong type.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check the name") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML ({error})") from None
    return _build(TrainingConfig, values | dict(overrides or {}), str(path))


def _build(kind: type[_T], values: Mapping[str, Any], where: str) -> _T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    if unknown := [key for key in values if key not in known]:
        raise ConfigError(
            f"{where}: unknown key {unknown[0]!r}, expected of {sorted(known)}; remove or rename it"
        )
    hints = get_type_hints(kind)
    return kind(
        **{key: _value(hints[key], value, f"{where}: {key}") for key, value in values.items()}
    )


def _value(kind: Any, value: Any, where: str) -> Any:
    if is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise ConfigError(f"{where}: {value!r} given, expected a table")
        return _build(kind, value, where)  # type: ignore[arg-type]
    if isinstance(value, list):
        return tuple(value)
    if kind in (int, float, str, bool):
        fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
        if not fits or (isinstance(value, bool) and kind is not bool):
            raise ConfigError(f"{where}: {value!r} given, expected {kind.__name__}")
    return value
