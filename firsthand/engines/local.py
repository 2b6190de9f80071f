"""Runs a build on this machine: in this process for a few articles, on all cores beyond.

Files go to the workers one by one; a file that holds many articles is opened here and sent on in pieces. What the workers give is stored in the order
of the files as it comes, so that neither the number of files nor that of articles in one of them decides how much memory a build takes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from firsthand import reading, stages
from firsthand.engines.decisions import read_decisions
from firsthand.engines.jobs import Done, FileJob, Job, PageJob, PieceJob, failure, lost, work
from firsthand.engines.pace import Pace, Progressed
from firsthand.engines.stopping import Stopped, Stops
from firsthand.engines.workers import Workers
from firsthand.errors import UnreadableInput, WrongCall
from firsthand.model import Decision, Outcome, digest
from firsthand.reading.draft import WITHIN, Problem
from firsthand.reading.files import hash_stream, opened, read_whole, size
from firsthand.reading.inputs import DECISIONS, STDIN, Input, list_inputs, unmatched_sources
from firsthand.store import StoryWriter

Progress = Callable[[Progressed], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: numbers of files, the outcomes of what could not be read, and how many articles were there from a build that was stopped."""

    read: int
    unchanged: int
    changed: tuple[str, ...]
    failed: tuple[Outcome, ...]
    articles: int = 0
    resumed: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place between the jobs: a container begins (`begins`), one of its items is bad (`bad`), or it ends.

    `there`: how many places of it a build that was stopped has read already.
    """

    item: Input
    raw_sha256: str
    begins: bool = False
    there: int = 0
    bad: Outcome | None = None
    unchanged: bool = False
    whole: bool = True
    weight: float = 0.0

    work = False
    load = 0


Task = Job | Mark


@dataclass(slots=True)
class _State:
    """What the loop keeps of a build: of each file its hash, nothing of an article."""

    stored: dict[str, dict[str, bool]] = field(default_factory=dict)  # path -> raw_sha256 -> whether it need not be read again
    known: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)
    read: int = 0
    unchanged: int = 0
    articles: int = 0
    inside: int = 0  # articles of the container that is being read

    def see(self, name: str, raw: str) -> None:
        raws = self.seen.setdefault(name, [])
        if raw not in raws:
            raws.append(raw)


def build(  # noqa: PLR0913 - the options of a build, each with a default
    paths: Sequence[str | os.PathLike[str]],
    store: Path,
    *,
    decisions: Path | None = None,
    only: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    resumed: Callable[[int], None] | None = None,
    only_stages: frozenset[str] | None = None,
) -> Built:
    """Add the articles under `paths` to the story `store`, made where there is none. Files that it holds already are not read again.

    `only`: afterwards the story holds these files as they are now and no others; else what it held stays.
    `decisions`: the file of a person's decisions; by default `decisions.toml` beside the story or in a folder of `paths`.
    `resumed(n)` hears at once where the build goes on from one that was stopped, after n articles.
    `only_stages`: article stages to run, by name, for measuring; what is left out runs at the next build.

    Raises:
        WrongCall, StoryError, BadDecisions: nothing was written.
        Stopped: the story is as it was; a note says what is kept to go on from.
    """
    inputs = list_inputs(paths)
    if not inputs:
        raise WrongCall(f"{', '.join(str(path) for path in paths)}: holds no file to read. Give a folder with articles, or their files.")
    given = _decisions(decisions, store, paths)
    missing = unmatched_sources(paths)
    names = only_stages if only_stages is not None else frozenset(stage.name for stage in stages.PLAN)
    with Stops() as stops, _interrupts_named(stops), StoryWriter(store, _call(inputs, only)) as writer, _interrupts_named(stops):
        if writer.resumed and resumed is not None:
            resumed(writer.resumed)
        built = _Build(inputs, writer, stops, names, progress)
        with Workers[Task, Done](_work, workers, _lost) as pool:
            writer.forget_failures([item.name for item in inputs] + missing)
            built.run(pool)
            for outcome in map(_unmatched, missing):
                writer.add_failure(outcome)
            writer.forget_unseen(built.state.seen)
            changed = [] if only else built.changed()
            if only:
                writer.keep_only(built.state.seen, {item.name for item in inputs} | set(missing))
            built.read_again(pool)
        state = built.state
        here = {item.name for item in inputs} | set(missing)
        writer.flush()
        failed = tuple(outcome for outcome in writer.failures() if outcome.path in here)
        built.forget()
        writer.publish({"only": only}, given, built.told, stops.hold)
    return Built(state.read, state.unchanged, tuple(changed), failed, state.articles, writer.resumed)


class _Build:
    """One build: makes the tasks, stores what they give."""

    def __init__(
        self, inputs: Sequence[Input], writer: StoryWriter, stops: Stops, names: frozenset[str], progress: Progress | None
    ) -> None:
        self.state = _State(known=writer.known())
        self._inputs: Sequence[Input] = inputs
        self._writer = writer
        self._stops = stops
        self._names = names
        self._progress = progress
        self._pace = Pace()
        for path, raw, whole in writer.files():
            self.state.stored.setdefault(path, {})[raw] = whole

    def run(self, pool: Workers[Task, Done]) -> None:
        """Read every file; then run again the stages of which articles hold no rows, or an older version's."""
        weights = [self._pace.expect(item.name, size(item), known=item.name in self.state.stored) for item in self._inputs]
        for task, done in pool.run(self._tasks(weights)):
            self._take(task, done)
        for task, done in pool.run(PageJob(page, names) for page, names in self._writer.stale(self._names)):
            self._take(task, done)

    def read_again(self, pool: Workers[Task, Done]) -> None:
        """Articles whose file is gone, while another one holds them too: that one is read again, so that it stands for the article."""
        if not self._writer.left_behind():
            return
        again = set(self._writer.forget_left_behind({item.name for item in self._inputs}))
        tasks = (task for item in self._inputs if item.name in again for task in self._tasks_of(item, frozenset(), 0.0, anew=True))
        counted = (self.state.read, self.state.unchanged, self.state.articles)
        for task, done in pool.run(tasks):
            self._take(task, done)
        self.state.read, self.state.unchanged, self.state.articles = counted  # these files are counted already

    def changed(self) -> list[str]:
        """Files that were read before with other bytes, which no file of that name has any more."""
        seen, stored = self.state.seen, self.state.stored
        old = {(path, raw) for path, raws in stored.items() if path in seen for raw in raws if raw not in seen[path]}
        if old and self._writer.continued:  # what only the stopped build had read was never in the story
            old &= {(path, raw) for path, raw, _ in self._writer.files()}
        return sorted({path for path, _ in old})

    def forget(self) -> None:
        """What only reading needs."""
        self._inputs = ()
        self.state.stored.clear()
        self.state.known.clear()

    def told(self, stage: int, stages_: int) -> None:
        if self._progress is not None:
            self._progress(self._pace.story(stage, stages_))

    # --- tasks ---

    def _tasks(self, weights: Sequence[float]) -> Iterator[Task]:
        for item, weight in zip(self._inputs, weights, strict=True):
            raws = self.state.stored.get(item.name, {})
            same = frozenset(raw for raw, whole in raws.items() if whole and self._same_known(item, raw))
            yield from self._tasks_of(item, same, weight)

    def _tasks_of(self, item: Input, same: frozenset[str], weight: float, *, anew: bool = False) -> Iterator[Task]:
        if item.file is None or reading.split(item.name) is None:
            try:
                # standard input is this process's own: what it holds travels with the job
                carried = item if item.file is not None or item.data is not None else replace(item, data=read_whole(item))
                yield FileJob(carried, same, self._names, weight)
            except UnreadableInput as error:
                yield Mark(item, "", bad=failure(item.name, str(error)), weight=weight)
            return
        try:
            with opened(item) as handle:
                yield from self._pieces(item, handle, same, weight, anew=anew)
        except UnreadableInput as error:
            yield Mark(item, "", bad=failure(item.name, str(error)), weight=weight)

    def _pieces(self, item: Input, handle: BinaryIO, same: frozenset[str], weight: float, *, anew: bool) -> Iterator[Task]:
        """A container, piece by piece. Where a build was stopped inside it, pieces that were stored are left out."""
        try:
            raw = hash_stream(handle)
        except OSError as error:
            message = f"{item.name}: cannot be read ({error.strerror or error}). Give a file on a disk that can be read twice."
            yield Mark(item, "", bad=failure(item.name, message), weight=weight)
            return
        if raw in same:
            yield Mark(item, raw, unchanged=True, weight=weight)
            return
        goes_on = not anew and raw in self.state.stored.get(item.name, {}) and self._same_known(item, raw)
        there = _pieces_of(self._writer.places(item.name, raw)) if goes_on else set()
        yield Mark(item, raw, begins=True, there=len(there))
        splitter = reading.split(item.name)
        assert splitter is not None
        whole = max(size(item), 1)
        at = 0
        try:
            for piece in splitter(handle, item.name):
                before, at = at, _position(handle, at)
                share = weight * (at - before) / whole
                if piece.place in there:
                    continue
                if isinstance(piece, Problem):
                    yield Mark(item, raw, bad=failure(item.name, piece.error, piece.place), weight=share)
                else:
                    yield PieceJob(item.name, raw, item.known, piece, self._names, share)
        except UnreadableInput as error:  # these bytes will give the same again
            yield Mark(item, raw, bad=failure(item.name, str(error)))
        except OSError as error:
            message = f"{item.name}: cannot be read on ({error.strerror or error}). Check the disk that holds it, then build again."
            yield Mark(item, "", bad=failure(item.name, message))
            yield Mark(item, raw, whole=False)
            return
        except Exception as error:  # whatever a file does to its splitter, the batch goes on and the outcome names it
            yield Mark(item, "", bad=failure(item.name, f"{item.name}: {type(error).__name__}: {error}. Please report it with the file."))
            yield Mark(item, raw, whole=False)
            return
        yield Mark(item, raw, weight=weight * (whole - at) / whole)

    def _same_known(self, item: Input, raw: str) -> bool:
        return dict(item.known.items()) == self.state.known.get((item.name, raw), {})

    # --- results ---

    def _take(self, task: Task, done: Done | None) -> None:
        start = time.perf_counter()
        with self._stops.held():
            if isinstance(task, Mark):
                self._take_mark(task)
            elif done is not None:
                self._store(task, done)
            self._writer.settle()
        if isinstance(task, PageJob) or (isinstance(task, Mark) and not task.weight) or self._progress is None:
            return
        name = task.name if isinstance(task, PieceJob) else task.item.name
        articles = len(done.articles) if done is not None else 0
        told = self._pace.read(name, task.weight, done.seconds if done is not None else 0.0, time.perf_counter() - start, articles)
        self._progress(told)

    def _take_mark(self, mark: Mark) -> None:
        if mark.bad is not None:
            self._writer.add_failure(mark.bad, mark.raw_sha256 or None)
        elif mark.begins:
            self.state.inside = mark.there
            if not mark.there:
                self._writer.forget_file(mark.item.name, mark.raw_sha256)
        elif mark.unchanged:
            self.state.unchanged += 1
            self.state.see(mark.item.name, mark.raw_sha256)
        elif mark.whole:
            self.state.read += bool(self.state.inside)
            self._writer.add_file(mark.item.name, mark.raw_sha256)
            self.state.see(mark.item.name, mark.raw_sha256)
        elif self.state.inside:
            self.state.read += 1
            self.state.see(mark.item.name, mark.raw_sha256)

    def _store(self, job: Job, done: Done) -> None:
        if isinstance(job, PageJob):
            if done.failures:
                return  # the rows that it has stay, and the next build tries again
            self._writer.renew(job.page, done.renewed)
            return
        self.state.articles += len(done.articles)
        if isinstance(job, PieceJob):
            self.state.inside += len(done.articles)
            self._writer_takes(done, job.raw_sha256)
            return
        name = job.item.name
        if done.raw_sha256 is None:
            self._writer_takes(done, None)
            return
        self.state.see(name, done.raw_sha256)
        if done.unchanged:
            self.state.unchanged += 1
            return
        self.state.read += bool(done.articles)
        self._writer.forget_file(name, done.raw_sha256)
        self._writer_takes(done, done.raw_sha256)
        self._writer.add_file(name, done.raw_sha256)

    def _writer_takes(self, done: Done, raw: str | None) -> None:
        for outcome in done.failures:
            self._writer.add_failure(outcome, raw)
        for article in done.articles:
            self._writer.add(article)


