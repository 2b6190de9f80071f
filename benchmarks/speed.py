"""Speed from a cold start, each figure the median of several whole processes.

    python -m benchmarks.speed [PATH...]

PATHs: articles for the main job; by default five of the bundled example. Prints the main job from start to page, each verb that shows, and,
as a measure of the machine, a Python that only imports DuckDB and PyArrow (what every build must load).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "ormund-lock" / "articles"
FIVE = ("002_d41b7e93.txt", "003_07fe55ac.txt", "004_b90c6612.txt", "005_6a2f81d0.txt", "p_88213.html")
RUNS = 7
LIMITS = {"report": 3.0, "who": 0.7, "unread": 0.7}


def seconds(*command: str) -> float:
    """Median wall time of a command that must succeed."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])  # the first run fills the file cache


def main(paths: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        page, story = f"{folder}/story.html", f"{folder}/story.duckdb"
        imports = seconds("-c", "import duckdb, pyarrow")
        figures = {
            "report": seconds("-m", "firsthand", "report", *paths, "-o", page),
            "who": seconds("-m", "firsthand", "who", story),
            "unread": seconds("-m", "firsthand", "unread", story),
        }
    slow = 0
    print(f"imports of duckdb and pyarrow alone {imports:.2f} s")
    for name, value in figures.items():
        slow += value > LIMITS[name]
        print(f"{name:8} {value:.2f} s ({value / imports:.1f} times the imports; at most {LIMITS[name]:.1f} s)")
    return slow


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or [str(EXAMPLE / name) for name in FIVE]))
