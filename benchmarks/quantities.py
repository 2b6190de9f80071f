"""Numbers that count and measure, against the gold: value with unit and hedge, and what is counted.

    python -m benchmarks.quantities DATA_DIR [--part tune|measure] [--errors] [--parsed FILE] [--peer PYTHON] [--timed]

DATA_DIR holds the sets that benchmarks/gold/news labels, to which benchmarks/gold/quantities adds (GUIDELINES.md there). A quantity of ours and one of the gold are the same
where their spans overlap, one to one, the greatest overlap first. `found`: of the gold's, those that we have; `precision`: of ours, those that are the gold's (zero words,
which the gold leaves out, are not counted). `value`: of the gold's that we found, those with low, high, unit and hedge right; `value_all`: the same of all of the gold's.
`of`: what is counted, of the gold's that name it and that we found: right where at least half of the characters of both spans together are in both; `of_precision`: of ours that name
something, those that are right; `of_coverage`: of the gold's that name it, those where we name something. Intervals: the middle 95 % of 2,000 draws of articles.
`--errors` prints each error (never of the part that measures). `--parsed`: a pickle of (name, analysed article), so as not to analyse again. `--peer`: the figures that can be
asked of recognizers-text as well, by a Python that has it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import bootstrap
from firsthand.extract.number_reading import readings
from firsthand.extract.quantities import quantities
from firsthand.language import language
from firsthand.language.analyse import analyse
from firsthand.model import Analysed, Page
from training.gold import read_gold

GOLD = Path(__file__).parent / "gold" / "quantities"
HALF = 0.5
Tally = Counter[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One quantity; spans in code points."""

    span: tuple[int, int]
    low: float | None
    high: float | None
    unit: str | None
    hedge: str | None
    of: tuple[int, int] | None

    @property
    def value(self) -> tuple[object, ...]:
        return (_rounded(self.low), _rounded(self.high), self.unit, self.hedge)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}") if value < 1 else round(value, 4)


def gold(part: str) -> dict[str, list[Labelled]]:
    """By the article's name."""
    found = {}
    for file in sorted((GOLD / part).glob("*.json")):
        one = json.loads(file.read_text(encoding="utf-8"))
        found[one["name"]] = [
            Labelled(tuple(q["span"]), q["low"], q["high"], q["unit"], q["hedge"], tuple(q["of"]) if q["of"] else None)
            for q in one["quantities"]
        ]
    return found


def ours(article: Analysed) -> list[Labelled]:
    return [
        Labelled(
            (row.span.start, row.span.end),
            row.low,
            row.high,
            row.unit,
            row.hedge,
            (row.of_span.start, row.of_span.end) if row.of_span else None,
        )
        for row in quantities(article)
    ]


def paired(wanted: Sequence[Labelled], found: Sequence[Labelled]) -> list[tuple[Labelled | None, Labelled | None]]:
    """One to one, the greatest overlap first; what is left stands alone."""
    pairs = sorted(
        ((_shared(a.span, b.span), -i, -j) for i, a in enumerate(wanted) for j, b in enumerate(found) if _shared(a.span, b.span)),
        reverse=True,
    )
    left, right = dict(enumerate(wanted)), dict(enumerate(found))
    made: list[tuple[Labelled | None, Labelled | None]] = []
    for _, i, j in pairs:
        if -i in left and -j in right:
            made.append((left.pop(-i), right.pop(-j)))
    return [*made, *((one, None) for one in left.values()), *((None, one) for one in right.values())]


