"""Reads one kind and runs every stage on what it gives, in a process of its own, with the time and the memory that it takes."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from corpus import Kind, corpus

# Bytes of addresses that the process may have: what asks for more fails, and takes no machine down with it.
MOST_ADDRESSES = 6 * 2**30


@dataclass(slots=True)
class Found:
    """What became of a kind. `crashes` are errors that are no FirsthandError, and stages that failed; `seconds` are of processor time."""

    articles: int = 0
    lines: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    has_words: bool = False
    characters: int = 0
    seconds: float = 0.0
    peak: int = 0
    """Bytes that were in memory at most, the interpreter and its libraries with them."""


class Worker:
    """A process that examines kinds, one after the other; a new one after one that had to be stopped."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        self._pipe.send(None)  # answered when everything is imported
        self._pipe.recv()

    def examine(self, kind: Kind, folder: Path, limit: float) -> Found | None:
        """None: it took longer than `limit` seconds, or the process died."""
        self._pipe.send((kind.name, folder))
        try:
            if self._pipe.poll(limit):
                answer = self._pipe.recv()
                assert isinstance(answer, Found)
                return answer
        except EOFError:
            pass
        self.close()
        self._start()
        return None

    def close(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection) -> None:
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    kinds = {kind.name: kind for kind in corpus()}
    _warm()
    while True:
        asked = pipe.recv()
        pipe.send(examine(kinds[asked[0]], asked[1]) if asked else None)


def _warm() -> None:
    """Import what is imported at the first use, so that no kind pays for it."""
    from corpus import PROSE, page

    from firsthand import reading, stages
    from firsthand.model import Known

    for name, text in (("a.txt", PROSE), ("a.html", page())):
        for one in reading.read_bytes(text.encode(), name, Known()):
            if isinstance(one, reading.Frozen):
                list(stages.run(one.page, frozenset(stage.name for stage in stages.PLAN)))


def examine(kind: Kind, folder: Path) -> Found:
    """Read every input in `folder`, which holds this kind alone."""
    from firsthand.errors import FirsthandError
    from firsthand.reading import Problem
    from firsthand.reading.inputs import list_inputs

    found = Found()
    _forget_peak()
    start = time.process_time()
    for item in list_inputs([folder]):
        try:
            for one in _read(item):
                if isinstance(one, Problem):
                    found.lines.append(one.error)
                else:
                    _analyse(one, kind, found)
        except FirsthandError as error:
            found.lines.append(str(error))
        except (Exception, RecursionError, MemoryError) as error:
            found.crashes.append(f"{type(error).__name__}: {error}")
    found.seconds = time.process_time() - start
    found.peak = _peak()
    return found


def _read(item: object) -> Iterator[object]:
    """As the engine does."""
    from firsthand import reading
    from firsthand.reading.files import hash_stream, opened, read_whole
    from firsthand.reading.inputs import Input

    assert isinstance(item, Input)
    splitter = reading.split(item.name)
    if splitter is None:
        yield from reading.read_bytes(read_whole(item), item.name, item.known)
        return
    with opened(item) as handle:
        raw_sha256 = hash_stream(handle)
        for piece in splitter(handle, item.name):
            if isinstance(piece, reading.Problem):
                yield piece
            else:
                yield from reading.read_piece(piece, item.name, raw_sha256, item.known)


def _analyse(one: object, kind: Kind, found: Found) -> None:
    from firsthand import stages
    from firsthand.reading import Frozen
    from firsthand.tables import check_rows

    assert isinstance(one, Frozen)
    found.articles += 1
    found.has_words |= kind.words in one.article.text
    found.characters += len(one.article.text)
    texts = {one.article.article_id: one.article.text}
    check_rows(one.page.blocks, texts)
    for result in stages.run(one.page, frozenset(stage.name for stage in stages.PLAN)):
        if result.status == "failed":
            found.crashes.append(f"{result.stage}: {result.error}")
        elif result.status == "skipped":
            found.skipped.append(result.error or "")
        else:
            check_rows(result.rows, texts)


def _forget_peak() -> None:
    """Linux counts the peak anew after this; elsewhere the peak is that of the whole process."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    if sys.platform == "linux":
        line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    import tempfile

    from corpus import clean

    worker = Worker()
    for kind in [kind for kind in corpus() if not sys.argv[1:] or kind.name in sys.argv[1:]]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "kind"
            folder.mkdir()
            (Path(name) / "outside.txt").write_text("outside")
            kind.make(folder)
            print(kind.name, kind.becomes, worker.examine(kind, folder, 60), flush=True)  # noqa: T201
            clean(folder)
