"""The HTTP server: Label Studio's backend protocol and a plain ``POST /annotate``."""

import base64
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request, status
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from claimstance import __version__
from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.core.text import normalise
from claimstance.errors import ClaimstanceError
from claimstance.io.record import to_record
from claimstance.serving.body import BodyLimit
from claimstance.serving.engine import BusyError, Engine
from claimstance.serving.protocol import CHANGES, TRAINING_ACTIONS, predict
from claimstance.stance.derive import with_stances

_LOG = logging.getLogger(__name__)


class Article(BaseModel):
    """An article to annotate."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, description="Offsets in the answer count its characters.")
    id: str = Field("", description="Taken from the text where it is not given.")
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = Field(None, description="ISO 639-1 code; guessed if not given.")


class AnnotateRequest(BaseModel):
    """Articles to annotate."""

    model_config = ConfigDict(extra="forbid")

    documents: list[Article] = Field(min_length=1)


class AnnotateResponse(BaseModel):
    """One entry for each article, in order."""

    annotations: list[dict[str, Any]] = Field(
        description='The file format of claimstance: {"document": …, "annotation": …}, or '
        '{"error": …} where an article could not be annotated.'
    )


@dataclass(frozen=True, slots=True)
class Access:
    """User and password that requests must carry."""

    user: str
    password: str


Train = Callable[[int], str]
"""Starts training on a project's annotations; returns what it did, in a few words."""
Outcome = Callable[[], str]
"""Says what came out of the last training."""


def create_app(
    engine: Engine,
    *,
    access: Access | None = None,
    train: Train | None = None,
    outcome: Outcome | None = None,
) -> FastAPI:
    """Return the application.

    Args:
        engine: Runs the annotator.
        access: Basic authentication on everything but ``/health``; none if it is None.
        train: Called on Label Studio's Train button.
        outcome: What ``/health`` tells about training.
    """
    app = FastAPI(
        title="claimstance",
        version=__version__,
        description="Claims and evaluations in news articles.",
        dependencies=[Depends(_guard(access))],
    )
    app.add_middleware(BodyLimit, limit=engine.limits.body)
    _add_error_answers(app)
    _add_backend(app, engine, train, outcome)
    _add_annotate(app, engine)
    return app


def _guard(access: Access | None) -> Callable[..., None]:
    def check(request: Request) -> None:
        if access is None or request.url.path in ("/", "/health"):
            return
        user, password = _credentials(request.headers.get("Authorization", ""))
        right = secrets.compare_digest(user.encode(), access.user.encode())
        if not (secrets.compare_digest(password.encode(), access.password.encode()) and right):
            raise HTTPException(
                status.HTTP_401_UNAUTHORIZED,
                "user and password expected",
                headers={"WWW-Authenticate": "Basic"},
            )

    return check


def _credentials(header: str) -> tuple[str, str]:
    """Read basic authentication in UTF-8 (RFC 7617), which FastAPI's own reader refuses."""
    kind, _, encoded = header.partition(" ")
    try:
        decoded = base64.b64decode(encoded, validate=True).decode() if kind == "Basic" else ""
    except ValueError:
        decoded = ""
    user, _, password = decoded.partition(":")
    return user, password


def _add_error_answers(app: FastAPI) -> None:
    """Answer with a sentence, never with a trace."""

    @app.exception_handler(BusyError)
    def busy(_: Request, error: BusyError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 503, {"Retry-After": "10"})

    @app.exception_handler(ClaimstanceError)
    def refused(_: Request, error: ClaimstanceError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 422)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return JSONResponse({"error": f"{place}: {first['msg']}"}, 422)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> JSONResponse:
        _LOG.error("%s failed", request.url.path, exc_info=error)
        return JSONResponse({"error": "internal error; see the server's log"}, 500)


def _add_backend(
    app: FastAPI, engine: Engine, train: Train | None, outcome: Outcome | None
) -> None:
    """Add what Label Studio calls."""

    @app.get("/", include_in_schema=False)
    @app.get("/health")
    def health() -> dict[str, str]:
        training = {"training": outcome()} if outcome else {}
        return {"status": "UP", "model_class": engine.version, **training}

    @app.post("/setup")
    def setup() -> dict[str, str]:
        return {"model_version": engine.version}

    @app.get("/versions")
    def versions() -> dict[str, list[str]]:
        return {"versions": [engine.version]}

    @app.post("/predict")
    async def predictions(body: dict[str, Any]) -> dict[str, Any]:
        tasks = body.get("tasks")
        if not isinstance(tasks, list) or not tasks:
            raise HTTPException(422, "expected a list of tasks in 'tasks'")
        _limit(len(tasks), engine)
        return {"results": await run_in_threadpool(predict, tasks, engine)}

    @app.post("/webhook", status_code=201)
    def webhook(body: dict[str, Any]) -> dict[str, str]:
        action, project = body.get("action"), body.get("project")
        number = project.get("id") if isinstance(project, dict) else project
        if action in TRAINING_ACTIONS and train and isinstance(number, int):
            return {"status": train(number)}
        if action in TRAINING_ACTIONS:
            return {"status": "this server does not train: start it with --train"}
        return {"status": "noted" if action in CHANGES else "ignored"}


def _add_annotate(app: FastAPI, engine: Engine) -> None:
    @app.post("/annotate")
    async def annotate(request: AnnotateRequest) -> AnnotateResponse:
        """Take articles apart into claims and evaluations."""
        _limit(len(request.documents), engine)
        documents = [_document(article) for article in request.documents]
        outcomes = await run_in_threadpool(engine.annotate, documents)
        return AnnotateResponse(annotations=[_record(outcome) for outcome in outcomes])


def _document(article: Article) -> Document:
    fields = article.model_dump()
    return Document(**(fields | {"text": normalise(article.text)}))


def _record(outcome: Annotation | Failure) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        return outcome.to_record()
    return to_record(outcome if outcome.stances else with_stances(outcome))


def _limit(count: int, engine: Engine) -> None:
    if count > engine.limits.documents:
        raise HTTPException(
            413, f"{count} documents given, expected at most {engine.limits.documents}"
        )
