"""Publication dates of web pages, beside htmldate (Barbaresi 2020), on the labels of gold/dates.

    python -m benchmarks.publication_dates FOLDER [--errors]

FOLDER holds `html/ID.html.gz` (scrapinghub/article-extraction-benchmark). Without it nothing is measured, and that is said.

Accuracy is the share of all labelled pages whose day is right: no answer, or a choice of two days, counts as wrong. Precision is the share of the
answers that are right, coverage the share of pages with an answer. Ours is the candidate in use, out of all that reading finds; htmldate
runs on the same bytes, asked for the original date (what the labels are) and as it comes. `--errors` shows what went wrong
in tune, and never in measure.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import htmldate

from firsthand.align.choose import choose
from firsthand.model import Known, Metadata
from firsthand.reading import Problem, read_bytes
from firsthand.reading.metadata import candidates

GOLD = Path(__file__).parent / "gold" / "dates"
HALVES = ("tune", "measure")
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Finder = Callable[[bytes], str | None]


def rows(data: bytes) -> list[Metadata]:
    """Every candidate of a page, the ones in use marked, as a story of this page alone has them."""
    (frozen,) = read_bytes(data, "page.html", Known())
    if isinstance(frozen, Problem):
        return []
    return choose(sorted((*frozen.page.fields, *candidates(frozen.page)), key=lambda row: (row.field, row.value, row.rule)))


def ours(data: bytes) -> str | None:
    value = next((row.value for row in rows(data) if row.field == "published" and row.used), "")
    day = DAY.match(value)  # a choice of two days starts with a bracket
    return day[0] if day else None


def original(data: bytes) -> str | None:
    return htmldate.find_date(data.decode("utf-8", "replace"), original_date=True)


def as_it_comes(data: bytes) -> str | None:
    return htmldate.find_date(data.decode("utf-8", "replace"))


SYSTEMS: dict[str, Finder] = {
    "firsthand": ours,
    f"htmldate {htmldate.__version__}, original date": original,
    f"htmldate {htmldate.__version__}, as it comes": as_it_comes,
}


def scored(gold: Mapping[str, str], found: Mapping[str, str | None]) -> tuple[float, float, float]:
    """Accuracy, precision, coverage; `gold` and `found` by page."""
    right = sum(found[name] == day for name, day in gold.items())
    answers = sum(found[name] is not None for name in gold)
    return right / len(gold), right / (answers or 1), answers / len(gold)


def figures(article_pages: Path) -> dict[str, float]:
    """Accuracy on every labelled page, that on the measured half, and how far the first is above htmldate's better one, in the same run."""
    gold = {half: _gold(half) for half in HALVES}
    every = {**gold["tune"], **gold["measure"]}
    pages = dict(_pages(article_pages, every))
    answers = {system: {name: find(pages[name]) for name in every} for system, find in SYSTEMS.items()}
    mine, *theirs = (scored(every, found)[0] for found in answers.values())
    return {
        "dates.accuracy": mine,
        "dates.measure.accuracy": scored(gold["measure"], answers["firsthand"])[0],
        "dates.accuracy_above_htmldate": mine - max(theirs),
    }


def _gold(half: str) -> dict[str, str]:
    days: dict[str, str] = json.loads((GOLD / f"{half}.json").read_text(encoding="utf-8"))
    return days


def _pages(folder: Path, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        yield name, gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    if options.folder is None or not (options.folder / "html").is_dir():
        print("publication dates: skipped, no folder with html/ given")
        return 0
    gold = {half: _gold(half) for half in HALVES}
    every = {**gold["tune"], **gold["measure"]}
    pages = dict(_pages(options.folder, every))
    for system, find in SYSTEMS.items():
        start = time.perf_counter()
        found = {name: find(data) for name, data in pages.items()}
        seconds = time.perf_counter() - start
        for label, days in (*gold.items(), ("all", every)):
            accuracy, precision, coverage = scored(days, found)
            print(
                f"{system:32} {label:8} pages {len(days):3}  accuracy {accuracy:.3f}  precision {precision:.3f}  coverage {coverage:.3f}",
                f" {seconds:.1f} s" if label == "all" else "",
            )
        if options.errors:
            for name, day in gold["tune"].items():
                if found[name] != day:
                    print(f"  {name[:8]} is {day}, found {found[name]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
