"""Documents with their predictions onto the server, once each, however often it is tried."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimstance.core.annotation import Annotation
from claimstance.core.span import Span
from claimstance.core.text import digest
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.labelstudio.checks import check_prediction
from claimstance.labelstudio.client import PAUSES, InterruptedServerError, Server
from claimstance.labelstudio.controls import TEXT, Unit
from claimstance.labelstudio.inventory import (
    Found,
    Inventory,
    remove_double_predictions,
    take_stock,
)
from claimstance.labelstudio.pieces import crossing, cut, retrace
from claimstance.labelstudio.projects import Project
from claimstance.labelstudio.results import Item
from claimstance.labelstudio.shares import (
    Key,
    Score,
    Share,
    article,
    check_submitted,
    no_score,
    sentences,
)
from claimstance.labelstudio.tasks import make_prediction

BATCH = 50
"""Tasks in one request; Label Studio takes a request completely or not at all."""
BATCH_CHARACTERS = 500_000
"""Characters of text in one request, unless a single text is longer."""


@dataclass(slots=True)
class Pushed:
    """What a push did."""

    added: int = 0
    """Tasks that were not there."""
    there: int = 0
    """Documents that were there already, with this text."""
    predictions: int = 0
    """Predictions added to tasks that were there."""
    doubles: int = 0
    """Tasks and predictions removed because pushes at the same time had left them twice."""
    left_out: int = 0
    """Suggested marks and links that do not stay inside one sentence."""
    problems: list[str] = field(default_factory=list)
    """Documents that were not sent, or are there twice, and why."""


def _no_progress(done: int, total: int) -> None:
    pass


@dataclass(slots=True, kw_only=True)
class Push:
    """Sends documents with what annotators say about them.

    A document, or sentence, that is there is not sent again; predictions by an annotator whom its
    task does not have yet are added to it. What an interrupted push has left undone, the next one
    does; what two pushes at the same time have sent twice is removed by both.
    """

    server: Server
    project: Project
    unit: Unit = Unit.ARTICLE
    """What one task shows; the project's interface must fit (`projects.fit_unit`)."""
    context: int = 1
    """Sentences shown before and after one that is a task."""
    as_annotations: bool = False
    """Send annotations as if they had been submitted, instead of as predictions."""
    score: Score = no_score
    """Gives what uncertainty sampling reads."""
    progress: Callable[[int, int], None] = _no_progress
    """Called with the tasks done and their total."""

    def __call__(self, annotations: Iterable[Annotation]) -> Pushed:
        """Send ``annotations``, any number for each document.

        Raises:
            ServerError: If the server refuses or stays away; what was sent until then stays.
        """
        pushed = Pushed()
        groups: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            groups.setdefault(annotation.document.id, []).append(annotation)
        stock = self._take_stock(pushed)
        new: dict[Key, Item] = {}
        shares: list[Share] = []
        for id_, group in groups.items():
            there = stock.documents.get(id_, {})
            try:
                _check_text(group, there)
                found = self._shares(group, there, pushed)
                new |= {s.key: self._task(s) for s in found if s.key not in stock}
            except ClaimstanceError as error:
                pushed.problems.append(str(error))
            else:
                shares += found
                pushed.there += bool(there)
        stock = self._send(new, stock, pushed)
        if not self.as_annotations:
            self._add_predictions(shares, stock, pushed)
        pushed.problems += [_told_double(key, ids) for key, ids in stock.kept.items()]
        return pushed

    def _take_stock(self, pushed: Pushed) -> Inventory:
        stock = take_stock(self.server, self.project)
        pushed.doubles += stock.removed
        return stock

    def _shares(
        self, group: Sequence[Annotation], there: Mapping[int | None, Found], pushed: Pushed
    ) -> list[Share]:
        """Return the tasks that a document should have."""
        if self.unit is Unit.ARTICLE:
            return [article(group)]
        spans = _sentences(group, there)
        if self.as_annotations:
            check_submitted(group, spans)
        pushed.left_out += sum(1 for annotation in group for _ in crossing(annotation, spans))
        return sentences(group, spans, self.context)

    def _task(self, share: Share) -> Item:
        return share.submitted() if self.as_annotations else share.predicted(self.score)

    def _send(self, new: Mapping[Key, Item], stock: Inventory, pushed: Pushed) -> Inventory:
        """Send tasks in batches; after an interruption look first what has arrived."""
        waiting = dict(new)
        pauses = list(PAUSES)
        while waiting:
            batch = _first_batch(waiting)
            try:
                self.server.post(
                    f"/api/projects/{self.project.id}/import", [waiting[key] for key in batch]
                )
                pauses = list(PAUSES)
            except InterruptedServerError:
                if not pauses:
                    raise
                self.server.sleep(pauses.pop(0))
                stock = self._take_stock(pushed)
                batch = [key for key in waiting if key in stock]
            for key in batch:
                del waiting[key]
            pushed.added += len(batch)
            self.progress(pushed.added, len(new))
        return self._take_stock(pushed) if new else stock

    def _add_predictions(self, shares: Sequence[Share], stock: Inventory, pushed: Pushed) -> None:
        """Add the predictions that tasks lack, and remove those that are there twice."""
        pauses = list(PAUSES)
        lacking = self._lacking(shares, stock, pushed)
        changed = bool(lacking)
        while lacking:
            batch = lacking[:BATCH]
            try:
                self.server.post(f"/api/projects/{self.project.id}/import/predictions", batch)
                pauses = list(PAUSES)
                pushed.predictions += len(batch)
                lacking = lacking[BATCH:]
            except InterruptedServerError:
                if not pauses:
                    raise
                self.server.sleep(pauses.pop(0))
                lacking = self._lacking(shares, self._take_stock(pushed), pushed)
        if changed:
            stock = self._take_stock(pushed)
        tasks = [task for share in shares if (task := stock.get(share.key))]
        versions = {annotation.annotator for share in shares for annotation in share.annotations}
        pushed.doubles += remove_double_predictions(self.server, tasks, versions)

    def _lacking(self, shares: Iterable[Share], stock: Inventory, pushed: Pushed) -> list[Item]:
        """Return the predictions that the tasks on the server do not have yet."""
        found: list[Item] = []
        for share in shares:
            task = stock.get(share.key)
            for annotation in share.annotations:
                if task is None or annotation.annotator in task.models:
                    continue
                try:
                    made = make_prediction(annotation, self.score(annotation))
                    check_prediction(made, annotation.document)
                except ClaimstanceError as error:
                    if str(error) not in pushed.problems:
                        pushed.problems.append(str(error))
                else:
                    found.append({"task": task.id, **made})
        return found


