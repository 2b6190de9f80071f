"""Runs a build on this machine: in this process for a few articles, on all cores beyond."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from firsthand import reading, stages
from firsthand.engines.decisions import read_decisions
from firsthand.errors import FirsthandError, WrongCall
from firsthand.model import Decision, Known, Metadata, Outcome, Page
from firsthand.reading.inputs import DECISIONS, Input, list_inputs, unmatched_sources
from firsthand.stages import StageRows
from firsthand.store import ReadArticle, StoryWriter

# A pool costs more than a second to start: fewer jobs than this are done sooner without one.
IN_PROCESS_UP_TO = 20
# Jobs in flight for each worker: enough to keep it busy, few enough that results do not pile up.
AHEAD = 4

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: numbers of files, and the outcomes of those that could not be read."""

    read: int
    unchanged: int
    changed: tuple[str, ...]
    failed: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read unless its bytes are already known, or a stored article on which stages are to run again."""

    item: Input | None
    unchanged_if: frozenset[str]
    page: Page | None = None
    stages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Done:
    job: Job
    articles: tuple[ReadArticle, ...] = ()
    renewed: tuple[StageRows, ...] = ()
    failures: tuple[Outcome, ...] = ()
    hashes: tuple[str, ...] = ()


def build(  # noqa: PLR0913 - the options of a build, each with a default
    paths: Sequence[str | os.PathLike[str]],
    store: Path,
    *,
    decisions: Path | None = None,
    only: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Built:
    """Add the articles under `paths` to the story `store`, made where there is none. Files that it holds already are not read again.

    `only`: afterwards the story holds these files as they are now and no others; else what it held stays.
    `decisions`: the file of a person's decisions; by default `decisions.toml` beside the story or in a folder of `paths`.

    Raises:
        WrongCall, StoryError, BadDecisions: nothing was written.
    """
    inputs = list_inputs(paths)
    if not inputs:
        raise WrongCall(f"{', '.join(str(path) for path in paths)}: holds no file to read. Give a folder with articles, or their files.")
    given = _decisions(decisions, store, paths)
    missing = unmatched_sources(paths)
    with StoryWriter(store) as writer:
        writer.forget_failures([item.name for item in inputs] + missing)
        jobs = _jobs(inputs, writer)
        before = {(capture.path, capture.raw_sha256) for capture in writer.captures()}
        seen: set[tuple[str, str]] = set()
        read = 0
        unchanged = 0
        failed: list[Outcome] = []
        for number, done in enumerate(_run(jobs, workers), start=1):
            read += bool(done.articles)
            unchanged += done.job.item is not None and not done.articles and not done.failures
            failed.extend(done.failures)
            _store(done, writer)
            seen |= {(done.job.item.name, raw) for raw in done.hashes if done.job.item is not None}
            if progress is not None:
                progress(number, len(jobs))
        for outcome in map(_unmatched, missing):
            failed.append(outcome)
            writer.add_failure(outcome)
        names = {name for name, _ in seen}
        changed = [] if only else sorted({path for path, _ in before - seen if path in names})
        if only:
            writer.keep_only(seen, {item.name for item in inputs} | set(missing))
        for done in _run(_left_behind(inputs, writer), workers):
            _store(done, writer)
        writer.publish({"only": only}, given)
    return Built(read, unchanged, tuple(changed), tuple(sorted(failed, key=lambda outcome: outcome.path)))


def _jobs(inputs: Sequence[Input], writer: StoryWriter) -> list[Job]:
    known = writer.known()
    version = stages.versions()["read"]
    current = {row[0] for row in writer.query("SELECT article_id FROM found.outcome WHERE stage = 'read' AND version = ?", [version])}
    stored: dict[str, set[str]] = {}
    for capture in writer.captures():
        if capture.article_id in current:
            stored.setdefault(capture.path, set()).add(capture.raw_sha256)
    jobs = []
    for item in inputs:
        same = {raw for raw in stored.get(item.name, ()) if dict(item.known.items()) == known.get((item.name, raw), {})}
        jobs.append(Job(_carried(item), frozenset(same)))
    jobs.extend(Job(None, frozenset(), page, names) for page, names in writer.stale())
    return jobs


def _carried(item: Input) -> Input:
    """Standard input is this process's own: what it holds travels with the job."""
    return item if item.file is not None else replace(item, data=item.read())


