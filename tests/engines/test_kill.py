"""A build that is killed at any moment leaves a readable, proven story, and the next build leaves no litter."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from helpers import FERRY, build, rows, snapshot, write

from firsthand.verify import problems

KILLS = 50
FILES = 20
NEW_FILES = 1
FLUSH_AT = 60  # rows: a small pile is written in several transactions

# Imports once; then, for each line on standard input, forks a child that builds in its own process. It tells how long that took.
BUILDING = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    import pyarrow.compute, firsthand.verify
    from firsthand import stages, store
    from firsthand.engines.local import build
    sys.path.insert(0, sys.argv[3])
    import helpers
    stages.PLAN = helpers.TINY_PLAN
    store.FLUSH_AT = int(sys.argv[4])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            status = 1
            try:
                build([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)
                status = 0
            finally:
                os._exit(status)
        print(child, flush=True)
        start = time.perf_counter()
        print(os.waitpid(child, 0)[1], time.perf_counter() - start, flush=True)
""")


class Builder:
    """Builds in a child that can be killed after some seconds."""

    def __init__(self, pile: Path, story: Path) -> None:
        command = [sys.executable, "-c", BUILDING, str(pile), str(story), str(Path(__file__).parents[1]), str(FLUSH_AT)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, kill_after: float | None = None) -> tuple[int, float]:
        """Exit status as `waitpid` gives it, and seconds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("build\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was done sooner
                os.kill(child, signal.SIGKILL)
        status, seconds = self.process.stdout.readline().split()
        return int(status), float(seconds)

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


def text(number: int) -> str:
    return f"{FERRY}Edition {number} was printed on the mainland.\n"


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    return write(tmp_path / "pile", {f"{number:03}.txt": text(number) for number in range(FILES)})


@pytest.fixture
def builder(tmp_path: Path, pile: Path) -> Iterator[Builder]:
    made = Builder(pile, tmp_path / "story.duckdb")
    yield made
    made.close()


def paths(story: Path) -> list[str]:
    return [row[0] for row in rows(story, "SELECT path FROM article ORDER BY 1")]


@pytest.mark.usefixtures("tiny")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_random_moments(tmp_path: Path, pile: Path, builder: Builder) -> None:
    rng = random.Random(11)
    story = tmp_path / "story.duckdb"
    assert builder.run()[0] == 0
    before, now, length = paths(story), FILES, 0.0
    killed = finished = half_built = 0
    for kill in range(KILLS):
        names = {f"{number:03}.txt": text(number) for number in range(now, now + NEW_FILES)}
        now += NEW_FILES
        write(pile, names)
        if kill % 10 == 0:  # how long a build of this pile takes on this machine now, from begin to end
            status, length = builder.run()
            assert status == 0
            before = paths(story)
            write(pile, {f"{number:03}.txt": text(number) for number in range(now, now + NEW_FILES)})
            now += NEW_FILES
        after = [f"{number:03}.txt" for number in range(now)]
        status, _ = builder.run(kill_after=rng.uniform(0, 1.05) * length)
        killed += status == signal.SIGKILL
        finished += status == 0
        half_built += story.with_name(f".{story.name}.building").exists()
        there = paths(story)
        assert there in (before, after), f"after kill {kill}: neither the old story nor the new one"
        assert list(problems(story)) == [], f"after kill {kill}"
        before = there
    assert killed + finished == KILLS
    assert killed >= KILLS // 2
    assert half_built >= KILLS // 5, "kills came while the new file was under construction"
    build(pile, story)
    assert {file.name for file in tmp_path.iterdir()} == {"pile", "story.duckdb"}
    build(pile, tmp_path / "fresh.duckdb")
    assert snapshot(story) == snapshot(tmp_path / "fresh.duckdb")
    assert list(problems(story, [pile])) == []