def _check_text(group: Sequence[Annotation], there: Mapping[int | None, Found]) -> None:
    document = group[0].document
    if any(annotation.document.text != document.text for annotation in group):
        raise FormatError(
            f"document {document.id!r}: given with several texts; give each an id of its own"
        )
    changed = [found for found in there.values() if found.digest != digest(document.text)]
    if changed:
        raise FormatError(
            f"document {document.id!r}: the text has changed since it was pushed as task "
            f"{changed[0].id}; what was annotated there would not fit. Give the new text another "
            "id, or delete the task"
        )


def _sentences(group: Sequence[Annotation], there: Mapping[int | None, Found]) -> tuple[Span, ...]:
    """Return a document's sentences: those on the server, else those of its annotations."""
    document = group[0].document
    spans = cut(group)
    words = {index: span.of(document.text) for index, span in enumerate(spans)}
    if all(words.get(index) == found.text for index, found in there.items() if index is not None):
        return spans
    ordered = [found.text for _, found in sorted(there.items(), key=lambda item: item[0] or 0)]
    count = next(iter(there.values())).sentences
    located = retrace(document.text, ordered) if len(ordered) == count else None
    if located is None:
        raise FormatError(
            f"document {document.id!r}: cut into other sentences than on the server, where "
            f"{len(ordered)} of {count} are; push it with the annotations that it was first "
            "pushed with, or delete its tasks"
        )
    return located


def _told_double(key: Key, ids: Sequence[int]) -> str:
    sentence = "" if key[1] is None else f", sentence {key[1] + 1}"
    return (
        f"document {key[0]!r}{sentence}: is there several times and was worked on each time, as "
        f"tasks {', '.join(map(str, ids))}; keep one and delete the others in Label Studio"
    )


def _first_batch(waiting: Mapping[Key, Item]) -> list[Key]:
    """Return the keys of the tasks that the next request takes, at least one."""
    batch: list[Key] = []
    room = BATCH_CHARACTERS
    for key, task in waiting.items():
        room -= len(task["data"][TEXT])
        if batch and (room < 0 or len(batch) == BATCH):
            break
        batch.append(key)
    return batch
