"""Speed of the shipped model: sentences per second, cold start, peak memory, in one run.

Run: python benchmarks/speed.py ARTICLES [--sentences 600] [--stream 20000] [--json]
ARTICLES is anything that `claimstance annotate` reads. On the same sentences are timed

- end to end: articles in, annotations out (splitting, network, decoding, neutral texts, stances),
  on all cores, one sentence on each, and on one core;
- bare session: the network alone, on the very sentences of the run on one core;
- pipeline: ``transformers.pipeline("token-classification")`` with an encoder of the same shape in
  fp32, as most people use it: a list of sentences, default settings. Its weights are random, which
  costs the same time as trained ones; needs claimstance[train].

Every measurement has a process of its own, so that none warms or slows the next.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle

TEXT = "The minister said taxes fell. Critics called it a reckless plan."
SHAPE = {
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
}


def documents(path: str, sentences: int) -> Iterator:
    """Yield articles, again and again, until they have enough sentences."""
    from claimstance.core.document import Document
    from claimstance.io.articles import read_articles
    from claimstance.segment.sentences import split_sentences

    found = [item for item in read_articles([path]) if isinstance(item, Document)]
    count = 0
    for document in cycle(found):
        if count >= sentences:
            return
        count += len(split_sentences(document.text, document.language))
        yield document


def end_to_end(path: str, sentences: int) -> dict[str, float]:
    from claimstance.annotators.registry import get_annotator

    annotator = get_annotator("default-en")
    articles = list(documents(path, sentences))
    list(annotator(articles[:2]))
    start = time.perf_counter()
    count = sum(len(annotation.sentences) for annotation in annotator(articles))
    total = time.perf_counter() - start
    return {"end to end, sentences/s": count / total} | one_core(annotator, articles)


def one_core(annotator, articles) -> dict[str, float]:
    """Return the speed on one core, and what of it is the network's."""
    annotator = annotator.with_threads(1)
    session, inside = annotator.model.session, [0.0]

    def timed(*arguments):
        start = time.perf_counter()
        outputs = session.run(*arguments)
        inside[0] += time.perf_counter() - start
        return outputs

    class Timed:
        run = staticmethod(timed)

    annotator.model.session = Timed
    list(annotator(articles[:2]))
    inside[0], start = 0.0, time.perf_counter()
    count = sum(len(annotation.sentences) for annotation in annotator(articles))
    total = time.perf_counter() - start
    return {
        "one core, sentences/s": count / total,
        "bare session on it, sentences/s": count / inside[0],
        "share of time outside the session": 1 - inside[0] / total,
    }


def pipeline(path: str, sentences: int) -> dict[str, float]:
    import tempfile
    from pathlib import Path

    from transformers import (
        BertConfig,
        BertForTokenClassification,
        PreTrainedTokenizerFast,
        pipeline,
    )

    from claimstance.annotators import span_model
    from claimstance.segment.sentences import split_sentences

    shipped = Path(span_model.__file__).with_name("default_en") / "tokenizer.json"
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "cls", "sep", "unk", "mask")}
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(shipped), model_max_length=512, **names)
    network = BertForTokenClassification(BertConfig(**SHAPE, num_labels=11)).eval()
    with tempfile.TemporaryDirectory() as folder:
        network.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        tagger = pipeline("token-classification", model=folder, tokenizer=folder, device=-1)
    texts = [
        span.of(document.text)
        for document in documents(path, sentences)
        for span in split_sentences(document.text, document.language)
    ][:sentences]
    tagger(texts[:8])
    start = time.perf_counter()
    tagger(texts)
    return {"pipeline, sentences/s": len(texts) / (time.perf_counter() - start)}


def cold(*_: object) -> dict[str, float]:
    """The first result of a fresh process, the start of Python included by the caller."""
    from claimstance.annotators.registry import get_annotator
    from claimstance.core.document import Document

    next(get_annotator("default-en")([Document(text=TEXT, language="en")]))
    return {}


def stream(path: str, sentences: int) -> dict[str, float]:
    """Peak memory half-way and at the end of a long stream of articles."""
    from claimstance.annotators.registry import get_annotator

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    annotator, count, half = get_annotator("default-en"), 0, 0.0
    for annotation in annotator(documents(path, sentences)):
        count += len(annotation.sentences)
        if not half and count >= sentences / 2:
            half = peak()
    return {"streamed sentences": count, "peak MB half-way": half, "peak MB": peak()}


PARTS = {"end_to_end": end_to_end, "pipeline": pipeline, "cold": cold, "stream": stream}


def measure(part: str, path: str, sentences: int) -> tuple[dict[str, float], float]:
    """Run one part in a process of its own; return its numbers and its time in all."""
    command = [sys.executable, __file__, path, "--part", part, "--sentences", str(sentences)]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1]), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles")
    parser.add_argument("--sentences", type=int, default=600)
    parser.add_argument("--stream", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=PARTS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options.articles, options.sentences)))
        return
    results, _ = measure("end_to_end", options.articles, options.sentences)
    results |= measure("pipeline", options.articles, options.sentences)[0]
    results["times the pipeline"] = (
        results["end to end, sentences/s"] / results["pipeline, sentences/s"]
    )
    measure("cold", options.articles, 1)
    results["cold start to first result, s"] = min(
        measure("cold", options.articles, 1)[1] for _ in range(3)
    )
    if options.stream:
        results |= measure("stream", options.articles, options.stream)[0]
    if options.json:
        print(json.dumps(results))
        return
    for name, value in results.items():
        print(f"{name:36s} {value:10.3f}")


if __name__ == "__main__":
    main()
