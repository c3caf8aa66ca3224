"""Documents with their predictions onto the server, once each, however often it is tried."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.text import digest
from claimstance.errors import ClaimstanceError
from claimstance.labelstudio.checks import check_prediction
from claimstance.labelstudio.client import PAUSES, InterruptedServerError, Server
from claimstance.labelstudio.controls import TEXT
from claimstance.labelstudio.projects import Project
from claimstance.labelstudio.results import Item
from claimstance.labelstudio.tasks import make_prediction, make_task

BATCH = 50
"""Tasks in one request; Label Studio takes a request completely or not at all."""
BATCH_CHARACTERS = 500_000
"""Characters of text in one request, unless a single text is longer."""
_PAGE = 200
_HIDDEN = ["tasks:annotations_results", "tasks:predictions_results"]
_COLUMNS = {"hiddenColumns": {"explore": _HIDDEN, "labeling": _HIDDEN}}
"""Asks for all columns of the task list but the longest ones."""

Score: TypeAlias = Callable[[Annotation], float | None]
"""Gives the certainty of a prediction, 0 to 1."""


@dataclass(slots=True)
class Pushed:
    """What a push did."""

    added: int = 0
    """Tasks that were not there."""
    there: int = 0
    """Documents that were there already, with this text."""
    predictions: int = 0
    """Predictions added to tasks that were there."""
    doubles: int = 0
    """Tasks removed because an interrupted push had left their document twice."""
    problems: list[str] = field(default_factory=list)
    """Documents that were not sent, and why."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A task on the server."""

    id: int
    digest: str
    models: frozenset[str]
    """Who has a prediction there."""


def _no_score(annotation: Annotation) -> float | None:
    return None


def _no_progress(done: int, total: int) -> None:
    pass


@dataclass(slots=True, kw_only=True)
class Push:
    """Sends documents with what annotators say about them.

    A document that is there is not sent again; predictions by an annotator whom its task does
    not have yet are added to it. What an interrupted push has left undone, the next one does.
    """

    server: Server
    project: Project
    as_annotations: bool = False
    """Send annotations as if they had been submitted, instead of as predictions."""
    score: Score = _no_score
    """Gives what uncertainty sampling reads."""
    progress: Callable[[int, int], None] = _no_progress
    """Called with the tasks done and their total."""

    def __call__(self, annotations: Iterable[Annotation]) -> Pushed:
        """Send ``annotations``, any number for each document.

        Raises:
            ServerError: If the server refuses or stays away; what was sent until then stays.
        """
        pushed = Pushed()
        groups: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            groups.setdefault(annotation.document.id, []).append(annotation)
        there = self._there(pushed)
        new: dict[str, Item] = {}
        known: list[tuple[_Task, list[Annotation]]] = []
        for id_, group in groups.items():
            if trouble := _texts_differ(group, there.get(id_)):
                pushed.problems.append(trouble)
            elif id_ in there:
                known.append((there[id_], group))
                pushed.there += 1
            else:
                self._prepare(id_, group, new, pushed)
        self._send(new, pushed)
        if not self.as_annotations:
            self._add_predictions(known, pushed)
        return pushed

    def _there(self, pushed: Pushed) -> dict[str, _Task]:
        """Return the tasks on the server by document id; of doubles the first is kept.

        The request of an interrupted push may still be at work on the server while the next push
        starts, which then cannot see its tasks.
        """
        entries = self.server.pages(
            "/api/tasks", _PAGE, "tasks", project=self.project.id, query=json.dumps(_COLUMNS)
        )
        tasks: dict[str, _Task] = {}
        for entry in sorted(entries, key=lambda e: (-e["total_annotations"], e["id"])):
            data = entry["data"]
            found = _Task(
                int(entry["id"]),
                data.get("digest") or digest(data.get(TEXT) or ""),
                frozenset((entry.get("predictions_model_versions") or "").split(",")),
            )
            id_ = str(data.get("document_id") or found.digest)
            if id_ not in tasks:
                tasks[id_] = found
            elif found.digest == tasks[id_].digest and not (
                entry["total_annotations"]
                or entry["cancelled_annotations"]
                or entry["draft_exists"]
            ):
                self.server.delete(f"/api/tasks/{found.id}/")
                pushed.doubles += 1
        return tasks

    def _prepare(
        self, id_: str, group: Sequence[Annotation], new: dict[str, Item], pushed: Pushed
    ) -> None:
        document = group[0].document
        try:
            if self.as_annotations:
                new[id_] = make_task(document, annotations=group)
            else:
                scored = [(annotation, self.score(annotation)) for annotation in group]
                new[id_] = make_task(document, scored)
        except ClaimstanceError as error:
            pushed.problems.append(str(error))

    def _send(self, new: Mapping[str, Item], pushed: Pushed) -> None:
        """Send tasks in batches; after an interruption look first what has arrived."""
        waiting = dict(new)
        pauses = list(PAUSES)
        while waiting:
            batch = _first_batch(waiting)
            try:
                self.server.post(
                    f"/api/projects/{self.project.id}/import", [waiting[id_] for id_ in batch]
                )
                pauses = list(PAUSES)
            except InterruptedServerError:
                if not pauses:
                    raise
                self.server.sleep(pauses.pop(0))
                arrived = self._there(pushed)
                batch = [id_ for id_ in waiting if id_ in arrived]
            for id_ in batch:
                del waiting[id_]
            pushed.added += len(batch)
            self.progress(pushed.added, len(new))
        if new:
            self._there(pushed)

    def _add_predictions(
        self, known: Iterable[tuple[_Task, Sequence[Annotation]]], pushed: Pushed
    ) -> None:
        """Add the predictions that tasks lack."""
        lacking = []
        for task, group in known:
            for annotation in group:
                if annotation.annotator in task.models:
                    continue
                try:
                    made = make_prediction(annotation, self.score(annotation))
                    check_prediction(made, annotation.document)
                except ClaimstanceError as error:
                    pushed.problems.append(str(error))
                else:
                    lacking.append({"task": task.id, **made})
        for start in range(0, len(lacking), BATCH):
            part = lacking[start : start + BATCH]
            self.server.post(f"/api/projects/{self.project.id}/import/predictions", part)
            pushed.predictions += len(part)


def _texts_differ(group: Sequence[Annotation], there: _Task | None) -> str | None:
    document = group[0].document
    if any(annotation.document.text != document.text for annotation in group):
        return f"document {document.id!r}: given with several texts; give each an id of its own"
    if there is not None and there.digest != digest(document.text):
        return (
            f"document {document.id!r}: the text has changed since it was pushed as task "
            f"{there.id}; what was annotated there would not fit. Give the new text another id, "
            "or delete the task"
        )
    return None


def _first_batch(waiting: Mapping[str, Item]) -> list[str]:
    """Return the ids of the tasks that the next request takes, at least one."""
    batch: list[str] = []
    room = BATCH_CHARACTERS
    for id_, task in waiting.items():
        room -= len(task["data"][TEXT])
        if batch and (room < 0 or len(batch) == BATCH):
            break
        batch.append(id_)
    return batch
