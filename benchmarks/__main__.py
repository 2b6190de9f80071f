"""Every figure of accuracy on public data, held against `floors.json`, which only rises.

    python -m benchmarks [DATA_DIR] [--raise] [--timed]

DATA_DIR holds the public sets by the names below (default: `../shared/data` beside the checkout); what is not there is skipped, aloud.
Exit 1 where a figure is under its floor. `--raise` writes higher figures as the new floors. `--timed` measures time, memory and size instead, on a machine
that does nothing else: figures whose names end in a unit (`_s`, `_ms`, `_mb`, `_times`) are better the lower they are, and `floors.json` has what they
must not exceed, set by hand.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks import (
    attribution_details,
    attributions,
    coreference,
    direct_quotes,
    furniture,
    html_speed,
    language_speed,
    large_page,
    main_text,
    names,
    publication_dates,
    quantities,
    reuse,
    scale,
    sentence_pairs,
    sentences,
    strangers,
    times,
    treebanks,
    undated,
)
from benchmarks import (
    credits as credited_outlets,
)

FLOORS = Path(__file__).with_name("floors.json")
# A figure may fall by rounding and by the weather of a library's patch release, not by more.
SLACK = 0.002
LOWER_IS_BETTER = ("_s", "_ms", "_mb", "_times")
# What each benchmark needs, under DATA_DIR; where the sets are published stands in each benchmark.
Benchmark = Callable[..., dict[str, float]]
BENCHMARKS: tuple[tuple[Benchmark, tuple[str, ...]], ...] = (
    (furniture.figures, ("news-cluster", "article-pages")),
    (main_text.figures, ("article-pages",)),
    (publication_dates.figures, ("article-pages",)),
    (sentences.figures, ("gum/dev", "ud-ewt/dev.conllu")),
    (direct_quotes.figures, ("polnear/dev",)),
    (strangers.figures, ("news-cluster",)),
    (treebanks.figures, ("ud-ewt/dev.conllu", "gum/dev")),
    (names.figures, ("ner/uner-ewt/dev.iob2", *names.SOURCES)),
    (coreference.figures, ("gum/dev", *names.SOURCES)),
    (times.figures, ("meantime", *names.SOURCES)),
    (quantities.figures, names.SOURCES),
    (undated.figures, ("news-cluster", "basil")),
    (attributions.figures, ("polnear/dev", *names.SOURCES)),
    (attribution_details.figures, names.SOURCES),
    (sentence_pairs.figures, ("news-cluster", "claimdiff")),
    (credited_outlets.figures, ("polnear", "news-cluster")),
    (reuse.figures, ("news-cluster",)),
)
TIMED: tuple[tuple[Benchmark, tuple[str, ...]], ...] = (
    (html_speed.figures, ("article-pages",)),
    (scale.figures, ()),
    (large_page.figures, ("news-cluster", "polnear")),
    (language_speed.figures, ()),
)


def main(data: Path, *, raising: bool, timed: bool) -> int:
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    under = 0
    ready = []
    for benchmark, needs in TIMED if timed else BENCHMARKS:
        missing = [name for name in needs if not (data / name).exists()]
        if missing:
            print(f"SKIPPED: {benchmark.__module__}: {', '.join(missing)} is not at {data.name}/")
        else:
            ready.append((benchmark, tuple(data / name for name in needs)))
    for figures in measured(ready, 1 if timed else os.cpu_count() or 1):
        for name, value in figures.items():
            if name.endswith(LOWER_IS_BETTER):
                ceiling = floors.get(name, float("inf"))
                under += value > ceiling
                print(f"{name:36} {value:.4f}  at most {ceiling:.4f}{'  OVER IT' if value > ceiling else ''}")
                continue
            floor = floors.get(name, 0.0)
            under += value < floor - SLACK
            print(f"{name:36} {value:.4f}  floor {floor:.4f}{'  UNDER ITS FLOOR' if value < floor - SLACK else ''}")
            if raising and value > floor:
                floors[name] = int(value * 1000) / 1000
    if raising:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if under else 0


def measured(ready: Sequence[tuple[Benchmark, tuple[Path, ...]]], processes: int) -> Iterator[dict[str, float]]:
    """The figures of each in order; several at once, but in this process where there is one."""
    if processes == 1:
        for benchmark, places in ready:
            yield benchmark(*places)
        return
    with ProcessPoolExecutor(processes) as pool:
        waiting = [pool.submit(benchmark, *places) for benchmark, places in ready]
        for one in waiting:
            yield one.result()


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument not in ("--raise", "--timed")]
    default = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    sys.exit(main(Path(given[0]) if given else default, raising="--raise" in sys.argv, timed="--timed" in sys.argv))
