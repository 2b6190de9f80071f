"""The time of reading a web page beside trafilatura alone, on the same pages in the same run.

    python -m benchmarks.html_speed FOLDER [ROUNDS]

FOLDER holds `html/*.html.gz` (article-pages: scrapinghub/article-extraction-benchmark, Zyte, 2019). Without it nothing is measured, and that is said.

Reading is `read_bytes`: from a page's bytes to its frozen rows (decoded, parsed, visible text with the place of every block, main blocks, the
page's own fields, language). trafilatura alone is `trafilatura.extract` on the same bytes, as it comes: the text of the article and
nothing else. Beside it: `extract` with the settings that reading calls it with, and `extract` with metadata. Furniture and metadata candidates,
the stages that only pages and texts from the web need, are a figure of their own.

The systems take turns on each page, ROUNDS times (5 by default), in one process and in processor time; of each page's times the least
counts, for what disturbs a measurement only ever adds to it. A ratio is the sum over the pages of ours by the sum of theirs.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes
from firsthand.reading.furniture import furniture
from firsthand.reading.metadata import candidates

ROUNDS = 5
PLAIN = "trafilatura"


def frozen(data: bytes) -> Frozen:
    return next(row for row in read_bytes(data, "page.html", Known()) if isinstance(row, Frozen))


def ours(data: bytes) -> object:
    return frozen(data)


def ours_with_stages(data: bytes) -> object:
    page = frozen(data).page
    return list(furniture(page)), list(candidates(page))


def theirs(data: bytes) -> object:
    return trafilatura.extract(data)


def theirs_as_ours(data: bytes) -> object:
    return trafilatura.extract(data, fast=True, include_comments=False)


def theirs_with_metadata(data: bytes) -> object:
    return trafilatura.extract(data, with_metadata=True)


SYSTEMS: dict[str, Callable[[bytes], object]] = {
    "reading": ours,
    "reading, furniture, candidates": ours_with_stages,
    PLAIN: theirs,
    "trafilatura, fast, no comments": theirs_as_ours,
    "trafilatura with metadata": theirs_with_metadata,
}


def seconds(pages: Sequence[bytes], systems: dict[str, Callable[[bytes], object]], rounds: int) -> dict[str, float]:
    """Processor seconds for all pages, by system."""
    for system in systems.values():
        system(pages[0])  # imports and compiled expressions are not measured
    least = {name: [float("inf")] * len(pages) for name in systems}
    for _ in range(rounds):
        for number, data in enumerate(pages):
            for name, system in systems.items():
                start = time.process_time()
                system(data)
                least[name][number] = min(least[name][number], time.process_time() - start)
    return {name: sum(times) for name, times in least.items()}


def _pages(folder: Path) -> list[bytes]:
    return [gzip.decompress(file.read_bytes()) for file in sorted((folder / "html").glob("*.html.gz"))]


def figures(article_pages: Path) -> dict[str, float]:
    """How many times the time of trafilatura alone reading takes: lower is better."""
    measured = seconds(_pages(article_pages), {name: SYSTEMS[name] for name in ("reading", PLAIN)}, ROUNDS)
    return {"html_speed.trafilatura_times": measured["reading"] / measured[PLAIN]}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("rounds", type=int, nargs="?", default=ROUNDS)
    given = parser.parse_args(arguments)
    if given.folder is None or not (given.folder / "html").is_dir():
        print("html speed: skipped, no folder with html/ given")
        return 0
    pages = _pages(given.folder)
    measured = seconds(pages, SYSTEMS, given.rounds)
    print(f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} MB, {given.rounds} rounds, trafilatura {trafilatura.__version__}")
    for name, spent in measured.items():
        print(f"{name:32} {1000 * spent / len(pages):6.1f} ms a page   reading takes {measured['reading'] / spent:.2f} times its time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
