"""The article's text of web pages, by the measure of scrapinghub/article-extraction-benchmark (Zyte, 2019).

    python -m benchmarks.main_text FOLDER

FOLDER holds `ground-truth.json` (id -> articleBody) and `html/ID.html.gz`. Without it nothing is measured, and that is said.

The measure: texts as multisets of 4-grams of word tokens (`\\w+`); per page true positives, false positives and false negatives, each
divided by their sum, so that a long page weighs no more than a short one; precision and recall averaged over the pages; F1 of the two.
Ours are the blocks marked as the article, joined by line breaks; beside them, in the same run, trafilatura's own output: as it comes by
default, and in the configuration that ours starts from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from firsthand.model import Known
from firsthand.reading import read_bytes

TOKEN = re.compile(r"\w+")
N = 4
Counts = tuple[float, float, float]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-grams of a text; a text of fewer words is one shingle."""
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + N]) for i in range(max(1, len(tokens) - N + 1)) if tokens)


def matched(gold: str, found: str) -> Counts:
    """True positives, false positives and false negatives of one page, as shares of their sum."""
    a, b = shingles(gold), shingles(found)
    counts = (a & b).total(), (b - a).total(), (a - b).total()
    whole = sum(counts) or 1
    return counts[0] / whole, counts[1] / whole, counts[2] / whole


def scored(pages: Sequence[Counts]) -> Counts:
    """F1, precision and recall over all pages."""
    precision = statistics.mean(tp / (tp + fp) for tp, fp, _ in pages if tp + fp)
    recall = statistics.mean(tp / (tp + fn) for tp, _, fn in pages if tp + fn)
    return 2 * precision * recall / (precision + recall), precision, recall


def ours(data: bytes) -> str:
    page = read_bytes(data, "page.html", Known())[0].page
    return "\n".join(block.words for block in page.blocks if block.main)


def theirs(data: bytes) -> str:
    return trafilatura.extract(data) or ""


def theirs_configured(data: bytes) -> str:
    return trafilatura.extract(data, fast=True, include_comments=False) or ""


SYSTEMS: dict[str, Callable[[bytes], str]] = {
    "firsthand": ours,
    f"trafilatura {trafilatura.__version__}": theirs,
    "trafilatura, fast, no comments": theirs_configured,
}


def figures(article_pages: Path) -> dict[str, float]:
    """F1 of ours, and how far it is above that of trafilatura as it comes, in the same run."""
    truth, pages = _gold(article_pages)

    def f1(extract: Callable[[bytes], str]) -> float:
        return scored([matched(truth[name].get("articleBody", ""), extract(data)) for name, data in pages.items()])[0]

    mine = f1(ours)
    return {"main_text.f1": mine, "main_text.f1_above_trafilatura": mine - f1(theirs)}


def _gold(folder: Path) -> tuple[dict[str, dict[str, str]], dict[str, bytes]]:
    """The true texts and the pages, by id."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return truth, {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in sorted(truth)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args(arguments).folder
    if folder is None or not (folder / "ground-truth.json").is_file():
        print("main text: skipped, no folder with ground-truth.json given")
        return 0
    truth, pages = _gold(folder)
    for system, extract in SYSTEMS.items():
        start = time.perf_counter()
        counts = [matched(truth[name].get("articleBody", ""), extract(data)) for name, data in pages.items()]
        f1, precision, recall = scored(counts)
        seconds = time.perf_counter() - start
        print(f"{system:32} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  pages {len(counts)}  {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
