"""The server: exactly one result for each task, limits, no trace in an answer."""

import asyncio

import httpx
import pytest

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Sentence
from claimstance.core.span import Span
from claimstance.io.record import from_record
from claimstance.labelstudio.decode import decode
from claimstance.labelstudio.shares import sentences
from claimstance.labelstudio.tasks import task_data
from claimstance.serving.app import Access, create_app
from claimstance.serving.engine import Engine
from claimstance.serving.limits import Limits
from claimstance.serving.protocol import predict


class FirstWord:
    """Claims the first word; breaks down on some texts."""

    name = "first-word"

    def __call__(self, documents):
        for document in documents:
            if "boom" in document.text:
                raise RuntimeError("secret detail")
            span = Span(0, len(document.text.split()[0]))
            claim = Claim(id="c1", spans=(span,), score=0.75)
            yield Annotation(document=document, annotator="model:first-word", claims=(claim,))


class Server:
    def __init__(self, **options):
        limits = Limits(characters=100, documents=3, body=5_000, seconds=0.2)
        self.engine = Engine(FirstWord(), limits)
        self.app = create_app(self.engine, **options)

    def call(self, method, path, **kwargs):
        async def send():
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://serve") as client:
                return await client.request(method, path, **kwargs)

        return asyncio.run(send())


@pytest.fixture
def server():
    return Server()


def task(text, id_=1):
    return {"id": id_, "data": task_data(Document(text=text))}


def test_label_studio_learns_that_we_are_up_and_which_version(server):
    assert server.call("GET", "/health").json()["status"] == "UP"
    version = server.call("POST", "/setup", json={"project": "1.2"}).json()["model_version"]
    assert version == "model:first-word"
    assert server.call("GET", "/versions").json() == {"versions": [version]}


def test_every_task_gets_one_result_in_order_whatever_it_holds(server):
    tasks = [task("One two."), {"id": 7, "data": {"image": "x.png"}}, task("boom")]
    results = server.call("POST", "/predict", json={"tasks": tasks}).json()["results"]
    assert [len(r["result"]) for r in results] == [1, 0, 0]
    assert {r["model_version"] for r in results} == {"model:first-word"}
    assert [r["score"] for r in results] == [0.5, 0.0, 0.0]
    for odd in ([task("x" * 101)], ["no task"], [{}], [{"data": None}]):
        [result] = server.call("POST", "/predict", json={"tasks": odd}).json()["results"]
        assert result["result"] == []


def test_a_prediction_is_what_the_annotator_said(server):
    document = Document(text="😀 two.")
    body = {"tasks": [{"data": task_data(document)}], "params": {"context": {"result": []}}}
    [result] = server.call("POST", "/predict", json=body).json()["results"]
    [expected] = FirstWord()([document])
    assert decode(result["result"], document, result["model_version"]).annotation == expected


def test_a_sentence_that_is_a_task_stays_one_sentence_in_the_language_around_it():
    class Halves(FirstWord):
        """Sees two sentences in everything."""

        def __call__(self, documents):
            for document in documents:
                self.language = document.language
                middle, end = len(document.text) // 2, len(document.text)
                spans = (Span(0, middle), Span(middle, end))
                found = tuple(Sentence(i, span) for i, span in enumerate(spans))
                yield Annotation(document=document, annotator="model:h", sentences=found)

    annotator = Halves()
    document = Document(text="Mr. Sanchez. El alcalde de la ciudad y los vecinos.")
    annotation = Annotation(document=document, annotator="model:h")
    [first, *_] = sentences([annotation], (Span(0, 12), Span(13, len(document.text))))
    [result] = predict([first.predicted()], Engine(annotator, Limits()))
    assert [item["value"]["end"] for item in result["result"]] == [12]
    assert annotator.language == "es"


def test_articles_are_annotated_without_label_studio(server):
    documents = [{"text": "One two."}, {"text": "boom", "id": "b"}]
    body = server.call("POST", "/annotate", json={"documents": documents}).json()
    first, second = body["annotations"]
    assert from_record(first).claims[0].span == Span(0, 3)
    assert second == {"id": "b", "error": "the annotator failed on this document"}
    assert "/annotate" in server.call("GET", "/openapi.json").json()["paths"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/annotate", {"documents": [{"text": "a"}] * 4}, 413),
        ("/predict", {"tasks": [{}] * 4}, 413),
        ("/annotate", {"documents": [{"text": "a " * 4000}]}, 413),
        ("/annotate", {"documents": []}, 422),
        ("/annotate", {"documents": [{"text": "  "}]}, 422),
        ("/annotate", {"texts": ["a"]}, 422),
        ("/predict", {"tasks": []}, 422),
    ],
)
def test_requests_beyond_the_limits_are_refused_in_a_sentence(server, path, body, status):
    answer = server.call("POST", path, json=body)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_no_answer_holds_a_trace(server, monkeypatch):
    monkeypatch.setattr(Engine, "version", property(lambda engine: 1 / 0))
    assert server.call("POST", "/setup", json={}).status_code == 500
    monkeypatch.setattr(Engine, "annotate", lambda engine, documents: 1 / 0)
    answer = server.call("POST", "/annotate", json={"documents": [{"text": "a"}]})
    assert answer.status_code == 500
    assert answer.json() == {"error": "internal error; see the server's log"}


def test_a_server_that_is_busy_says_so(server):
    with server.engine._turn:
        answer = server.call("POST", "/annotate", json={"documents": [{"text": "a"}]})
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_user_and_password_guard_everything_but_health():
    server = Server(access=Access("studio", "pässword"))
    assert server.call("GET", "/health").status_code == 200
    for auth in (None, ("studio", "wrong"), ("nobody", "pässword")):
        answer = server.call("POST", "/setup", json={}, auth=auth)
        assert answer.status_code == 401
    right = httpx.BasicAuth("studio", "pässword")
    assert server.call("POST", "/setup", json={}, auth=right).status_code == 200


def test_the_webhook_starts_training_on_the_train_button_only():
    started = []
    server = Server(train=lambda project: started.append(project) or "training started")
    for action in ("ANNOTATION_CREATED", "PROJECT_UPDATED", "ANNOTATIONS_DELETED"):
        answer = server.call("POST", "/webhook", json={"action": action, "project": {"id": 3}})
        assert answer.status_code == 201
    assert started == []
    answer = server.call(
        "POST", "/webhook", json={"action": "START_TRAINING", "project": {"id": 3}}
    )
    assert answer.json() == {"status": "training started"}
    assert started == [3]


def test_a_better_annotator_takes_over_while_the_server_runs(server):
    class Better(FirstWord):
        name = "model:better-2"

    server.engine.replace(Better())
    assert server.call("POST", "/setup", json={}).json() == {"model_version": "model:better-2"}
