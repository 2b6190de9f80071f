"""The weights of align/retold.py, fitted; and how well they do on stories that they were not fitted on.

    python -m benchmarks.retold STORES BASIL [--list]

STORES: what `benchmarks.reuse planted --part even` and `... printed --part tune` left with `--stores`. Pairs with enough shared prose to be derived by that alone, or too little
text, are left out. Told again: the edges of planted stories with even numbers. Not: their pairs of which neither drew on the other nor both on one text; pairs of one event in
the part `tune` of printed articles that the gold does not call derived or does not list, at twice the weight; pairs of BASIL's triplets (launchnlp/BASIL: three outlets on one event),
at a third of the weight and without those that have nearly half of their telling words in common, which may be one agency's, or words for a report that is not named (they are not built as stories); and pairs of two triplets next to each other by date, which are of two events. A logistic regression with a small
ridge; in ten parts by story for the figures, on all for the weights that are printed, which go to firsthand/align/data/retold.toml.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.gold.reused import read_reuse
from benchmarks.reuse import PLANTED, read_planted
from firsthand.align import derivation
from firsthand.align.retold import Reading, Signs, Story, reading
from firsthand.model import Span

RIDGE = 0.3
PRINTED, WEIGHT, ALIKE = 2.0, 0.3, 0.45
PARTS = 10
OUTLETS = {"fox": "Fox News", "nyt": "The New York Times", "hpo": "HuffPost"}
QUOTED = re.compile('[“"]([^“”"]*)[”"]')

# Words for a report that is not named.
UNNAMED = re.compile(
    r"\b(?:the (?:local|national|regional|foreign|daily|popular )?|local |national |regional |foreign |some |several |other )"
    r"(?:press|media|papers|newspapers|dailies|radio|television)\b(?! (?:conference|release|office|officer|secretary|briefing|statement|service|corps|gallery|box|pass))"
    r"|\b(?:an?|one|another) (?:[\w-]+ ){0,2}(?:newspaper|paper|magazine|broadcaster|station|agency|website|site|blog|tabloid|weekly|daily|journal) (?:reports?|reported|writes|wrote|says|said)\b"
    r"|\b(?:reports (?:say|said|suggest|have it|had it)|it (?:is|was|has been) reported|according to (?:[\w-]+ ){0,2}reports?|(?:media|press|news|agency) reports?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    story: str
    pair: str
    signs: Signs
    told: bool
    weight: float
    listed: bool = True


class Asking:
    """The story stages' view of a stored story."""

    def __init__(self, con: Any) -> None:
        self.con = con

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        return list(self.con.execute(sql, parameters or []).fetchall())

    def stream(self, sql: str, parameters: list[Any] | None = None, /) -> Iterator[tuple[Any, ...]]:
        yield from self.con.cursor().execute(sql, parameters or []).fetchall()


def pairs(store: Path) -> Iterator[tuple[frozenset[str], Signs]]:
    """Pairs of articles, by the stems of the files' names, that have not enough prose in common."""
    with duckdb.connect(str(store), read_only=True) as con:
        query = Asking(con)
        names = {name: Path(path).stem for name, path in query("SELECT article_id, path FROM article")}
        texts, shared, story = derivation.against_each_other(query)
        for pair in combinations(sorted(texts), 2):
            if story.long_enough(pair) and not derivation.enough(shared.get(pair, derivation.Both())):
                yield frozenset(names[name] for name in pair), story.retold(pair, credited=derivation.named_by(texts, pair)).signs


def planted(stores: Path) -> Iterator[Row]:
    for story in read_planted(PLANTED):
        if story.number % 2:
            continue
        edges, related = {edge.pair for edge in story.inside}, story.related()
        for pair, signs in pairs(stores / f"planted-{story.number}.duckdb"):
            if pair in edges or pair not in related:
                yield Row(str(story.number), "".join(sorted(pair)), signs, pair in edges, 1.0)


def printed(stores: Path) -> Iterator[Row]:
    events = read_reuse("tune")
    label = {frozenset((pair.a, pair.b)): pair.derived for event in events for pair in event.pairs}
    of = {name: event.event for event in events for name in event.articles}
    for pair, signs in pairs(stores / "printed.duckdb"):
        one, other = pair
        if one in of and of.get(other) == of[one] and not label.get(pair):
            yield Row(f"event {of[one]}", f"{one[:6]} {other[:6]}", signs, False, PRINTED, pair in label)


