"""Does jobs in order: in this process for a few, in worker processes beyond, with a bounded number of jobs and bytes in flight."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from itertools import chain
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from firsthand.engines.stopping import born_deaf, leave_with_parent

# A pool costs more than a second to start: fewer jobs than this are done sooner without one.
IN_PROCESS_UP_TO = 20
# Tasks of all kinds that wait in memory before the pool is started.
MOST_WAITING = 1_000
# Jobs in flight for each worker: enough to keep it busy, few enough that results do not pile up.
AHEAD = 4
# Bytes of input that travel with the jobs in flight; one job may be larger.
BYTES_AHEAD = 64 * 2**20


class Task(Protocol):
    """A job for a worker, or, with `work` false, a mark that only keeps its place in the order."""

    @property
    def work(self) -> bool: ...
    @property
    def load(self) -> int:
        """Bytes that travel with it."""
        ...


T = TypeVar("T", bound=Task)
R = TypeVar("R")


class Workers(Generic[T, R]):
    """Worker processes, started with the first batch that is worth it and kept until the end of the `with` block.

    Where a job ends its worker (memory, a crash in a library), the jobs in flight are done again one by one, and `lost` gives the result of
    the one that does it again.
    """

    def __init__(self, function: Callable[[T], R], count: int | None, lost: Callable[[T], R]) -> None:
        self._function = function
        self._lost = lost
        self._count = count if count is not None else os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._submitted = 0
        self._others = set(multiprocessing.active_children())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is None:
            return
        if value is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()  # what it is at is of no use any more
        self._pool.shutdown(wait=True, cancel_futures=value is not None)

    def run(self, tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """Each task with its result, in the order of the tasks, so that nothing depends on which worker was faster."""
        rest = iter(tasks)
        first: list[T] = []
        jobs = load = 0
        if self._pool is None:
            for task in rest:
                if not first and not task.work:
                    yield task, None  # no job comes before it
                    continue
                first.append(task)
                jobs += task.work
                load += task.load
                if jobs > IN_PROCESS_UP_TO or load > BYTES_AHEAD or len(first) > MOST_WAITING:
                    break
        few = jobs <= IN_PROCESS_UP_TO and len(first) <= MOST_WAITING
        if self._pool is None and (few or self._count < 2):
            yield from ((task, self._function(task) if task.work else None) for task in chain(first, rest))
            return
        yield from self._in_flight(chain(first, rest))

    def _in_flight(self, tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        waiting: deque[tuple[T, Future[R] | None]] = deque()
        load = 0
        for task in tasks:
            waiting.append((task, self._submit(task) if task.work else None))
            load += task.load
            while waiting and (len(waiting) >= self._count * AHEAD or load > BYTES_AHEAD):
                load -= waiting[0][0].load
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _submit(self, task: T) -> Future[R]:
        if self._pool is None:
            self._pool = self._new_pool(self._count)
            self._submitted = 0
        with born_deaf() if self._submitted < self._count else nullcontext():  # the first jobs start the workers
            self._submitted += 1
            try:
                return self._pool.submit(self._function, task)
            except BrokenProcessPool as error:
                future: Future[R] = Future()
                future.set_exception(error)
                return future

    def _first(self, waiting: deque[tuple[T, Future[R] | None]]) -> tuple[T, R | None]:
        task, future = waiting.popleft()
        if future is None:
            return task, None
        try:
            return task, future.result()
        except BrokenProcessPool:
            result = self._alone(task)
            for place, (other, broken) in enumerate(waiting):
                if broken is not None:
                    again: Future[R] = Future()
                    again.set_result(self._alone(other))
                    waiting[place] = (other, again)
            self._pool = None
            return task, result

    def _alone(self, task: T) -> R:
        with self._new_pool(1) as pool:
            try:
                with born_deaf():
                    future = pool.submit(self._function, task)
                return future.result()
            except BrokenProcessPool:
                return self._lost(task)

    def _new_pool(self, count: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=leave_with_parent)
