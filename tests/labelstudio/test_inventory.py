"""What is there twice: removed, kept or told, also while others remove it."""

import json

import httpx
import pytest

from claimstance.labelstudio.client import Server
from claimstance.labelstudio.inventory import remove_double_predictions, take_stock
from claimstance.labelstudio.projects import Project

PROJECT = Project(1, "p")


class Studio:
    """Answers about a few tasks, and remembers what was removed."""

    def __init__(self, tasks, details=None, predictions=()):
        self.tasks, self.details, self.predictions = tasks, details or {}, predictions
        self.removed = []
        self.server = Server("http://studio.example", "key", sleep=lambda seconds: None)
        self.server._client = httpx.Client(
            transport=httpx.MockTransport(self.answer), base_url="http://studio.example"
        )

    def answer(self, request):
        path = request.url.path
        if request.method == "DELETE":
            self.removed.append(int(path.strip("/").rpartition("/")[2]))
            return httpx.Response(204)
        if path == "/api/dm/actions":
            self.removed += json.loads(request.content)["selectedItems"]["included"]
            return httpx.Response(200, json={})
        if path == "/api/tasks":
            return httpx.Response(200, json={"tasks": self.tasks, "total": len(self.tasks)})
        if path == "/api/predictions/":
            return httpx.Response(200, json=list(self.predictions))
        number = int(path.strip("/").rpartition("/")[2])
        found = self.details.get(number)
        return httpx.Response(200 if found else 404, json=found or {})


def task(id_, *, annotations=0, draft=False, models="", predictions=0, text="Taxes fell."):
    return {
        "id": id_,
        "data": {"text": text, "document_id": "d"},
        "total_annotations": annotations,
        "cancelled_annotations": 0,
        "draft_exists": draft,
        "predictions_model_versions": models,
        "total_predictions": predictions,
    }


def imported(words="x", seconds=None):
    return {"annotations": [{"result": [{"id": words}], "lead_time": seconds}], "drafts": []}


@pytest.mark.parametrize(
    ("tasks", "removed", "stays"),
    [
        ([task(5), task(3)], [5], 3),
        ([task(3), task(5, draft=True)], [3], 5),
        ([task(3), task(5, annotations=1)], [3], 5),
        ([task(3), task(5, text="Taxes rose.")], [], 3),
    ],
)
def test_the_older_stays_unless_the_other_was_worked_on(tasks, removed, stays):
    studio = Studio(tasks)
    stock = take_stock(studio.server, PROJECT)
    assert (studio.removed, stock.removed) == (removed, len(removed))
    assert stock.documents["d"][None].id == stays
    assert stock.kept == {}


@pytest.mark.parametrize(
    ("second", "removed"),
    [
        (imported(), [5]),  # the same import again
        (None, [5]),  # somebody else has just removed it
        (imported("y"), []),
        (imported(seconds=2.0), []),  # a human's
    ],
)
def test_annotated_doubles_are_removed_only_if_they_are_one_import(second, removed):
    studio = Studio([task(3, annotations=1), task(5, annotations=1)], {3: imported(), 5: second})
    stock = take_stock(studio.server, PROJECT)
    assert studio.removed == removed
    assert stock.kept == ({} if removed else {("d", None): [3, 5]})


def test_only_our_own_double_predictions_are_removed():
    bodies = [{"id": n, "model_version": f"model:{name}"} for n, name in enumerate("baabb", 10)]
    studio = Studio([task(3, models="model:a,model:b", predictions=5)], predictions=bodies)
    tasks = list(take_stock(studio.server, PROJECT).documents["d"].values())
    assert remove_double_predictions(studio.server, tasks, ["model:a"]) == 1
    assert studio.removed == [12]