def triplets(basil: Path) -> Iterator[Row]:
    events: dict[str, dict[str, Reading]] = defaultdict(dict)
    dates = {}
    unclear = set()
    for file in sorted((basil / "articles").glob("*.json")):
        item = json.loads(file.read_text(encoding="utf-8"))
        text = "\n\n".join(" ".join(paragraph) for paragraph in item["body-paragraphs"])
        quoted = [Span(*match.span(1)) for match in QUOTED.finditer(text)]
        dates[item["triplet-uuid"]] = item["date"]
        events[item["triplet-uuid"]][item["uuid"]] = reading(text, (), quoted, OUTLETS[item["source"].lower()])
        if UNNAMED.search(text):
            unclear.add(item["uuid"])
    for name, readings in sorted(events.items()):
        story = Story(readings)
        for pair in combinations(sorted(readings), 2):
            signs = story.retold(pair).signs
            if story.long_enough(pair) and signs.part <= ALIKE and not unclear & set(pair):
                yield Row(f"basil {name[:6]}", " ".join(each[:6] for each in pair), signs, False, WEIGHT)
    for name, after in pairwise(sorted(events, key=lambda each: (dates[each], each))):
        story = Story({**events[name], **events[after]})
        for one, other in product(sorted(events[name]), sorted(events[after])):
            pair = (min(one, other), max(one, other))
            if story.long_enough(pair) and not unclear & set(pair):
                yield Row(f"basil {name[:6]}", f"{one[:6]} {other[:6]}", story.retold(pair).signs, False, WEIGHT, listed=False)


def fit(given: np.ndarray, told: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Constant and weights (Newton's method)."""
    mean, spread = given.mean(0), given.std(0) + 1e-9
    columns = np.column_stack((np.ones(len(given)), (given - mean) / spread))
    ridge = RIDGE * np.diag([1e-9, *[1.0] * given.shape[1]])
    found = np.zeros(columns.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (weight * (chance - told)) + ridge @ found
        found -= np.linalg.solve((columns * (weight * chance * (1 - chance))[:, None]).T @ columns + ridge, slope)
    weights = found[1:] / spread
    return np.array([found[0] - weights @ mean, *weights])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", type=Path)
    parser.add_argument("basil", type=Path)
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    rows = [*planted(arguments.stores), *printed(arguments.stores), *triplets(arguments.basil)]
    names = list(rows[0].signs.values())
    given = np.array([list(row.signs.values().values()) for row in rows])
    told, weight = np.array([float(row.told) for row in rows]), np.array([row.weight for row in rows])
    part = np.array([zlib.crc32(row.story.encode()) % PARTS for row in rows])
    values = np.zeros(len(rows))
    for number in range(PARTS):
        rest = part != number
        found = fit(given[rest], told[rest], weight[rest])
        values[~rest] = found[0] + given[~rest] @ found[1:]
    report(rows, values, list_them=arguments.list)
    found = fit(given, told, weight)
    print("[weights]\nconstant =", round(float(found[0]), 2))
    print("\n".join(f"{name} = {value:.2f}" for name, value in zip(names, found[1:], strict=True)))
    return 0


def report(rows: Sequence[Row], values: np.ndarray, *, list_them: bool) -> None:
    kinds = {
        "edges of planted stories": [row.told for row in rows],
        "their other pairs": [not row.told and row.story.isdigit() for row in rows],
        "printed, not derived": [row.story.startswith("event") and row.listed for row in rows],
        "printed, not listed": [row.story.startswith("event") and not row.listed for row in rows],
        "triplets": [row.story.startswith("basil") and row.listed for row in rows],
        "of these no outlet named": [row.story.startswith("basil") and row.listed and not row.signs.named for row in rows],
        "two events": [row.story.startswith("basil") and not row.listed for row in rows],
    }
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        over = 1 / (1 + np.exp(-values)) >= least
        print(f"chance of {least} and more:", "; ".join(f"{name} {int(over[kind].sum())} of {sum(kind)}" for name, kind in kinds.items()))
    if list_them:
        for value, row in sorted(zip(values.tolist(), rows, strict=True), key=lambda item: -item[0]):
            if row.told or value > -1:
                print(
                    f"{row.story} {row.pair} {'told' if row.told else 'not'} {value:.2f}",
                    {n: round(v, 2) for n, v in row.signs.values().items()},
                )


if __name__ == "__main__":
    sys.exit(main())
