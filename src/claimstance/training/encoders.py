"""Encoders by name: from a model hub, a folder, or weights inside an installed package."""

import importlib.util
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel, AutoTokenizer

from claimstance.errors import ModelError
from claimstance.training.config import NetworkConfig
from claimstance.training.network import SpanNetwork


def resolve(name: str) -> str:
    """Return what ``from_pretrained`` takes; ``package:NAME`` becomes the folder with the weights.

    Raises:
        ModelError: If the package is not installed or holds no weights.
    """
    if not name.startswith("package:"):
        return name
    package = name.removeprefix("package:")
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"encoder {name!r}: not installed; run pip install {package}")
    root = Path(next(iter(found.submodule_search_locations)))
    for config in sorted(root.rglob("config.json"), key=lambda path: len(path.parts)):
        if "model_type" in config.read_text(encoding="utf-8"):
            return str(config.parent)
    raise ModelError(f"encoder {name!r}: the package holds no config.json with a model type")


def load_tokenizer(config: NetworkConfig) -> Tokenizer:
    """Load the encoder's fast tokenizer, set to cut sentences at ``max_tokens``.

    Raises:
        ModelError: If the encoder cannot be found or has no fast tokenizer.
    """
    loaded: Any = _load(AutoTokenizer, config.encoder)
    if not loaded.is_fast:
        raise ModelError(f"encoder {config.encoder!r}: has no fast tokenizer, which offsets need")
    tokenizer = Tokenizer.from_str(loaded.backend_tokenizer.to_str())
    tokenizer.no_padding()
    tokenizer.enable_truncation(token_limit(config))
    return tokenizer


def token_limit(config: NetworkConfig) -> int:
    """Return ``max_tokens``, or what the encoder can take if that is less."""
    loaded: Any = _load(AutoConfig, config.encoder)
    positions = getattr(loaded, "max_position_embeddings", None) or config.max_tokens
    offset = 2 if loaded.model_type in _OFFSET_POSITIONS else 0
    return min(config.max_tokens, int(positions) - offset)


_OFFSET_POSITIONS = ("roberta", "xlm-roberta", "camembert", "mpnet")
"""Encoders whose first positions are taken by padding."""


def build_network(config: NetworkConfig) -> SpanNetwork:
    """Load the encoder and put fresh heads on it.

    Raises:
        ModelError: If the encoder cannot be found.
    """
    encoder: Any = _load(AutoModel, config.encoder)
    if config.freeze_embeddings:
        encoder.get_input_embeddings().weight.requires_grad_(False)
    if config.lora_rank:
        encoder = _with_lora(encoder, config.lora_rank)
    return SpanNetwork(
        encoder,
        pointer_size=config.pointer_size,
        link_size=config.link_size,
        dropout=config.dropout,
    )


def _load(kind: Any, name: str) -> Any:
    try:
        return kind.from_pretrained(resolve(name))
    except (OSError, ValueError) as error:
        first = str(error).strip().partition("\n")[0]
        raise ModelError(
            f"encoder {name!r}: cannot be loaded ({first}); give a name on the hub, a folder, or "
            "package:NAME"
        ) from None


def _with_lora(encoder: Any, rank: int) -> Any:
    from peft import LoraConfig, get_peft_model

    names = {name.rpartition(".")[2] for name, _ in encoder.named_modules()}
    known = [("query", "value"), ("q_proj", "v_proj"), ("query_proj", "value_proj")]
    targets = next((list(pair) for pair in known if set(pair) <= names), None)
    if targets is None:
        raise ModelError("LoRA: the encoder's attention is of an unknown kind; set lora_rank = 0")
    return get_peft_model(encoder, LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=targets))
