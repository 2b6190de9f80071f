"""How far a build is, and how long it will still take: told from the bytes of input and from what each kind of file has cost so far."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

# What opening a file and starting an article costs, as bytes of input.
A_FILE = 2_000
# A file that the story holds already is only hashed.
KNOWN_FILE = 0.02
# Seconds for the story stages: for any story, and for each second that the writer spent on storing the same articles.
ANY_STORY = 0.45
STORY_STAGES = 1.0


@dataclass(frozen=True, slots=True)
class Progressed:
    """`done` goes from 0 to 1 in each phase; `articles` and `a_second` count those that were read; `left` is seconds to the end of the build."""

    phase: Literal["reading", "story"]
    done: float
    articles: int
    a_second: float
    left: float | None


class Pace:
    """Learns from each finished piece of input; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._all: dict[str, float] = defaultdict(float)
        self._done: dict[str, float] = defaultdict(float)
        self._cost: dict[str, float] = defaultdict(float)
        self._start: float | None = None
        self._storing = 0.0
        self._articles = 0
        self._story_start = 0.0

    def expect(self, name: str, size: int, *, known: bool) -> float:
        """A file of the build; gives its weight."""
        weight = (size + A_FILE) * (KNOWN_FILE if known else 1)
        self._all[_kind(name)] += weight
        return weight

    def read(self, name: str, weight: float, seconds: float, storing: float, articles: int) -> Progressed:
        """A piece of input is read and stored: `seconds` of a worker's work, `storing` of the writer's."""
        kind = _kind(name)
        self._done[kind] += weight
        self._cost[kind] += seconds + storing
        self._storing += storing
        self._articles += articles
        now = self._clock()
        if self._start is None:
            self._start = now - seconds - storing  # not the start of the workers, which is no measure of what is to come
        elapsed = max(now - self._start, 1e-9)
        whole = sum(self._all.values())
        done = sum(self._done.values())
        share = min(done / whole, 1.0) if whole else 1.0
        return Progressed("reading", share, self._articles, self._articles / elapsed, self._left(elapsed, done, whole))

    def story(self, stage: int, stages: int) -> Progressed:
        now = self._clock()
        if stage == 0:
            self._story_start = now
        elapsed = now - self._story_start
        return Progressed("story", stage / stages, self._articles, 0.0, elapsed / stage * (stages - stage) if stage else None)

    def _left(self, elapsed: float, done: float, whole: float) -> float | None:
        """Work that is left, by what each kind of file cost so far, over the work done in a second; and the story stages."""
        spent = sum(self._cost.values())
        if not spent or not done:
            return None
        overall = spent / done
        ahead = sum(
            max(weight - self._done[kind], 0.0) * (self._cost[kind] / self._done[kind] if self._done[kind] else overall)
            for kind, weight in self._all.items()
        )
        return ahead / (spent / elapsed) + ANY_STORY + STORY_STAGES * self._storing * (spent + ahead) / spent


def _kind(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
