"""Two people push the same documents at the same moment: every task and prediction once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from claimstance.labelstudio.client import Server
from claimstance.labelstudio.controls import Unit
from claimstance.labelstudio.projects import init_project
from claimstance.labelstudio.pull import pull
from claimstance.labelstudio.push import Push

pytestmark = pytest.mark.server


class Meeting(Server):
    """Waits with its first import until the other has looked what is there, too."""

    def __init__(self, label_studio, barrier):
        super().__init__(label_studio.url, label_studio.key)
        self.barrier = barrier
        self.met = False

    def post(self, path, body, **params):
        if "/import" in path and not self.met:
            self.met = True
            self.barrier.wait(60)
        return super().post(path, body, **params)


@pytest.fixture
def push_twice(label_studio, project):
    def run(annotations, **options):
        barrier = threading.Barrier(2)

        def push():
            with Meeting(label_studio, barrier) as server:
                return Push(server=server, project=project, **options)(annotations)

        with ThreadPoolExecutor(2) as pool:
            return [future.result() for future in [pool.submit(push) for _ in range(2)]]

    return run


@pytest.fixture
def some(doc):
    text = "[[The mayor](holder) [said](cue) [taxes fell by {n} %](claim event).](sentence OBJ) "
    return [
        doc((text * 3).replace("{n}", str(n)), id=f"d{n}", annotator="model:m") for n in range(60)
    ]


def tasks_of(connection, project):
    return list(connection.pages("/api/tasks", 500, "tasks", project=project.id, fields="all"))


def test_tasks_and_predictions_are_there_once(push_twice, some, connection, project):
    first, second = push_twice(some)
    tasks = tasks_of(connection, project)
    assert sorted(t["data"]["document_id"] for t in tasks) == sorted(a.document.id for a in some)
    assert {len(task["predictions"]) for task in tasks} == {1}
    assert (first.problems, second.problems) == ([], [])
    assert first.doubles + second.doubles >= len(some)

    other = [replace(annotation, annotator="model:other") for annotation in some]
    push_twice(other)
    tasks = tasks_of(connection, project)
    versions = [sorted(p["model_version"] for p in task["predictions"]) for task in tasks]
    assert versions == [["model:m", "model:other"]] * len(some)


def test_submitted_annotations_are_there_once(push_twice, some, connection, project):
    push_twice(some, as_annotations=True)
    pulled = list(pull(connection, project))
    assert [p.problems for p in pulled] == [()] * len(some)
    assert sorted(p.annotation.document.id for p in pulled) == sorted(a.document.id for a in some)


def test_sentences_are_there_once(push_twice, some, connection, project):
    init_project(connection, project.title, unit=Unit.SENTENCE)
    push_twice(some[:20], unit=Unit.SENTENCE)
    places = [
        (task["data"]["document_id"], task["data"]["piece"]["index"])
        for task in tasks_of(connection, project)
    ]
    assert sorted(places) == sorted((f"d{n}", index) for n in range(20) for index in range(3))


def test_doubles_that_were_worked_on_are_told_and_kept(some, connection, project):
    from claimstance.labelstudio.shares import article

    task = article(some[:1]).submitted()
    changed = article(some[:1]).submitted()
    changed["annotations"][0]["result"] = changed["annotations"][0]["result"][:1]
    connection.post(f"/api/projects/{project.id}/import", [task, changed])
    pushed = Push(server=connection, project=project)(some[:1])
    assert "is there several times" in pushed.problems[0]
    assert len(tasks_of(connection, project)) == 2
