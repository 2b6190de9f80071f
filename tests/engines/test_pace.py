"""The time left is right: halfway through a pile of mixed sizes it is told within 30 %."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from helpers import write

from firsthand.engines import local
from firsthand.engines.local import build
from firsthand.engines.pace import Pace, Progressed

WORDS = "the harbour of Dunmarrow has been closed since a storm broke its outer wall and the island has bread for another week".split()
NEAR = 0.3


def prose(rng: random.Random, size: int) -> str:
    text = "\n\n".join(
        f"“{' '.join(rng.choices(WORDS, k=12))},” said Oriel Tamsin. {' '.join(rng.choices(WORDS, k=40))}." for _ in range(size)
    )
    return f"{' '.join(rng.choices(WORDS, k=7))}\n\n{text}\n"


def test_halfway_through_mixed_files_the_time_left_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the process's own clock, so that what else the machine does counts in nothing."""
    rng = random.Random(3)
    files = {f"{number:02}.txt": prose(rng, rng.choice((4, 6, 8, 30))) for number in range(36)}
    files["50.jsonl"] = "".join(json.dumps({"body_text": prose(rng, rng.choice((3, 6, 24)))}) + "\n" for _ in range(24))
    files |= {
        f"{number}.html": f"<title>Boats</title><article><p>{prose(rng, rng.choice((4, 8, 27)))}</p></article>" for number in range(60, 72)
    }
    folder = write(tmp_path / "pile", files)
    build([folder / "00.txt", folder / "60.html"], tmp_path / "warm.duckdb", workers=1)  # imports and tables are loaded
    monkeypatch.setattr(local, "Pace", lambda: Pace(time.process_time))
    monkeypatch.setattr("firsthand.engines.jobs.time.perf_counter", time.process_time)
    # a pile that is read in three seconds is at the mercy of the machine: one of a few builds must be told right
    for attempt in range(5):
        told: list[tuple[float, Progressed]] = []
        build([folder], tmp_path / f"{attempt}.duckdb", workers=1, progress=lambda now, told=told: told.append((time.process_time(), now)))
        start, end = told[0][0], told[-1][0]
        at, halfway = next((at, now) for at, now in told if at >= (start + end) / 2)
        if halfway.left == pytest.approx(end - at, rel=NEAR):
            break
    assert halfway.phase == "reading"
    assert halfway.left == pytest.approx(end - at, rel=NEAR)
    assert halfway.articles > 5
    assert halfway.a_second == pytest.approx(halfway.articles / (at - start), rel=NEAR)


def test_each_kind_of_file_has_its_own_pace() -> None:
    """Pages cost ten times what lines cost; the lines come first."""
    now = 0.0
    pace = Pace(lambda: now)
    lines = [pace.expect("a.jsonl", 8_000, known=False)]
    pages = [pace.expect(f"{number}.html", 8_000, known=False) for number in range(10)]
    now = 1.0
    pace.read("a.jsonl", lines[0], 1.0, 0.0, 10)
    for number, weight in enumerate(pages[:5]):
        now += 10.0
        told = pace.read(f"{number}.html", weight, 10.0, 0.0, 1)
    assert told.left == pytest.approx(50.0, rel=0.05)
    assert told.done == pytest.approx(6 / 11)


def test_two_workers_do_twice_as_much_in_a_second() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    weights = [pace.expect(f"{number}.txt", 100, known=False) for number in range(100)]
    for number, weight in enumerate(weights[:50]):
        now += 0.5
        told = pace.read(f"{number}.txt", weight, 1.0, 0.0, 1)
    assert told.left == pytest.approx(25.0, rel=0.05)


def test_files_that_the_story_holds_are_soon_done() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    known = pace.expect("a.txt", 10**9, known=True)
    new = [pace.expect(f"{number}.txt", 10**6, known=False) for number in range(10)]
    pace.read("a.txt", known, 0.01, 0.0, 0)
    for number, weight in enumerate(new[:5]):
        now += 1.0
        told = pace.read(f"{number}.txt", weight, 1.0, 0.0, 1)
    assert told.left is not None
    assert told.left < 10.0


def test_story_stages_are_a_phase_of_their_own() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    assert pace.story(0, 4) == Progressed("story", 0.0, 0, 0.0, None)
    now = 2.0
    assert pace.story(1, 4) == Progressed("story", 0.25, 0, 0.0, pytest.approx(6.0))
