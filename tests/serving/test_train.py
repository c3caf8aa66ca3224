"""`serve --train` from end to end: a real training in processes of its own, and what it changes."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

httpx = pytest.importorskip("httpx", reason="needs claimstance[labelstudio]")
pytest.importorskip("fastapi", reason="needs claimstance[serve]")
pytest.importorskip("onnx", reason="needs claimstance[train]")

from claimstance.labelstudio.tasks import make_task  # noqa: E402

pytestmark = pytest.mark.slow
MARKUP = (
    "[[[The minister](holder #h) [said](cue #k) [taxes fell](claim event worthy holder=h cue=k)]."
    "](sentence OBJ) [[Critics](holder #x) called it [a reckless plan](evaluation judgement "
    "negative 2 holder=x target=none).](sentence SUBJ) [[Rents rose by 3 percent](claim quantity "
    "worthy holder=author).](sentence OBJ)"
)
SETTINGS = """
name = "tiny"
[network]
encoder = "{encoder}"
pointer_size = 16
link_size = 16
dropout = 0.0
[trainer]
num_train_epochs = 5
per_device_train_batch_size = 8
learning_rate = 3e-3
use_cpu = true
disable_tqdm = true
"""


@pytest.fixture
def studio(doc):
    """Answers as Label Studio does about a project that two annotators have agreed on."""
    tasks = []
    for number in range(20):
        annotation = doc(MARKUP, id=f"d{number}")
        task = make_task(annotation.document, annotations=[annotation, annotation])
        for user, body in enumerate(task["annotations"], 1):
            body |= {"id": 10 * number + user, "completed_by": user}
        annotated = {"total_annotations": 2, "cancelled_annotations": 0}
        tasks.append(task | annotated | {"id": number, "draft_exists": False})

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            found = tasks if "total_annotations" in self.path else []
            project = {"id": 1, "title": "agreed"}
            body = {"tasks": found, "total": len(found)} if "/api/tasks" in self.path else project
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(found, seconds=150):
    for _ in range(seconds * 10):
        with contextlib.suppress(httpx.HTTPError):
            if value := found():
                return value
        time.sleep(0.1)
    return pytest.fail("waited in vain")


@pytest.fixture
def serve(encoder, studio, tmp_path):
    """Start ``claimstance serve --train`` with an annotator."""
    config = tmp_path / "tiny.toml"
    config.write_text(SETTINGS.format(encoder=encoder), encoding="utf-8")
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    running = []

    def start(annotator):
        port = free_port()
        options = ["--port", port, "--annotator", annotator, "--train", config, "--url", studio]
        options += ["--key", "key-of-the-tests", "--models", tmp_path / "models"]
        code = "from claimstance.cli import main; main()"
        process = subprocess.Popen(
            [sys.executable, "-c", code, "serve", *map(str, options)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        running.append((process, client))
        wait(lambda: client.get("/health").is_success)
        return client

    yield start
    for process, client in running:
        client.close()
        process.terminate()
        process.wait()


def test_a_trained_model_takes_over_from_a_worse_one(serve, doc):
    version = "model:silent"
    client = serve("claimstance_test_models:silent")
    health = client.get("/health").json()
    assert (health["model_class"], health["training"]) == (version, "no training yet")
    body = {"action": "START_TRAINING", "project": {"id": 1}}
    assert client.post("/webhook", json=body).json() == {"status": "training started"}
    assert client.post("/webhook", json=body).json() == {"status": "already training"}
    task = {"id": 1, "data": make_task(doc(MARKUP).document)["data"]}
    [while_training] = client.post("/predict", json={"tasks": [task]}).json()["results"]
    assert while_training["model_version"] == version

    health = wait(
        lambda: (h := client.get("/health").json())["training"] != "no training yet" and h
    )
    assert health["training"].startswith("mean F1")
    new, old = map(float, re.findall(r"\d\.\d+", health["training"]))
    assert new > old == 0
    [answering] = client.get("/versions").json()["versions"]
    assert answering.startswith("model:tiny-")
    [result] = client.post("/predict", json={"tasks": [task]}).json()["results"]
    assert result["model_version"] == answering
    assert client.post("/setup", json={}).json() == {"model_version": answering}
    assert result["result"]
