"""Training from Label Studio's annotations, in a process of its own.

``python -m claimstance.serving.retrain JOB.json`` is what the server starts: it pulls the
annotations, learns from the adjudicated and agreed ones, compares the new model with the old one
on documents that neither has seen, and writes its verdict beside the job.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from claimstance.annotators.registry import get_annotator
from claimstance.core.annotation import Annotation
from claimstance.errors import ClaimstanceError, ModelError
from claimstance.io.jsonl import write_annotations
from claimstance.labelstudio.client import Server
from claimstance.labelstudio.projects import find_project
from claimstance.labelstudio.pull import pull
from claimstance.serving.lessons import lessons, quality, split

VERDICT = "verdict.json"
TRAIN = (
    sys.executable,
    "-c",
    "from claimstance.cli import main; main()",
    "train",
    "{config}",
)
"""Command line of a training."""
ENOUGH = 10
"""Documents to learn from, and a fifth as many held out, below which training is not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a training process is told; the key to Label Studio comes from the environment."""

    project: int
    annotator: str
    """The one that answers now."""
    options: dict[str, Any] = field(default_factory=dict)
    config: str = ""
    """TOML file for `claimstance train`; its data and output are replaced."""
    command: tuple[str, ...] = TRAIN
    """Trains; ``{config}``, ``{train}``, ``{dev}``, ``{output}`` stand for files and a folder."""
    candidate: str = "claimstance.annotators.span_model:create"
    """The annotator that runs what was trained; gets the folder as its option ``folder``."""
    folder: str
    """Where everything of this training goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came out of a training."""

    better: bool
    reason: str
    old: float | None = None
    """Mean F1 of the annotator that answers now, on the documents held out."""
    new: float | None = None


def retrain(job: Job, annotations: Sequence[Annotation]) -> Verdict:
    """Train on ``annotations`` and compare.

    Raises:
        ModelError: If the training command fails.
    """
    learnt, held_out = split(lessons(annotations))
    if len(learnt) < ENOUGH or len(held_out) * 5 < ENOUGH:
        return Verdict(
            better=False,
            reason=f"{len(learnt)} documents to learn from and {len(held_out)} held out; expected "
            f"at least {ENOUGH} and {ENOUGH // 5}, adjudicated or agreed",
        )
    folder = Path(job.folder)
    files = {"train": folder / "train.jsonl", "dev": folder / "dev.jsonl"}
    write_annotations(learnt, files["train"])
    write_annotations(held_out, files["dev"])
    output = folder / "model"
    config = folder / "config.toml"
    config.write_text(_toml(_configured(job, files)), encoding="utf-8")
    _run([part.format(**files, output=output, config=config) for part in job.command])
    documents = [annotation.document for annotation in held_out]
    old = quality(list(get_annotator(job.annotator, **job.options)(documents)), held_out)
    new = quality(list(get_annotator(job.candidate, folder=str(output))(documents)), held_out)
    return Verdict(
        better=new > old,
        reason=f"mean F1 {new:.3f} against {old:.3f} on {len(held_out)} documents held out",
        old=old,
        new=new,
    )


def _configured(job: Job, files: Mapping[str, Path]) -> dict[str, Any]:
    """Return the training configuration with this training's data and folder."""
    values: dict[str, Any] = {}
    if job.config:
        values = tomllib.loads(Path(job.config).read_text(encoding="utf-8"))
    data = values.get("data", {}) | {name: [str(path)] for name, path in files.items()}
    name = f"{values.get('name', 'model')}-{Path(job.folder).name}"
    return values | {"name": name, "output": job.folder, "data": data}


def _toml(values: Mapping[str, Any], table: str = "") -> str:
    """Write what `tomllib` has read: JSON scalars and lists are TOML ones too."""
    lines = [f"[{table}]"] if table else []
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    plain = {key: value for key, value in values.items() if key not in tables}
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()]
    for key, value in tables.items():
        lines.append(_toml(value, f"{table}.{key}" if table else key))
    return "\n".join(lines) + "\n"


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["nothing on standard error"])[-1]
        raise ModelError(f"training failed with status {done.returncode}: {last}")


def main(path: Path) -> None:
    """Do the job described in ``path`` and write the verdict beside it."""
    values = json.loads(path.read_text(encoding="utf-8"))
    job = Job(**(values | {"command": tuple(values["command"])}))
    try:
        with Server(os.environ["LABEL_STUDIO_URL"], os.environ["LABEL_STUDIO_API_KEY"]) as server:
            found = pull(server, find_project(server, str(job.project)))
            verdict = retrain(job, [item.annotation for item in found if item.annotation])
    except ClaimstanceError as error:
        verdict = Verdict(better=False, reason=str(error))
    part = path.with_name(f".{VERDICT}.part")
    part.write_text(json.dumps(asdict(verdict)), encoding="utf-8")
    part.replace(path.with_name(VERDICT))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
