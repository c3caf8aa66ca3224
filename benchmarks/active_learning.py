"""The learning curve of active learning: does choosing what to annotate save annotating?

Run: python benchmarks/active_learning.py ../shared/corpus --work runs/active-learning

A pool of single sentences, whose marks are hidden until a strategy asks for them. Every seed
starts from the same random sentences for all strategies, trains as `claimstance train` does,
annotates the rest of the pool with that model, lets `claimstance select` order it, takes the
first, and trains anew on all that is labelled by then. Rows are appended to results.jsonl in the
work folder as they come, and finished models stay there, so that an interrupted run goes on where
it stopped; --seeds splits the work among processes. At the end benchmarks/learning_curves.py makes
tables and a plot of the rows. Needs claimstance[train] and, for the plot, claimstance[notebooks].
"""

import argparse
import json
import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from learning_curves import ALL, PLOT, STRATEGIES, read_rows, report

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.layers import MARKED, layer_marks
from claimstance.core.marks import Sentence, Voice
from claimstance.core.span import Span
from claimstance.io.jsonl import read_annotations, write_annotations
from claimstance.scoring.report import score
from claimstance.selection.order import order

SIZES = (100, 200, 400, 800)
POOL = 1600
HELD = 100
"""Sentences outside the pool on which every run chooses its thresholds."""
RECIPE = Path(__file__).parents[1] / "configs" / "plain-en.toml"
SECOND = 100
"""Added to a seed, the seed of the second model that disagreement needs."""


@dataclass(frozen=True)
class Material:
    """What the simulation works on."""

    pool: Mapping[str, Annotation]
    held: Path
    dev: Sequence[Annotation]


def alone(annotation: Annotation, sentence: Sentence) -> Annotation:
    """Return a sentence with its marks as a document of its own."""
    start, span = sentence.span.start, sentence.span

    def moved(link):
        if not isinstance(link, Span):
            return link
        return link.shift(-start) if span.contains(link) else None

    document = Document(
        text=span.of(annotation.document.text), language=annotation.document.language
    )
    claims = tuple(
        replace(
            claim,
            spans=tuple(part.shift(-start) for part in claim.spans),
            holder=moved(claim.holder) or Voice.OTHER,
            cue=moved(claim.cue),
        )
        for claim in annotation.claims_in(span)
        if span.contains(claim.span)
    )
    evaluations = tuple(
        replace(
            evaluation,
            span=evaluation.span.shift(-start),
            holder=moved(evaluation.holder) or Voice.OTHER,
            target=moved(evaluation.target),
        )
        for evaluation in annotation.evaluations_in(span)
        if span.contains(evaluation.span)
    )
    whole = Sentence(0, Span(0, len(document.text)), sentence.subjectivity)
    return Annotation(
        document=document,
        annotator=annotation.annotator,
        sentences=(whole,),
        claims=claims,
        evaluations=evaluations,
    )


def material(corpus: Path, work: Path) -> Material:
    """Draw the pool and the sentences for thresholds, always the same ones."""
    dev = list(read_annotations(corpus / "dev.jsonl"))
    seen = {s.span.of(a.document.text) for a in dev for s in a.sentences}
    sentences = {}
    for annotation in read_annotations(corpus / "train.jsonl"):
        for sentence in annotation.sentences:
            if sentence.span.of(annotation.document.text) not in seen:
                one = alone(annotation, sentence)
                sentences[one.document.id] = one
    names = sorted(sentences)
    random.Random(0).shuffle(names)
    work.mkdir(parents=True, exist_ok=True)
    held = work / "held.jsonl"
    write_annotations([sentences[name] for name in names[POOL : POOL + HELD]], held)
    return Material({name: sentences[name] for name in names[:POOL]}, held, dev)


def train(labelled: Sequence[Annotation], held: Path, folder: Path, seed: int) -> Path:
    """Train on what is labelled, unless it has been done; return the folder of the model.

    Small sets get more epochs, big ones more steps: 16 epochs (200 steps) of 100 sentences, 4
    (800 steps) of 1,600.
    """
    from claimstance.training.config import DataConfig, read_config
    from claimstance.training.run import SCORES, WEIGHTS, train_spans

    if not (folder / SCORES).exists():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "labelled.jsonl"
        write_annotations(labelled, path)
        recipe = read_config(RECIPE, {"name": folder.name, "output": str(folder), "seed": seed})
        trainer = {
            **recipe.trainer,
            "num_train_epochs": round(160 / math.sqrt(len(labelled))),
            "per_device_train_batch_size": 8,
            "warmup_steps": 20,
            "save_strategy": "no",
            "logging_strategy": "no",
            "disable_tqdm": True,
        }
        data = DataConfig(train=(str(path),), dev=(str(held),))
        train_spans(replace(recipe, data=data, trainer=trainer))
        (folder / WEIGHTS).unlink()
    return folder / "model"


