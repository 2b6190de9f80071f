"""What many articles cost: seconds an article and peak memory, for generated articles of 600 words (see `invented`).

    python -m benchmarks.scale [COUNT...] [--kind text|html|jsonl] [--stages store|reading|all] [--largest]

Builds a story of each COUNT (default 1,000 and 10,000; `--largest` adds 100,000) in a process of its own and prints seconds and CPU seconds for
1,000 articles, the story stages' share, and the peak of the memory of the whole process tree (resident sets summed, so shared pages count
twice), and how the largest compares with the smallest. `--stages`: `store` is opening, freezing and storing alone; `reading` (default) also
furniture and metadata; `all` also what the language of each article shows. Exit 1 where the cost of an article grows by more than COST, or the peak by more
than PEAK. CPU seconds are compared, since wall time tells what else the machine does. The peak is read from /proc, so on Linux only.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import invented

COUNTS = (1_000, 10_000)
LARGEST = 100_000
COST, PEAK = 1.3, 1.2
STAGES: dict[str, frozenset[str] | None] = {"store": frozenset(), "reading": frozenset(("furniture", "metadata")), "all": None}
SAMPLE = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    count: int
    wall: float
    cpu: float
    story: float
    peak: int

    @property
    def an_article(self) -> float:
        """CPU milliseconds; what starting a build costs is shared by all."""
        return self.cpu / self.count * 1000


def build_one(source: Path, store: Path, stages: str, workers: int | None) -> dict[str, float]:
    """A build in this process; seconds as a whole, and from the end of reading to the end."""
    from firsthand.engines.local import build
    from firsthand.engines.pace import Progressed

    phases: dict[str, float] = {}
    start = time.perf_counter()

    def told(now: Progressed) -> None:
        if now.phase == "reading":
            phases["read"] = time.perf_counter()

    built = build([source], store, progress=told, only_stages=STAGES[stages], workers=workers)
    assert not built.failed, built.failed[:3]
    end = time.perf_counter()
    return {"articles": built.articles, "wall": end - start, "story": end - phases["read"]}


def measured(source: Path, count: int, stages: str, workers: int | None = None) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        code = "import json, sys; from pathlib import Path; from benchmarks.scale import build_one; workers = json.loads(sys.argv[4]); print(json.dumps(build_one(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], workers)))"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [
            sys.executable,
            "-c",
            f"if __name__ == '__main__':\n    {code}",
            str(source),
            f"{folder}/story.duckdb",
            stages,
            json.dumps(workers),
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parent.parent)
        peak = [0]
        watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watch.start()
        out, _ = process.communicate()
        watch.join()
        if process.returncode:
            raise SystemExit(f"the build of {count} articles failed")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(out.splitlines()[-1])
    assert told["articles"] == count, told
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(count, told["wall"], cpu, told["story"], peak[0])


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], tree_memory(process.pid))
        time.sleep(SAMPLE)


def tree_memory(pid: int) -> int:
    """Bytes resident in a process and all below it."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        below = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize() + sum(map(tree_memory, below))


def figures(small: int = 1_000, large: int = 10_000, kind: str = "jsonl", stages: str = "store") -> dict[str, float]:
    """How many times the cost of an article and the peak of `large` are those of `small`."""
    with tempfile.TemporaryDirectory() as folder:
        costs = [measured(invented.write(Path(folder) / str(count), count, kind), count, stages) for count in (small, large)]
    return {
        "scale.cost_an_article_times": costs[1].an_article / costs[0].an_article,
        "scale.peak_times": costs[1].peak / costs[0].peak,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int)
    parser.add_argument("--kind", choices=("text", "html", "jsonl"), default="jsonl")
    parser.add_argument("--stages", choices=tuple(STAGES), default="reading")
    parser.add_argument("--largest", action="store_true")
    parser.add_argument("--workers", type=int)
    given = parser.parse_args()
    counts = sorted({*(given.counts or COUNTS), *((LARGEST,) if given.largest else ())})
    costs = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            cost = measured(invented.write(Path(folder) / "pile", count, given.kind), count, given.stages, given.workers)
        costs.append(cost)
        print(
            f"{count:>7,} {given.kind}, {given.stages}: {cost.wall:7.1f} s, {count / cost.wall:6.1f} articles a second; CPU {cost.an_article:6.2f} ms an "
            f"article; story {cost.story / count * 1000:5.2f} s for 1,000; peak {cost.peak / 1e6:,.0f} MB",
            flush=True,
        )
    worst = 0
    for cost in costs[1:]:
        dearer, larger = cost.an_article / costs[0].an_article, cost.peak / costs[0].peak
        print(
            f"{cost.count:,} against {costs[0].count:,}: cost an article {dearer:.2f} (at most {COST}), peak {larger:.2f} (at most {PEAK})"
        )
        worst |= dearer > COST or (cost.count <= COUNTS[-1] and larger > PEAK)
    for before, small, large in zip(costs, costs[1:], costs[2:], strict=False):
        first, last = _further(before, small), _further(small, large)
        print(
            f"each further article, up to {large.count:,}: CPU {last:.2f} ms; up to {small.count:,}: {first:.2f} ms ({last / first:.2f} times)"
        )
    return int(worst)


def _further(small: Cost, large: Cost) -> float:
    """CPU milliseconds of an article beyond `small.count`: starting a build costs nothing here."""
    return (large.cpu - small.cpu) / (large.count - small.count) * 1000


if __name__ == "__main__":
    sys.exit(main())
