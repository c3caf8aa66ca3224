"""Worker processes, each with an annotator of its own, on the standard library's executor.

Work is sent in batches and comes back in order, or as it gets ready. A worker that dies (out of
memory, a crash in native code) takes its batch with it; that batch is then done document by
document in a process apart, so that only the document at fault is lost.
"""

import inspect
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import Any, Protocol, TypeVar

from claimstance.annotators.registry import get_annotator
from claimstance.core.annotation import Annotator
from claimstance.core.failure import Failure
from claimstance.scale.guard import DIED, MAX_CHARACTERS, Item, Outcome, annotate_guarded, name_of

_T_co = TypeVar("_T_co", covariant=True)
_annotator: Annotator | None = None  # one per worker process, set by its initializer


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """How many workers there are and what each of them runs."""

    annotator: str
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    workers: int = 1
    max_characters: int = MAX_CHARACTERS

    def load(self) -> Annotator:
        """Make an annotator for one worker: its share of the cores, where it lets one choose."""
        return load_annotator(self.annotator, dict(self.options), single=self.workers > 1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that travel to a worker together, and their place in the run."""

    number: int
    items: tuple[Item, ...]


class Work(Protocol[_T_co]):
    """What a worker does with a batch; pickled, so a module's function or a partial of one."""

    def __call__(self, batch: Batch, *, max_characters: int) -> _T_co:
        """Return the result for the batch."""
        ...


def load_annotator(name: str, options: Mapping[str, Any], *, single: bool) -> Annotator:
    """Load an annotator, with one thread if ``single`` and if it takes a number of threads."""
    annotator = get_annotator(name, **options)
    limit = getattr(annotator, "with_threads", None)
    if single and callable(limit) and inspect.signature(limit).parameters:
        limited: Annotator = limit(1)
        return limited
    return annotator


def annotate_stream(
    items: Iterable[Item], crew: Crew, *, batch: int = 16, ordered: bool = True
) -> Iterator[Outcome]:
    """Annotate a stream of documents in constant memory.

    Args:
        items: Documents, or failures to read one, which pass through.
        crew: The workers.
        batch: Documents sent to a worker at a time.
        ordered: Keep the order of the input; otherwise batches come as they get ready.
    """
    batches = split_batches(items, batch)
    if crew.workers == 1:
        annotator = crew.load()
        for each in batches:
            yield from annotate_guarded(annotator, each.items, max_characters=crew.max_characters)
        return
    for outcomes in run_batches(batches, crew, _annotate, ordered=ordered):
        yield from outcomes


def split_batches(items: Iterable[Item], size: int) -> Iterator[Batch]:
    """Cut a stream into numbered batches of ``size``; the last may be shorter."""
    source = iter(items)
    for number in count():
        chunk = tuple(islice(source, size))
        if not chunk:
            return
        yield Batch(number, chunk)


def run_batches(
    batches: Iterable[Batch], crew: Crew, work: Work[_T_co], *, ordered: bool = True
) -> Iterator[_T_co]:
    """Do ``work`` in worker processes and yield its results.

    At most two batches per worker are in flight. ``work`` may call `current_annotator`; it is
    called again for a batch whose worker died, then with a `Failure` in the place of each
    document at fault.
    """
    source = iter(batches)
    waiting: deque[tuple[Batch, Future[_T_co]]] = deque()
    pool = _pool(crew)
    try:
        while True:
            for batch in islice(source, 2 * crew.workers - len(waiting)):
                future = pool.submit(work, batch, max_characters=crew.max_characters)
                waiting.append((batch, future))
            if not waiting:
                return
            ready = waiting[0] if ordered else _first_ready(waiting)
            try:
                result = ready[1].result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                suspects = [batch for batch, _ in waiting]
                waiting.clear()
                for batch in suspects:
                    yield _apart(batch, crew, work)
                pool = _pool(crew)
            else:
                waiting.remove(ready)
                yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def current_annotator() -> Annotator:
    """Return this worker process's annotator."""
    assert _annotator is not None, "only workers have an annotator"
    return _annotator


def _apart(batch: Batch, crew: Crew, work: Work[_T_co]) -> _T_co:
    """Find the documents that kill a worker, one process at a time, then do the rest."""
    checked: list[Item] = []
    pool = _pool(crew, workers=1)
    try:
        for item in batch.items:
            alone = Batch(batch.number, (item,))
            try:
                pool.submit(_annotate, alone, max_characters=crew.max_characters).result()
                checked.append(item)
            except BrokenProcessPool:
                pool = _pool(crew, workers=1)
                checked.append(Failure(item.id, f"{name_of(item)}: {DIED}"))
        rest = replace(batch, items=tuple(checked))
        return pool.submit(work, rest, max_characters=crew.max_characters).result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _first_ready(waiting: deque[tuple[Batch, Future[_T_co]]]) -> tuple[Batch, Future[_T_co]]:
    done = wait([future for _, future in waiting], return_when=FIRST_COMPLETED).done
    return next(entry for entry in waiting if entry[1] in done)


def _pool(crew: Crew, workers: int | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers or crew.workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(crew,),
    )


def _start(crew: Crew) -> None:
    global _annotator  # noqa: PLW0603 - a process holds one session, loaded once
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _annotator = crew.load()


def _end_with_parent() -> None:
    """End this worker when the run is killed, which would otherwise leave it waiting for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _annotate(batch: Batch, *, max_characters: int) -> list[Outcome]:
    annotator = current_annotator()
    return list(annotate_guarded(annotator, batch.items, max_characters=max_characters))
