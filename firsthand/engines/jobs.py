"""What a worker does: reads one file or one piece of one, or runs stages again on a stored article. Plain values in and out."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

from firsthand import reading, stages
from firsthand.errors import FirsthandError
from firsthand.model import Known, Metadata, Outcome, Page
from firsthand.reading.draft import Frozen, Piece, Problem
from firsthand.reading.files import read_whole
from firsthand.reading.inputs import Input
from firsthand.stages import StageRows
from firsthand.store import ReadArticle


@dataclass(frozen=True, slots=True)
class FileJob:
    """Read a file, unless its bytes hash to one of `unchanged_if`. `weight` is its share of the build's work, for the progress."""

    item: Input
    unchanged_if: frozenset[str]
    stages: frozenset[str]
    weight: float = 0.0

    work = True

    @property
    def load(self) -> int:
        return len(self.item.data or b"")


@dataclass(frozen=True, slots=True)
class PieceJob:
    """Read one piece of the container `name`, whose bytes hash to `raw_sha256`."""

    name: str
    raw_sha256: str
    known: Known
    piece: Piece
    stages: frozenset[str]
    weight: float = 0.0

    work = True

    @property
    def load(self) -> int:
        return len(self.piece.data)


@dataclass(frozen=True, slots=True)
class PageJob:
    """Run stages again on an article that is in the story."""

    page: Page
    stages: frozenset[str]
    weight: float = 0.0

    work = True

    @property
    def load(self) -> int:
        return len(self.page.text)


Job = FileJob | PieceJob | PageJob


@dataclass(frozen=True, slots=True)
class Done:
    """What a job gave. `raw_sha256` is null where the file could not be read as a whole; `seconds` is how long the work took."""

    raw_sha256: str | None = None
    articles: tuple[ReadArticle, ...] = ()
    renewed: tuple[StageRows, ...] = ()
    failures: tuple[Outcome, ...] = ()
    unchanged: bool = False
    seconds: float = 0.0


def work(job: Job) -> Done:
    """Do one job. It raises nothing that an article could cause."""
    start = time.perf_counter()
    try:
        done = _work(job)
    except FirsthandError as error:
        done = Done(failures=(failure(name_of(job), str(error), place_of(job)),))
    except (Exception, RecursionError, MemoryError) as error:  # one bad file never stops a batch
        done = Done(failures=(_unexpected(job, f"{type(error).__name__}: {error}"),))
    return Done(done.raw_sha256, done.articles, done.renewed, done.failures, done.unchanged, time.perf_counter() - start)


def lost(job: Job) -> Done:
    """The result of a job that ended its worker."""
    return Done(failures=(_unexpected(job, "ended the process that read it, most often for want of memory"),))


def failure(path: str, error: str, place: str | None = None) -> Outcome:
    return Outcome(path, None, "read", stages.versions()["read"], "failed", 0, error, place)


def name_of(job: Job) -> str:
    return job.item.name if isinstance(job, FileJob) else job.name if isinstance(job, PieceJob) else f"article {job.page.article_id}"


def place_of(job: Job) -> str | None:
    return job.piece.place if isinstance(job, PieceJob) else None


def _work(job: Job) -> Done:
    if isinstance(job, PageJob):
        return Done(renewed=tuple(stages.run(job.page, job.stages)))
    if isinstance(job, PieceJob):
        found = reading.read_piece(job.piece, job.name, job.raw_sha256, job.known)
        return _done(found, job.raw_sha256, job.name, job.known, job.stages)
    data = read_whole(job.item)
    raw = hashlib.sha256(data).hexdigest()
    if raw in job.unchanged_if:
        return Done(raw, unchanged=True)
    return _done(reading.read_bytes(data, job.item.name, job.item.known), raw, job.item.name, job.item.known, job.stages)


def _done(found: Iterable[Frozen | Problem], raw: str, name: str, known: Known, names: frozenset[str]) -> Done:
    articles: list[ReadArticle] = []
    failures: list[Outcome] = []
    for one in found:
        if isinstance(one, Problem):
            failures.append(failure(name, one.error, one.place))
            continue
        rows = tuple(stages.run(one.page, names))
        entries = tuple(Metadata(one.article.article_id, field, value, None, None, "person") for field, value in known.items())
        articles.append(ReadArticle(one.capture, one.article, one.page, entries, rows))
    return Done(raw, tuple(articles), failures=tuple(failures))


def _unexpected(job: Job, what: str) -> Outcome:
    name, place = name_of(job), place_of(job)
    return failure(name, f"{name}{f', {place}' if place else ''}: {what}. Please report it with the file.", place)
