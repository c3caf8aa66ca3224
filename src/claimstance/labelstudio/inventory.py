"""Which tasks and predictions are on the server, and which of them are there twice.

Label Studio stores whatever it is sent. Two people who push at once, or a push that is repeated
while the request of a killed one is still at work, cannot see each other's tasks before they are
stored; so everybody looks again afterwards, and all keep the same, older one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimstance.core.text import digest
from claimstance.errors import ServerError
from claimstance.labelstudio.client import Server
from claimstance.labelstudio.controls import TEXT
from claimstance.labelstudio.pieces import PIECE
from claimstance.labelstudio.projects import TEXT_COLUMNS, Project
from claimstance.labelstudio.shares import Key

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A task on the server."""

    id: int
    digest: str
    """Of the document's text."""
    text: str
    """What it shows."""
    models: frozenset[str]
    """Who has a prediction there."""
    predictions: int
    annotations: int
    touched: bool
    """Whether somebody has annotated, skipped or begun it."""
    sentences: int | None = None
    """How many the document was cut into."""

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Order in which doubles are kept: what was worked on, then what came first."""
        return not self.touched, -self.annotations, self.id


@dataclass(slots=True)
class Inventory:
    """The tasks of a project; of doubles the first is kept."""

    documents: dict[str, dict[int | None, Found]] = field(default_factory=dict)
    """Document, then number of the sentence, to its task."""
    removed: int = 0
    """Doubles that nobody had touched."""
    kept: dict[Key, list[int]] = field(default_factory=dict)
    """Tasks that are there twice and were both touched."""

    def __contains__(self, key: Key) -> bool:
        return self.get(key) is not None

    def get(self, key: Key) -> Found | None:
        """Return a task, None if it is not there."""
        return self.documents.get(key[0], {}).get(key[1])


def take_stock(server: Server, project: Project) -> Inventory:
    """Look what is there, and remove the doubles that nobody has touched.

    Raises:
        ServerError: If the server cannot be reached or refuses.
    """
    query = json.dumps(TEXT_COLUMNS)
    entries = server.pages("/api/tasks", _PAGE, "tasks", project=project.id, query=query)
    stock = Inventory()
    doubles: list[int] = []
    for key, found in sorted(map(_read, entries), key=lambda item: item[1].rank):
        first = stock.documents.setdefault(key[0], {}).setdefault(key[1], found)
        if first is found or first.digest != found.digest:
            continue
        if not found.touched or _same_import(server, first, found):
            doubles.append(found.id)
        else:
            stock.kept.setdefault(key, [first.id]).append(found.id)
    if doubles:
        body = {"selectedItems": {"all": False, "included": doubles}, "project": project.id}
        action = {"id": "delete_tasks", "project": project.id}
        server.post("/api/dm/actions", body, repeatable=True, **action)
        stock.removed = len(doubles)
    return stock


def remove_double_predictions(
    server: Server, tasks: Iterable[Found], versions: Iterable[str]
) -> int:
    """Keep the first of several predictions by the same model on one task; return how many went.

    Args:
        server: Where.
        tasks: Where to look.
        versions: Models whose predictions are looked at.
    """
    wanted, removed = set(versions), 0
    for task in tasks:
        if task.predictions <= len(task.models):
            continue
        seen: set[str] = set()
        bodies = server.get("/api/predictions/", task=task.id)
        for body in sorted(bodies, key=lambda body: int(body["id"])):
            version = str(body.get("model_version"))
            if version in seen & wanted:
                server.delete(f"/api/predictions/{body['id']}/")
                removed += 1
            seen.add(version)
    return removed


def _read(entry: Mapping[str, Any]) -> tuple[Key, Found]:
    data = entry["data"]
    text = str(data.get(TEXT) or "")
    own = str(data.get("digest") or digest(text))
    piece = data.get(PIECE) or {}
    found = Found(
        id=int(entry["id"]),
        digest=str(piece.get("digest") or own),
        text=text,
        models=frozenset((entry.get("predictions_model_versions") or "").split(",")) - {""},
        predictions=int(entry.get("total_predictions") or 0),
        annotations=entry["total_annotations"],
        touched=bool(
            entry["total_annotations"] or entry["cancelled_annotations"] or entry["draft_exists"]
        ),
        sentences=piece.get("of"),
    )
    return (str(data.get("document_id") or own), piece.get("index")), found


def _same_import(server: Server, first: Found, second: Found) -> bool:
    """Tell whether the second's annotations are those of the first, as two imports leave them."""
    one, other = _whole(server, first), _whole(server, second)
    if other is None:
        return True  # somebody who pushes at the same time has removed it already
    if one is None or other.get("drafts") or any(b.get("lead_time") for b in other["annotations"]):
        return False
    results = [sorted(_result(body) for body in task["annotations"]) for task in (one, other)]
    return results[0] == results[1]


def _whole(server: Server, task: Found) -> Mapping[str, Any] | None:
    try:
        body: Mapping[str, Any] = server.get(f"/api/tasks/{task.id}/")
    except ServerError as error:
        if "(404)" in str(error):
            return None
        raise
    return body


def _result(body: Mapping[str, Any]) -> str:
    return json.dumps([body.get("was_cancelled"), body["result"]], sort_keys=True)
