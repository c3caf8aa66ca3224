"""Annotations from the server: who made them, when, how long it took, from which prediction."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from claimstance.errors import ClaimstanceError
from claimstance.labelstudio.client import Server
from claimstance.labelstudio.decode import decode
from claimstance.labelstudio.merge import Merge
from claimstance.labelstudio.pieces import PIECE
from claimstance.labelstudio.projects import TEXT_COLUMNS, Project, task_filter
from claimstance.labelstudio.pulled import Pulled
from claimstance.labelstudio.tasks import PROVENANCE, document_of

_PAGE = 50
_TEXT_PAGE = 200


def pull(server: Server, project: Project, *, partial: bool = False) -> Iterator[Pulled]:
    """Yield the annotations of a project, task by task, several where several annotated.

    The annotator is ``human:N`` with the user's number; who, when, how long, and from which
    prediction is in ``document.meta["label_studio"]``. Scores, which are a model's, are left out.
    Tasks that nobody annotated are not fetched. Where a task is a sentence, an annotator's
    sentences of one document are yielded as one annotation, after all tasks.

    Args:
        server: Where.
        project: Which.
        partial: Take documents of which an annotator has not annotated all sentences, with
            those that are annotated.

    Raises:
        ServerError: If the server cannot be reached or refuses.
    """
    merge = Merge(partial=partial)
    for task in _annotated(server, project):
        if PIECE in task["data"]:
            yield from merge.take(task, read_task(task))
        else:
            yield from read_task(task)
    if merge:
        columns = {"query": json.dumps(TEXT_COLUMNS)}
        for task in server.pages("/api/tasks", _TEXT_PAGE, "tasks", project=project.id, **columns):
            merge.see(task)
    yield from merge.merged()


def read_tasks(tasks: Iterable[Mapping[str, Any]], *, partial: bool = False) -> Iterator[Pulled]:
    """Yield the annotations of tasks in the form of the API or of a JSON export; see `pull`.

    Of documents whose tasks are sentences all tasks are needed, annotated or not.
    """
    merge = Merge(partial=partial)
    for task in tasks:
        if PIECE in (task.get("data") or {}):
            merge.see(task)
            yield from merge.take(task, read_task(task))
        else:
            yield from read_task(task)
    yield from merge.merged()


def _annotated(server: Server, project: Project) -> Iterator[dict[str, Any]]:
    for column in ("total_annotations", "cancelled_annotations", "draft_exists"):
        seen_elsewhere = column != "total_annotations"
        for task in _tasks(server, project, column):
            if seen_elsewhere and task["total_annotations"]:
                continue
            if column == "draft_exists" and task["cancelled_annotations"]:
                continue
            yield task


def read_task(task: Mapping[str, Any]) -> Iterator[Pulled]:
    """Yield the annotations of one task in the form of the API or of a JSON export.

    Of a sentence's task they are about the sentence alone; `read_tasks` puts them together.
    """
    number = task.get("id")
    try:
        document = document_of(task.get("data") or {})
    except ClaimstanceError as error:
        yield Pulled(f"task {number}", None, (str(error),))
        return
    for body in task.get("annotations") or ():
        where = f"task {number}, annotation {body.get('id')}"
        if body.get("was_cancelled"):
            yield Pulled(where, None, skipped=True)
            continue
        meta = {**document.meta, PROVENANCE: _provenance(task, body)}
        decoded = decode(
            body.get("result") or [],
            replace(document, meta=meta),
            f"human:{_user(body)}",
            scores=False,
        )
        yield Pulled(where, decoded.annotation, tuple(map(str, decoded.problems)))
    for body in task.get("drafts") or ():
        if isinstance(body, dict) and not body.get("annotation"):
            yield Pulled(f"task {number}, draft {body.get('id')}", None, skipped=True)


def _tasks(server: Server, project: Project, column: str) -> Iterator[dict[str, Any]]:
    if column == "draft_exists":
        query = task_filter(column, "equal", True, "Boolean")
    else:
        query = task_filter(column, "greater", 0, "Number")
    # By id, so that tasks annotated while we read do not move others to pages read already.
    return server.pages("/api/tasks", _PAGE, "tasks", project=project.id, fields="all", query=query)


def _provenance(task: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """Return where an annotation comes from; None values left out."""
    prediction = body.get("parent_prediction")
    bodies = (p for p in task.get("predictions") or () if isinstance(p, dict))
    version = next((p.get("model_version") for p in bodies if p.get("id") == prediction), None)
    notes = {
        str(item["id"]): item["meta"]["text"]
        for item in body.get("result") or ()
        if isinstance(item.get("meta"), dict) and item["meta"].get("text")
    }
    found = {
        "task": task.get("id"),
        "annotation": body.get("id"),
        "user": _user(body),
        "created": body.get("created_at"),
        "updated": body.get("updated_at"),
        "seconds": body.get("lead_time"),
        "prediction": prediction,
        "model": version,
        "ground_truth": body.get("ground_truth") or None,
        "notes": notes or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _user(body: Mapping[str, Any]) -> Any:
    user = body.get("completed_by")
    return user.get("id") if isinstance(user, dict) else user