def _shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def alike(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """At least half of what is in either is in both."""
    both = _shared(a, b)
    return both >= HALF * (a[1] - a[0] + b[1] - b[0] - both)


def tally(pairs: Iterable[tuple[Labelled | None, Labelled | None]]) -> Tally:
    """Counts, from which the figures are made."""
    count: Tally = Counter()
    for wanted, found in pairs:
        if wanted is None and found is not None:
            count["ours"] += not found.low == found.high == 0
            continue
        assert wanted is not None
        count["gold"] += 1
        count["gold_of"] += wanted.of is not None
        if found is None:
            continue
        count["ours"] += 1
        count["both"] += 1
        count["value"] += wanted.value == found.value
        count["number"] += wanted.value[:2] == found.value[:2]
        count["unit"] += wanted.unit == found.unit
        count["hedge"] += wanted.hedge == found.hedge
        right = wanted.of is not None and found.of is not None and alike(wanted.of, found.of)
        count["of"] += right
        count["of_either"] += right or (wanted.of is None and found.of is None)
        count["of_wanted"] += wanted.of is not None
        count["of_named"] += found.of is not None
        count["of_both"] += wanted.of is not None and found.of is not None
    return count


def figures_of(count: Mapping[str, int]) -> dict[str, float]:
    def share(part: str, whole: str) -> float:
        return count.get(part, 0) / count[whole] if count.get(whole) else 0.0

    return {
        "found": share("both", "gold"),
        "precision": share("both", "ours"),
        "value": share("value", "both"),
        "value_all": share("value", "gold"),
        "number": share("number", "both"),
        "unit": share("unit", "both"),
        "hedge": share("hedge", "both"),
        "of": share("of", "of_wanted"),
        "of_precision": share("of", "of_named"),
        "of_coverage": share("of_both", "of_wanted"),
        "of_or_none": share("of_either", "both"),
    }


def analysed(data: Path, names: Iterable[str]) -> Iterator[tuple[str, Analysed]]:
    wanted = set(names)
    for one in read_gold(data, ("train", "tune", "measure")):
        if one.name in wanted:
            yield one.name, analyse(Page(one.name, one.text, "en", None, (), ()))


def figures(*sources: Path) -> dict[str, float]:
    """The figures that floors.json keeps; `sources` are the folders that the gold's texts are rebuilt from, side by side."""
    data, labels = sources[0].parent, gold("measure")
    count: Tally = Counter()
    for name, article in analysed(data, labels):
        count += tally(paired(labels[name], ours(article)))
    made = figures_of(count)
    return {f"quantities.{name}": made[name] for name in ("found", "precision", "value", "of")}


# --- peers ---------------------------------------------------------------------------------------------------------------------------


RECOGNIZERS = """
import json, sys
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension, recognize_temperature
for text in json.load(sys.stdin):
    found = []
    for ask in (recognize_currency, recognize_dimension, recognize_temperature, recognize_age, recognize_percentage, recognize_number):
        for each in ask(text, "en-us"):
            if not any(start <= each.end and each.start < end for start, end, _ in found):
                found.append((each.start, each.end + 1, each.resolution and each.resolution.get("value")))
    print(json.dumps(found))
"""


def recognized(python: Path, texts: Sequence[str]) -> list[list[Labelled]] | None:
    """recognizers-text, run by a Python that has it: spans and values; hedges and what is counted are not told. None where it is not installed."""
    done = subprocess.run([str(python), "-c", RECOGNIZERS], input=json.dumps(texts), capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    return [[_peer(*each) for each in json.loads(line)] for line in done.stdout.splitlines()]


def _peer(start: int, end: int, value: str | None) -> Labelled:
    try:
        number = float((value or "").rstrip("%"))
    except ValueError:
        number = None  # type: ignore[assignment]
    return Labelled((start, end), number, number, None, None, None)


def plain(wanted: Sequence[Labelled]) -> list[Labelled]:
    """The number alone, as hedges left it: what can be asked of a library that reads no hedges."""
    return [replace(one, low=one.high if one.low is None else one.low, high=one.low if one.high is None else one.high) for one in wanted]


# --- the command ---------------------------------------------------------------------------------------------------------------------


def report(counts: Sequence[Tally]) -> None:
    whole: Tally = sum(counts, Counter())
    drawn = [figures_of(sum(draw, Counter())) for draw in bootstrap.draws(counts)]
    print(f"{len(counts)} articles, {whole['gold']} quantities, {whole['gold_of']} with what is counted; ours {whole['ours']}")
    for name, value in figures_of(whole).items():
        low, high = bootstrap.middle(each[name] for each in drawn)
        print(f"{name:14} {value:.3f}  [{low:.3f}, {high:.3f}]")


def show(article: Analysed, pairs: Iterable[tuple[Labelled | None, Labelled | None]]) -> None:
    def words(span: tuple[int, int] | None) -> str | None:
        return article.words(*span) if span else None

    for wanted, found in pairs:
        one = wanted or found
        assert one is not None
        start, end = one.span
        around = article.words(max(0, start - 40), start) + "[" + article.words(start, end) + "]" + article.words(end, end + 30)
        around = around.replace("\n", "|")
        if wanted is None:
            print(f"  EXTRA  {around}   {one.value} of {words(one.of)!r}")
        elif found is None:
            print(f"  MISSED {around}   {one.value}")
        else:
            if wanted.value != found.value:
                print(f"  VALUE  {around}   gold {wanted.value} ours {found.value}")
            if (wanted.of is None) != (found.of is None) or (wanted.of and found.of and not alike(wanted.of, found.of)):
                print(f"  OF     {around}   gold {words(wanted.of)!r} ours {words(found.of)!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", choices=("tune", "measure"), default="tune")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--parsed", type=Path, nargs="*")
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--timed", action="store_true")
    given: Any = parser.parse_args()
    labels = gold(given.part)
    if not labels:
        print(f"SKIPPED: no labels in {GOLD / given.part}")
        return
    if given.parsed:
        known = {
            name: replace(article, rules=language(article.language))
            for file in given.parsed
            for name, article in pickle.loads(file.read_bytes())
        }
        articles = [(name, known[name]) for name in labels]
    else:
        articles = list(analysed(given.data, labels))
    counts, others = [], []
    peers = recognized(given.peer, [article.words(0, article.syntax.end[-1]) for _, article in articles]) if given.peer else None
    if given.peer and peers is None:
        print(f"SKIPPED: recognizers-text is not installed at {given.peer}")
    for number, (name, article) in enumerate(articles):
        pairs = paired(labels[name], ours(article))
        counts.append(tally(pairs))
        if peers:
            others.append(tally(paired(plain(labels[name]), peers[number])))
        if given.errors and given.part != "measure":
            print(name)
            show(article, pairs)
    report(counts)
    if others:
        print("recognizers-text, of which `found`, `precision` and `number` (hedges left aside) can be asked:")
        report(others)
    if given.timed:
        words = sum(len(article.syntax.start) for _, article in articles)
        start = time.process_time()
        for _ in range(10):
            for _, article in articles:
                for _each in readings(article):
                    pass
        print(f"{(time.process_time() - start) / 10 / words * 1e6:.2f} microseconds a word, of {words} words")


if __name__ == "__main__":
    main()
