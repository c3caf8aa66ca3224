"""Starts trainings in processes of their own, and puts a better model in place."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from claimstance.annotators.registry import get_annotator
from claimstance.errors import ClaimstanceError
from claimstance.serving.engine import Engine
from claimstance.serving.retrain import VERDICT, Job

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Learner:
    """Trains one model at a time; requests are answered meanwhile."""

    engine: Engine
    job: Job
    """Template; project and folder are filled in for each training."""
    url: str
    key: str = field(repr=False)
    thread: threading.Thread | None = None
    last: str = "no training yet"
    """What came out of the last training."""

    def start(self, project: int) -> str:
        """Start training on a project's annotations, unless one is running."""
        if self.thread is not None and self.thread.is_alive():
            return "already training"
        folder = Path(self.job.folder) / time.strftime("%Y%m%d-%H%M%S")
        folder.mkdir(parents=True, exist_ok=True)
        job = replace(self.job, project=project, folder=str(folder))
        path = folder / "job.json"
        path.write_text(json.dumps(asdict(job)), encoding="utf-8")
        self.thread = threading.Thread(target=self._train, args=(job, path), daemon=True)
        self.thread.start()
        return "training started"

    def _train(self, job: Job, path: Path) -> None:
        environment = os.environ | {
            "LABEL_STUDIO_URL": self.url,
            "LABEL_STUDIO_API_KEY": self.key,
        }
        command = [sys.executable, "-m", "claimstance.serving.retrain", str(path)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            _LOG.error("training failed: %s", done.stderr)
            self.last = "training failed; see the log"
            return
        verdict = json.loads(path.with_name(VERDICT).read_text(encoding="utf-8"))
        refused = self._take(job) if verdict["better"] else None
        self.last = refused or verdict["reason"]
        _LOG.info("training: %s; %s answers", self.last, self.engine.version)

    def _take(self, job: Job) -> str | None:
        """Let the new model answer; returns why it cannot, if so."""
        model = str(Path(job.folder) / "model")
        try:
            self.engine.replace(get_annotator(job.candidate, folder=model))
        except ClaimstanceError as error:
            return f"the new model cannot be loaded: {error}"
        self.job = replace(self.job, annotator=job.candidate, options={"folder": model})
        return None
