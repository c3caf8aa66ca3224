"""Our backend attached to the real Label Studio: predicts on demand, gets the webhook."""

import threading
import time

import pytest
import uvicorn

from claimstance.annotators.registry import get_annotator
from claimstance.core.document import Document
from claimstance.labelstudio.decode import decode
from claimstance.serving.app import create_app
from claimstance.serving.engine import Engine
from claimstance.serving.limits import Limits

pytestmark = pytest.mark.server


@pytest.fixture
def backend(port):
    engine = Engine(get_annotator("lexicon.v1"), Limits())
    trained = []
    app = create_app(engine, train=lambda number: trained.append(number) or "training started")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", engine, trained
    server.should_exit = True
    thread.join()


def test_predictions_on_demand_and_training(connection, project, backend):
    url, engine, trained = backend
    texts = ["The mayor said that taxes fell by 3%. 😀 It was a disaster.", "Oh.", "He left."]
    tasks = [{"data": {"text": text}} for text in texts]
    connection.post(f"/api/projects/{project.id}/import", tasks)
    made = connection.post("/api/ml/", {"url": url, "project": project.id, "title": "ours"})
    connection.patch(f"/api/projects/{project.id}/", {"model_version": "ours"})
    connection.post(
        "/api/dm/actions",
        {"selectedItems": {"all": True, "excluded": []}, "project": project.id},
        id="retrieve_tasks_predictions",
        project=project.id,
    )
    found = list(connection.pages("/api/tasks", 9, "tasks", project=project.id, fields="all"))
    assert [len(task["predictions"]) for task in found] == [1, 1, 1]
    [prediction] = found[0]["predictions"]
    assert prediction["model_version"] == engine.version
    document = Document(text=texts[0])
    [expected] = get_annotator("lexicon.v1")([document])
    decoded = decode(prediction["result"], document, engine.version)
    assert decoded.problems == ()
    assert decoded.annotation.claims == expected.claims
    connection.post(f"/api/ml/{made['id']}/train", {"use_ground_truth": False})
    for _ in range(100):
        if trained:
            break
        time.sleep(0.1)
    assert trained == [project.id]
