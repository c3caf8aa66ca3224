"""The exported network on onnxruntime: sentences in, marks out; no torch, no transformers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from claimstance.errors import ModelError
from claimstance.models.span.assembly import Offsets
from claimstance.models.span.decoding import Found, Settings, decode_batch
from claimstance.models.span.layout import OUTPUTS

CONFIG = "config.json"
NETWORK = "model.onnx"
TOKENIZER = "tokenizer.json"
_BATCH_TOKENS = 1024
"""Tokens, padding included, of one call of the network."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one sentence, with the characters of its tokens."""

    found: Found
    offsets: Offsets


class SpanModel:
    """A span model that was exported to a folder.

    Raises:
        ModelError: If a file is missing or damaged.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self.folder = folder
        try:
            self.config: dict[str, Any] = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
            self.settings = Settings(**self.config["settings"])
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self.session = _session(folder / NETWORK, threads)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise ModelError(f"{folder}: no span model can be loaded from here ({error})") from None
        except Exception as error:  # tokenizers and onnxruntime raise their own kinds
            raise ModelError(f"{folder}: damaged ({error}); export the model again") from None
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(int(self.config["max_tokens"]))

    def predict(self, sentences: Sequence[str]) -> list[Result]:
        """Find the marks of each sentence; those of like length go through together."""
        encodings = self.tokenizer.encode_batch(list(sentences))
        results: list[Result | None] = [None] * len(encodings)
        for group in _groups(encodings):
            outputs = self.run([encodings[number] for number in group])
            offsets = [encodings[number].offsets for number in group]
            found = decode_batch(outputs, self.settings, offsets)
            for number, each in zip(group, found, strict=True):
                results[number] = Result(each, encodings[number].offsets)
        return [result for result in results if result is not None]

    def run(self, encodings: Sequence[Encoding]) -> dict[str, Any]:
        """Run the network on one batch; see `layout` for the outputs."""
        width = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), width), dtype=np.int64)
        attention = np.zeros((len(encodings), width), dtype=np.int64)
        words = np.zeros((len(encodings), width), dtype=np.int64)
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            ids[row, :length] = encoding.ids
            attention[row, :length] = 1
            words[row, 1 : length - 1] = 1
        feed = {"input_ids": ids, "attention_mask": attention, "word_mask": words}
        return dict(zip(OUTPUTS, self.session.run(list(OUTPUTS), feed), strict=True))


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # keeps memory flat over batches of many shapes
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _groups(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    """Yield positions of sentences of like length, together few enough tokens for one call."""
    order: Iterable[int] = sorted(range(len(encodings)), key=lambda n: len(encodings[n].ids))
    group: list[int] = []
    for number in order:
        if group and (len(group) + 1) * len(encodings[number].ids) > _BATCH_TOKENS:
            yield group
            group = []
        group.append(number)
    if group:
        yield group