def _left_behind(inputs: Sequence[Input], writer: StoryWriter) -> list[Job]:
    """Articles whose file is gone, while another one holds them too: that one is read again, so that it stands for the article."""
    by_name: dict[str, list[Input]] = {}
    for item in inputs:
        by_name.setdefault(item.name, []).append(item)
    return [Job(item, frozenset()) for path in writer.forget_left_behind(set(by_name)) for item in by_name[path]]


def _store(done: Done, writer: StoryWriter) -> None:
    if done.job.page is not None:
        writer.renew(done.job.page, done.renewed)
    for outcome in done.failures:
        writer.add_failure(outcome)
    if done.articles and done.job.item is not None:
        writer.forget_capture(done.job.item.name, done.hashes[0])
    for article in done.articles:
        writer.add(article)


def work(job: Job) -> Done:
    """Do one job; runs in a worker, so it takes and gives plain values, and it raises nothing that an article could cause."""
    if job.page is not None:
        return Done(job, renewed=tuple(stages.run(job.page, job.stages)))
    item = job.item
    assert item is not None
    try:
        data = item.read()
        raw = hashlib.sha256(data).hexdigest()
        if raw in job.unchanged_if:
            return Done(job, hashes=(raw,))
        found = reading.read_bytes(data, item.name, item.known)
        articles = tuple(_analysed(one, item.known) for one in found if not isinstance(one, reading.Problem))
        problems = tuple(_failure(item.name, one.error, one.place) for one in found if isinstance(one, reading.Problem))
        return Done(job, articles=articles, failures=problems, hashes=(raw,))
    except FirsthandError as error:
        return Done(job, failures=(_failure(item.name, str(error)),))
    except (Exception, RecursionError, MemoryError) as error:  # one bad file never stops a batch
        message = f"{item.name}: {type(error).__name__}: {error}. Please report it with the file."
        return Done(job, failures=(_failure(item.name, message),))


def _analysed(frozen: reading.Frozen, known: Known) -> ReadArticle:
    every = frozenset(stage.name for stage in stages.PLAN)
    rows = tuple(stages.run(frozen.page, every))
    return ReadArticle(frozen.capture, frozen.article, frozen.page, _known_rows(known, frozen.article.article_id), rows)


def _known_rows(known: Known, article_id: str) -> tuple[Metadata, ...]:
    return tuple(Metadata(article_id, field, value, None, None, "person") for field, value in known.items())


def _failure(path: str, error: str, place: str | None = None) -> Outcome:
    return Outcome(path, None, "read", stages.versions()["read"], "failed", 0, error, place)


def _unmatched(name: str) -> Outcome:
    return _failure(name, f"{name}: sources.csv names this file, but it is not there. Correct the path in sources.csv.")


def _decisions(file: Path | None, store: Path, paths: Sequence[str | os.PathLike[str]]) -> list[Decision] | None:
    folders = [store.parent, *(Path(path) if Path(path).is_dir() else Path(path).parent for path in paths if os.fspath(path) != "-")]
    for candidate in [file] if file is not None else [folder / DECISIONS for folder in folders]:
        if file is not None or candidate.is_file():
            return read_decisions(candidate)
    return None


# --- processes --------------------------------------------------------------------------------------------------------------------


def _run(jobs: Sequence[Job], workers: int | None) -> Iterator[Done]:
    """Results in the order of the jobs, so that nothing depends on which worker was faster."""
    count = workers if workers is not None else os.cpu_count() or 1
    if len(jobs) <= IN_PROCESS_UP_TO or count < 2:
        yield from map(work, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_leave_with_parent) as pool:
        try:
            yield from _in_flight(pool, jobs, count * AHEAD)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_flight(pool: ProcessPoolExecutor, jobs: Iterable[Job], most: int) -> Iterator[Done]:
    waiting: deque[Future[Done]] = deque()
    for number, job in enumerate(jobs):
        with _interrupts_held() if number < most else nullcontext():  # the first jobs start the workers
            waiting.append(pool.submit(work, job))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process that starts while Ctrl-C is ignored goes on ignoring it: the build is what is stopped, and it stops its workers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave_with_parent() -> None:
    """A worker ends when the build is killed: it would wait for work for ever otherwise."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
