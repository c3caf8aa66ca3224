"""The annotator that a server runs: one result for each document, within limits, replaceable."""

import logging
import threading
from collections.abc import Sequence

from claimstance.core.annotation import Annotation, Annotator
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ClaimstanceError, ServerError
from claimstance.serving.limits import Limits

_LOG = logging.getLogger(__name__)


class BusyError(ServerError):
    """The annotator is still at work on other requests."""


class Engine:
    """Runs one annotator for many requests, one at a time.

    Args:
        annotator: May be replaced by a better one while the server runs.
        limits: What one request may ask for.
    """

    def __init__(self, annotator: Annotator, limits: Limits) -> None:
        self.limits = limits
        self._annotator = annotator
        self._turn = threading.Lock()

    @property
    def annotator(self) -> Annotator:
        """The annotator that answers now."""
        return self._annotator

    @property
    def version(self) -> str:
        """The annotator's name as Label Studio shows it for a model's version."""
        name = self._annotator.name
        return name if ":" in name else f"model:{name}"

    def replace(self, annotator: Annotator) -> None:
        """Answer with another annotator from the next request on."""
        self._annotator = annotator

    def annotate(self, documents: Sequence[Document]) -> list[Annotation | Failure]:
        """Return one outcome for each document, in order.

        Raises:
            BusyError: If other requests take longer than a request may.
        """
        if not self._turn.acquire(timeout=self.limits.seconds):
            raise BusyError("busy with other requests; ask again in a while")
        try:
            return self._all(documents)
        finally:
            self._turn.release()

    def _all(self, documents: Sequence[Document]) -> list[Annotation | Failure]:
        fitting = [d for d in documents if len(d.text) <= self.limits.characters]
        try:
            made: list[Annotation | Failure] = list(self._annotator(fitting))
        except Exception:  # whatever an annotator does, the others get their answer
            made = []
        if len(made) != len(fitting):
            made = [self._one(document) for document in fitting]
        outcomes = iter(made)
        return [
            next(outcomes) if len(d.text) <= self.limits.characters else self._too_long(d)
            for d in documents
        ]

    def _one(self, document: Document) -> Annotation | Failure:
        try:
            [annotation] = self._annotator([document])
        except ClaimstanceError as error:
            return Failure(document.id, str(error))
        except Exception:
            _LOG.exception("annotating document %s failed", document.id)
            return Failure(document.id, "the annotator failed on this document")
        return annotation

    def _too_long(self, document: Document) -> Failure:
        return Failure(
            document.id,
            f"{len(document.text):,} characters given, expected at most "
            f"{self.limits.characters:,}; split the document",
        )
