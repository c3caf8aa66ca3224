"""The exported network on onnxruntime: sentences in, marks out; no torch, no transformers."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one sentence, with the characters of its tokens."""

    found: Found
    offsets: Offsets


class SpanModel:
    """A span model that was exported to a folder.

    Args:
        folder: What ``claimstance train`` exported.
        threads: How many sentences go through at the same time; 0 for one on each core.

    Raises:
        ModelError: If a file is missing or damaged.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self.folder = folder
        self.threads = threads or _cores()
        try:
            self.config: dict[str, Any] = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
            self.settings = Settings(**self.config["settings"])
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self.session = _session(folder / NETWORK)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise ModelError(
                f"{folder}: no span model ({error}); give the folder model/ of a run of "
                "claimstance train (a classifier of sentences is for transformers.pipeline)"
            ) from None
        except Exception as error:  # tokenizers and onnxruntime raise their own kinds
            raise ModelError(f"{folder}: damaged ({error}); export the model again") from None
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(int(self.config["max_tokens"]))

    def predict(self, sentences: Sequence[str]) -> list[Result]:
        """Find the marks of each sentence.

        Sentences go through one by one: 8-bit networks scale their activations by all that goes
        through together, so a batch would let neighbours change what is found. Several go through
        at the same time, one on each core: a sentence is too small to be shared by cores.
        """
        encodings = self.tokenizer.encode_batch(list(sentences))
        threads = min(self.threads, len(encodings))
        if threads < 2:
            return [self._find(encoding) for encoding in encodings]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(self._find, encodings))

    def _find(self, encoding: Encoding) -> Result:
        outputs = self.run([encoding])
        [found] = decode_batch(outputs, self.settings, [encoding.offsets])
        return Result(found, encoding.offsets)

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


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
