"""Memory of a process and all its descendants over time, by role.

Of each process the resident memory is sampled, and its private part, which is neither a file's (a
library's) nor in a store that several processes share: Ray lets its object store grow to its limit,
whatever is in it, before it takes a page again. "All together" is the sum of proportional shares,
in which each page counts once, the store's too.
"""

import contextlib
import subprocess
import time
from dataclasses import dataclass, field

import psutil

ALL = "all together"
_ROLES = {  # by what the command line holds; the first that fits
    "_Actor": "ray actor",
    "ray::": "ray task",
    "raylet": "raylet",
    "gcs_server": "ray gcs",
    "ray/": "ray agents",
    "spawn_main": "worker",
    "resource_tracker": "tracker",
}
_NUMBERED = ("worker", "ray actor")
_MB = 1e6
Sample = tuple[float, float, float]


@dataclass(slots=True)
class MemoryLog:
    """Samples in MB as (seconds since the start, resident, private), by process and as a whole."""

    start: float = field(default_factory=time.monotonic)
    roles: dict[tuple[int, float], str] = field(default_factory=dict)
    samples: dict[tuple[int, float], list[Sample]] = field(default_factory=dict)
    together: list[Sample] = field(default_factory=list)

    def sample(self, root: psutil.Process) -> None:
        """Add one sample of each process that lives; those that end meanwhile are left out."""
        now, total = time.monotonic() - self.start, 0.0
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in (root, *root.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                    memory = process.memory_full_info()
                    key = (process.pid, process.create_time())
                    self._name(key, "parent" if process == root else role_of(process.cmdline()))
                    self.samples.setdefault(key, []).append(
                        (now, memory.rss / _MB, (memory.rss - memory.shared) / _MB)
                    )
                    total += memory.pss / _MB
        if total:
            self.together.append((now, total, total))

    def _name(self, key: tuple[int, float], role: str) -> None:
        """Keep the most telling role: Ray renames a process with each task."""
        order = ["parent", *_ROLES.values(), "other"]
        known = self.roles.get(key, "other")
        self.roles[key] = min(known, role, key=order.index)

    def summary(self, seconds: float) -> dict[str, dict[str, object]]:
        """Return by role the peaks, those of the first and last third of a run, and a curve."""
        series = {ALL: self.together}
        counts: dict[str, int] = {}
        for key in sorted(self.samples, key=lambda key: key[1]):
            name = self.roles[key]
            if name in _NUMBERED:
                counts[name] = counts.get(name, 0) + 1
                name = f"{name} {counts[name]}"
            series[name] = sorted(series.get(name, []) + self.samples[key])
        return {name: _peaks(values, seconds) for name, values in series.items() if values}


def role_of(command: list[str]) -> str:
    """Tell from its command line what a process is there for."""
    line = " ".join(command)
    return next((role for mark, role in _ROLES.items() if mark in line), "other")


def _peaks(values: list[Sample], seconds: float) -> dict[str, object]:
    def private(start: float, end: float) -> float | None:
        return max((round(mb, 1) for at, _, mb in values if start <= at <= end), default=None)

    return {
        "resident": round(max(mb for _, mb, _ in values), 1),
        "private": private(0, float("inf")),
        "first_third": private(0, seconds / 3),
        "last_third": private(seconds * 2 / 3, float("inf")),
        "curve": [tuple(round(value, 1) for value in each) for each in _thinned(values)],
    }


def _thinned(values: list[Sample]) -> list[Sample]:
    return values[:: max(1, len(values) // 60)]


def watch(process: subprocess.Popen, every: float = 1.0) -> tuple[float, MemoryLog]:
    """Sample a process and its descendants until it ends; return seconds and samples.

    The first seconds, in which most of the memory is taken, are sampled more often.
    """
    log = MemoryLog()
    start = time.perf_counter()
    root = psutil.Process(process.pid)
    while True:
        log.sample(root)
        try:
            process.wait(min(every, 0.1 + (time.perf_counter() - start) / 10))
        except subprocess.TimeoutExpired:
            continue
        return time.perf_counter() - start, log
