"""300 generated documents through a real Label Studio: identical."""

import subprocess
import warnings
from pathlib import Path

import pytest
from annotation_strategies import annotations as annotation_strategy
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import NonInteractiveExampleWarning

from claimstance.errors import ServerError
from claimstance.io.record import to_record
from claimstance.labelstudio.client import Server
from claimstance.labelstudio.config import label_config
from claimstance.labelstudio.decode import decode
from claimstance.labelstudio.projects import init_project, status
from claimstance.labelstudio.pull import pull
from claimstance.labelstudio.push import Push
from claimstance.labelstudio.tasks import document_of

pytestmark = pytest.mark.server


def generated(count):
    """Return ``count`` annotations with an id each, the same ones at every run."""
    found = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(annotation_strategy(name="x"))
    def collect(annotation):
        found.append(annotation)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NonInteractiveExampleWarning)
        collect()
    return [renamed(a, f"doc-{n}") for n, a in enumerate(found)]


def renamed(annotation, id_):
    from dataclasses import replace

    return replace(annotation, document=replace(annotation.document, id=id_))


def marks(annotation):
    record = to_record(annotation)
    record["document"]["meta"].pop("label_studio", None)
    del record["annotation"]["annotator"]
    for entry in (*record["annotation"]["sentences"], *record["annotation"]["claims"]):
        entry.pop("score"), entry.pop("worth_score", None)
    for entry in record["annotation"]["evaluations"]:
        entry.pop("score")
    return record


def test_the_server_and_the_sdk_accept_the_configuration(connection, label_studio):
    connection.post("/api/projects/validate/", {"label_config": label_config()})
    code = (
        "import sys; from label_studio_sdk.label_interface import LabelInterface; "
        "LabelInterface(sys.stdin.read()).validate()"
    )
    python = Path(label_studio.binary).with_name("python")
    done = subprocess.run(
        [python, "-c", code], input=label_config(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_300_documents_come_back_as_they_went(connection, project):
    sent = generated(300)
    assert len(sent) == 300
    pushed = Push(server=connection, project=project, score=lambda annotation: 0.5)(sent)
    assert (pushed.added, pushed.problems) == (300, [])
    tasks = list(connection.pages("/api/tasks", 100, "tasks", project=project.id, fields="all"))
    received = []
    for task in tasks:
        document = document_of(task["data"])
        [prediction] = task["predictions"]
        decoded = decode(prediction["result"], document, prediction["model_version"])
        assert decoded.problems == ()
        assert prediction["score"] == 0.5
        received.append(decoded.annotation)
    by_id = {annotation.document.id: annotation for annotation in received}
    assert [to_record(by_id[a.document.id]) for a in sent] == [to_record(a) for a in sent]
    again = Push(server=connection, project=project)(sent)
    assert (again.added, again.there, again.predictions, again.doubles) == (0, 300, 0, 0)
    assert status(connection, project).tasks == 300


def test_submitted_annotations_are_pulled_with_who_and_when(connection, project):
    sent = generated(40)
    Push(server=connection, project=project, as_annotations=True)(sent)
    pulled = list(pull(connection, project))
    assert [p.problems for p in pulled] == [()] * 40
    by_id = {p.annotation.document.id: p.annotation for p in pulled}
    assert [marks(by_id[a.document.id]) for a in sent] == [marks(a) for a in sent]
    first = pulled[0].annotation
    assert first.annotator.startswith("human:")
    assert {"task", "annotation", "user", "created"} <= set(first.document.meta["label_studio"])
    assert "ground_truth" not in first.document.meta["label_studio"]


def test_only_what_is_annotated_is_pulled_and_skips_are_told(connection, project, doc):
    sent = [doc("[Taxes fell](claim).", id=name, annotator="model:m") for name in "abc"]
    Push(server=connection, project=project)(sent)
    tasks = list(connection.pages("/api/tasks", 9, "tasks", project=project.id, fields="all"))
    for task, skipped in zip(tasks[:2], (False, True), strict=True):
        prediction = task["predictions"][0]
        body = {
            "result": prediction["result"],
            "lead_time": 12.5,
            "was_cancelled": skipped,
            "parent_prediction": prediction["id"],
        }
        connection.post(f"/api/tasks/{task['id']}/annotations/", body)
    pulled = list(pull(connection, project))
    assert [p.skipped for p in pulled] == [False, True]
    source = pulled[0].annotation.document.meta["label_studio"]
    assert (source["seconds"], source["model"]) == (12.5, "model:m")
    found = status(connection, project)
    assert (found.tasks, found.annotated, found.skipped) == (3, 1, 1)


def test_another_model_adds_its_predictions_and_a_changed_text_is_reported(
    connection, project, doc
):
    Push(server=connection, project=project)([doc("[Taxes fell](claim).", id="a")])
    other = doc("[Taxes fell](claim).", id="a", annotator="model:other")
    changed = doc("[Taxes rose](claim).", id="a")
    pushed = Push(server=connection, project=project)([other])
    assert (pushed.added, pushed.predictions) == (0, 1)
    pushed = Push(server=connection, project=project)([changed])
    assert pushed.added == 0
    assert "the text has changed" in pushed.problems[0]
    assert status(connection, project).predictions == 2


def test_a_project_is_brought_up_to_date_not_doubled(connection):
    first = init_project(connection, "Twice the same", overlap=2, order="uncertain")
    again = init_project(connection, "Twice the same", overlap=3)
    assert (first.id, first.created, again.created) == (again.id, True, False)
    assert status(connection, again).overlap == 3


def test_a_wrong_key_is_told_without_showing_it(label_studio):
    with (
        Server(label_studio.url, "wrong-and-secret") as server,
        pytest.raises(ServerError, match="refuses the key") as error,
    ):
        server.get("/api/projects/")
    assert "wrong-and-secret" not in str(error.value)
