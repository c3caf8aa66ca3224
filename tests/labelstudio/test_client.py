"""Retries, keys of both kinds, and errors that say what to do."""

import base64
import json

import httpx
import pytest

from claimstance.errors import ConfigError, ServerError
from claimstance.labelstudio.client import PAUSES, InterruptedServerError, Server

JWT = ".".join([base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("="), "body", "sign"])


def server(answer, key="legacy"):
    pauses = []
    found = Server("http://user:secret@studio.example/", key, sleep=pauses.append)
    found._client = httpx.Client(
        transport=httpx.MockTransport(answer), base_url="http://studio.example"
    )
    return found, pauses


def test_a_busy_server_is_asked_again_with_growing_pauses():
    answers = iter([503, 502, 200])
    studio, pauses = server(lambda request: httpx.Response(next(answers), json={"a": 1}))
    assert studio.get("/api/x") == {"a": 1}
    assert pauses == list(PAUSES[:2])


def test_what_may_have_been_done_is_not_sent_twice():
    calls = []

    def answer(request):
        calls.append(request)
        raise httpx.ReadTimeout("late")

    studio, _ = server(answer)
    with pytest.raises(InterruptedServerError, match="cannot be reached"):
        studio.post("/api/import", [])
    assert len(calls) == 1
    with pytest.raises(InterruptedServerError):
        studio.get("/api/x")
    assert len(calls) == 2 + len(PAUSES)
    with pytest.raises(InterruptedServerError):
        studio.post("/api/delete", [], repeatable=True)
    assert len(calls) == 3 + 2 * len(PAUSES)


def test_a_personal_token_is_exchanged_and_renewed():
    granted = iter(["first", "second"])

    def answer(request):
        if request.url.path == "/api/token/refresh":
            assert json.loads(request.content) == {"refresh": JWT}
            return httpx.Response(200, json={"access": next(granted)})
        expired = request.headers["Authorization"] == "Bearer first"
        return httpx.Response(401 if expired else 200, json={"ok": True})

    studio, _ = server(answer, JWT)
    assert studio.get("/api/x") == {"ok": True}


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (httpx.Response(401, json={}), "refuses the key"),
        (httpx.Response(200, text="<html>"), "does not answer like Label Studio"),
        (httpx.Response(400, json={"validation_errors": {"title": ["short"]}}), "short"),
    ],
)
def test_errors_say_what_to_do_and_never_show_a_secret(response, message):
    studio, _ = server(lambda request: response, key="key-of-mine")
    with pytest.raises(ServerError, match=message) as error:
        studio.get("/api/x")
    assert "key-of-mine" not in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(("url", "key"), [("localhost:8080", "k"), ("http://x", " ")])
def test_an_address_and_a_key_are_needed(url, key):
    with pytest.raises(ConfigError):
        Server(url, key)


def test_pages_are_read_to_the_end():
    def answer(request):
        page = int(request.url.params["page"])
        return httpx.Response(
            200, json={"total": 5, "tasks": list(range(5))[2 * page - 2 : 2 * page]}
        )

    studio, _ = server(answer)
    assert list(studio.pages("/api/tasks", 2, "tasks")) == [0, 1, 2, 3, 4]