def _call(inputs: Sequence[Input], only: bool) -> str:
    """A name of what is asked for: a build goes on only from one that was asked for the same files."""
    return digest("call", str(only), *(item.name for item in inputs))


def _work(task: Task) -> Done:
    assert not isinstance(task, Mark)
    return work(task)


def _lost(task: Task) -> Done:
    assert not isinstance(task, Mark)
    return lost(task)


def _unmatched(name: str) -> Outcome:
    return failure(name, f"{name}: sources.csv names this file, but it is not there. Correct the path in sources.csv.")


def _position(handle: BinaryIO, before: int) -> int:
    """How far the file is read; a splitter that has wrapped it may not tell."""
    with suppress(OSError, ValueError):
        return max(handle.tell(), before)
    return before


def _pieces_of(places: set[str]) -> set[str]:
    """The places of pieces, from those of their articles."""
    return places | {place.rpartition(WITHIN)[0] for place in places if WITHIN in place}


@contextmanager
def _interrupts_named(stops: Stops) -> Iterator[None]:
    """DuckDB has its own word for Ctrl-C."""
    try:
        yield
    except RuntimeError as error:
        if "interrupt" not in str(error).lower():
            raise
        raise Stopped(stops.heard) from None


def _decisions(file: Path | None, store: Path, paths: Sequence[str | os.PathLike[str]]) -> list[Decision] | None:
    folders = [store.parent, *(Path(path) if Path(path).is_dir() else Path(path).parent for path in paths if os.fspath(path) != STDIN)]
    for candidate in [file] if file is not None else [folder / DECISIONS for folder in folders]:
        if file is not None or candidate.is_file():
            return read_decisions(candidate)
    return None
