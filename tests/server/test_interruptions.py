"""Killed at the worst moment: nothing lost, nothing double."""

import random
import threading
import time

import pytest

from claimstance.errors import ServerError
from claimstance.io.jsonl import read_annotations, write_annotations
from claimstance.labelstudio.client import Server
from claimstance.labelstudio.push import Push

pytestmark = pytest.mark.server


@pytest.fixture
def many(doc):
    text = "[[The mayor](holder) [said](cue) [taxes fell by {n} %](claim event).](sentence OBJ) "
    return [
        doc((text * 8).replace("{n}", str(n)), id=f"d{n}", annotator="model:m") for n in range(150)
    ]


@pytest.fixture
def file(many, tmp_path):
    path = tmp_path / "predictions.jsonl"
    write_annotations(many, path)
    return path


def documents_of(server, project):
    tasks = server.pages("/api/tasks", 500, "tasks", project=project.id, fields="all")
    found = [(task["data"]["document_id"], len(task["predictions"])) for task in tasks]
    return sorted(found)


def complete(many):
    return sorted((annotation.document.id, 1) for annotation in many)


def test_our_push_killed_at_random_moments(cli, file, many, connection, project):
    chance = random.Random(4)
    for _ in range(4):
        process = cli("labelstudio", "push", file, "--project", project.id)
        time.sleep(chance.uniform(0.3, 2.5))
        process.kill()
        process.communicate()
    last = cli("labelstudio", "push", file, "--project", project.id)
    _, messages = last.communicate(timeout=120)
    assert last.returncode == 0, messages
    assert documents_of(connection, project) == complete(many)


def test_our_pull_killed_at_random_moments(cli, many, connection, project, tmp_path):
    Push(server=connection, project=project, as_annotations=True)(many)
    output = tmp_path / "pulled.jsonl"
    chance = random.Random(5)
    for _ in range(3):
        process = cli("labelstudio", "pull", "-p", project.id, "-o", output)
        time.sleep(chance.uniform(0.3, 2.5))
        process.kill()
        process.communicate()
        if output.exists():
            assert len(list(read_annotations(output))) == len(many), "never half a file"
    last = cli("labelstudio", "pull", "-p", project.id, "-o", output)
    _, messages = last.communicate(timeout=120)
    assert last.returncode == 0, messages
    pulled = [annotation.document.id for annotation in read_annotations(output)]
    assert sorted(pulled) == sorted(a.document.id for a in many)


def test_the_server_killed_in_the_middle_of_a_push(label_studio, many, project):
    def push(**options):
        with Server(label_studio.url, label_studio.key, **options) as server:
            return Push(server=server, project=project, progress=progress)(many)

    def progress(done, total):
        if done >= 50 and not killed.is_set():
            killed.set()
            threading.Timer(0.1, label_studio.kill).start()

    killed = threading.Event()
    with pytest.raises(ServerError, match=r"cannot be reached|answered 5"):
        push(sleep=lambda seconds: time.sleep(0.2))
    label_studio.start()
    pushed = push()
    assert pushed.there + pushed.added == len(many)
    assert pushed.there >= 50
    with Server(label_studio.url, label_studio.key) as server:
        assert documents_of(server, project) == complete(many)