def choose(strategy: str, models: Sequence[Path], rest: Sequence[Annotation], seed: int):
    """Return the ids of the rest of the pool, those first that the strategy wants labelled."""
    from claimstance.annotators.span_model import create

    if strategy == "random":
        names = sorted(a.document.id for a in rest)
        random.Random(seed).shuffle(names)
        return names
    documents = [a.document for a in rest]
    annotations = [
        replace(annotation, annotator=f"model:{number}")
        for number, model in enumerate(models)
        for annotation in create(model, threads=1)(documents)
    ]
    return [group[0].document.id for group in order(annotations, strategy)]


def measure(model: Path, dev: Sequence[Annotation]) -> dict[str, float]:
    """Return half-overlap F1 of each layer, macro-F1 of subjectivity, and the mean of them."""
    from claimstance.annotators.span_model import create

    predictions = list(create(model, threads=1)([a.document for a in dev]))
    report = score(predictions, dev)
    scores = {layer.value: report.f1(layer) or 0.0 for layer in MARKED}
    scores["subjectivity"] = report.sentences.macro_f1.value or 0.0
    return {"mean": mean(scores.values()), **scores}


class Run:
    """One work folder with its results."""

    def __init__(self, material: Material, work: Path) -> None:
        self.material, self.work = material, work
        self.results = work / "results.jsonl"

    def model(self, strategy: str, seed: int, names: Sequence[str], *, second: int = 0) -> Path:
        """Train on these sentences and write a row of results, unless it has been done."""
        labelled = [self.material.pool[name] for name in names]
        folder = self.work / f"{strategy}-{seed}-{len(names)}{'-second' if second else ''}"
        start = time.perf_counter()
        model = train(labelled, self.material.held, folder, seed + second)
        if second or self.known(strategy, seed, len(names)):
            return model
        row = {
            "strategy": strategy,
            "seed": seed,
            "sentences": len(labelled),
            "words": sum(len(a.document.text.split()) for a in labelled),
            "marks": sum(len(layer_marks(a, layer)) for a in labelled for layer in MARKED),
            "scores": measure(model, self.material.dev),
            "seconds": round(time.perf_counter() - start),
        }
        with self.results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")
        print(f"{strategy} {seed} {len(names)}: {row['scores']['mean']:.3f}", flush=True)
        return model

    def known(self, *key: object) -> bool:
        return key in {(r["strategy"], r["seed"], r["sentences"]) for r in read_rows(self.results)}

    def curve(self, strategy: str, seed: int) -> None:
        """Let a strategy choose, round by round."""
        names = sorted(self.material.pool)
        labelled = random.Random(seed).sample(names, SIZES[0])
        for size in SIZES[1:]:
            who = ALL if len(labelled) == SIZES[0] else strategy
            models = [self.model(who, seed, labelled)]
            if strategy == "disagreement":
                models.append(self.model(who, seed, labelled, second=SECOND))
            rest = [a for name, a in self.material.pool.items() if name not in set(labelled)]
            wanted = choose(strategy, models, rest, seed)
            labelled = labelled + wanted[: size - len(labelled)]
        self.model(strategy, seed, labelled)

    def whole(self, seed: int) -> None:
        self.model(ALL, seed, sorted(self.material.pool))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--work", type=Path, default=Path("runs/active-learning"))
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--strategies", nargs="+", choices=STRATEGIES, default=STRATEGIES)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--plot", type=Path, default=PLOT)
    options = parser.parse_args()

    import torch

    torch.set_num_threads(options.threads)
    run = Run(material(options.corpus, options.work), options.work)
    for seed in options.seeds:
        for strategy in options.strategies:
            run.curve(strategy, seed)
        run.whole(seed)
    report(run.results, options.plot)


if __name__ == "__main__":
    main()
