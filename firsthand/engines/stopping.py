"""Ctrl-C, SIGTERM and the end of a terminal stop a build at once, but never between two halves of an article."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType
from typing import Any, Self

STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
UNTOUCHED = (signal.SIG_DFL, signal.default_int_handler)


class Stopped(KeyboardInterrupt):
    """The build was told to stop; `signum` is the signal. Notes say what is kept."""

    def __init__(self, signum: int = signal.SIGINT) -> None:
        super().__init__()
        self.signum = signum


class Stops:
    """While it is entered, a signal that stops raises `Stopped`; inside `held()` it waits until the end of that.

    Signals for which the program has a handler of its own are left to it; so are all of them outside the main thread.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._held = False
        self._waiting: int | None = None
        self.heard = int(signal.SIGINT)  # the last signal: a library that was at work may tell of it in its own words

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in STOPS:
                if signal.getsignal(number) in UNTOUCHED:
                    self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._waiting is not None:
            raise Stopped(self._waiting)

    def hold(self) -> None:
        """From here on nothing is stopped: what is left takes no time, and is done."""
        self._held = True

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self.heard = number
        if self._held:
            self._waiting = number
            return
        raise Stopped(number)


@contextmanager
def born_deaf() -> Iterator[None]:
    """A process that starts while these signals are blocked never hears them: the build is what is stopped, and it stops its workers."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would unblock them when it is started later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_with_parent() -> None:
    """A worker ends when the build is killed: it would wait for work for ever otherwise."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
