"""A trained network as a folder that onnxruntime runs: int8, without torch."""

import json
import logging
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from claimstance.models.span.decoding import Settings
from claimstance.models.span.layout import OUTPUTS
from claimstance.models.span.runtime import CONFIG, NETWORK, TOKENIZER
from claimstance.training.network import SpanNetwork

_INPUTS = ("input_ids", "attention_mask", "word_mask")


class _WithoutEdges(nn.Module):
    """The network's outputs that decoding needs."""

    def __init__(self, network: SpanNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, attention_mask: Tensor, word_mask: Tensor) -> Any:
        return self.network(input_ids, attention_mask, word_mask)[: len(OUTPUTS)]


def export_model(
    network: SpanNetwork,
    tokenizer: Tokenizer,
    folder: Path,
    config: Mapping[str, Any],
    *,
    settings: Settings | None = None,
    quantize: bool = True,
) -> None:
    """Write a model folder; it appears under its name only when it is complete.

    Args:
        network: On the CPU.
        tokenizer: Of its encoder.
        folder: Is replaced if it exists.
        config: Saved in the model's ``config.json``.
        settings: Thresholds and the like.
        quantize: Weights as 8-bit integers, a quarter of the size.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as name:
        partial = Path(name) / folder.name
        partial.mkdir()
        _write_network(network, partial / NETWORK, quantize=quantize)
        tokenizer.save(str(partial / TOKENIZER), pretty=False)
        write_settings(partial, config, settings or Settings())
        if folder.exists():
            folder.rename(Path(name) / "before")
        partial.rename(folder)


def write_settings(folder: Path, config: Mapping[str, Any], settings: Settings) -> None:
    """Write a model's ``config.json``."""
    content = dict(config) | {"settings": asdict(settings)}
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def _write_network(network: SpanNetwork, path: Path, *, quantize: bool) -> None:
    network.eval()
    plain = path.with_suffix(".fp32.onnx")
    example = torch.ones(2, 9, dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in (*_INPUTS, *OUTPUTS)}
    axes["spans"] = {0: "batch", 2: "length", 3: "length"}
    axes["sentence"] = {0: "batch"}
    del axes["special"]
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracing exporter's advice about its successor
        torch.onnx.export(
            _WithoutEdges(network),
            (example, example, example),
            str(plain),
            input_names=list(_INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    if not quantize:
        plain.rename(path)
        return
    prepared = path.with_suffix(".prepared.onnx")
    logging.getLogger("root").setLevel(logging.ERROR)
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
    )
    plain.unlink()
    prepared.unlink()
