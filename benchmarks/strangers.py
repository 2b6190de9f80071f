"""Articles that share nothing with the rest of a pile, and the stories of a pile, on articles whose event is labelled.

    python -m benchmarks.strangers DATA_DIR

DATA_DIR is the news-cluster set of Giveme5W1H (github.com/fhamborg/Giveme5W1H, Apache-2.0 repository): one JSON file an article, with its event.
The articles are built into a story as any would be; then piles are drawn from them, always the same ones:

- one event and from one to five articles of other events, each of another one: the strangers. Every event of three articles and more, three times.
- one event and nothing else: here every article that is called alone is wrong.
- three events: pairs of articles in one group, against pairs of one event.
- all articles at once: the same pairs; no article of an event of three and more is a stranger.

Events are split by their order: the first, third, fifth ... chose the limits in align/neighbours.py, the others are measured.
"""

from __future__ import annotations

import ast
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.convert_news_cluster import ninjs
from firsthand.align.neighbours import Compared, compared
from firsthand.align.terms import Terms, terms
from firsthand.engines.local import build

SEED = 7
LEAST = 3
ROUNDS = 3
PILES_OF_THREE = 60


class Stored:
    """Asks a story as a story stage does (`align.query.Query`)."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        return self._con.execute(sql, parameters or []).fetchall()

    def stream(self, sql: str, parameters: list[Any] | None = None, /) -> Iterable[tuple[Any, ...]]:
        yield from self(sql, parameters)


def read(data: Path) -> dict[int, list[Terms]]:
    """The articles' terms by event, from a story that was built of them."""
    events = {}
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(data.glob("*.json")):
            item = json.loads(file.read_text(encoding="utf-8"))
            label = item["newsCluster"] if isinstance(item["newsCluster"], dict) else ast.literal_eval(item["newsCluster"])
            events[f"{item['dId']}.json"] = label["EventId"]
            (Path(folder) / f"{item['dId']}.json").write_text(json.dumps(ninjs(_plain(item))), encoding="utf-8")
        store = Path(folder) / "story.duckdb"
        build([folder], store)
        with duckdb.connect(str(store), read_only=True) as con:
            query: Any = Stored(con)
            paths = dict(query("SELECT article_id, path FROM article WHERE language = 'en' ORDER BY 1"))
            found: dict[int, list[Terms]] = defaultdict(list)
            for one in terms(query, list(paths), "en"):
                found[events[paths[one.article_id].rpartition("/")[2]]].append(one)
    return dict(sorted(found.items()))


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """Lists and missing values are written as Python prints them."""
    authors = ast.literal_eval(item["authors"]) if isinstance(item["authors"], str) else item["authors"]
    cleaned = {name: None if value == "None" else value for name, value in item.items()}
    return {**cleaned, "authors": authors}


def strangers(events: dict[int, list[Terms]], chosen: Sequence[int]) -> dict[str, float]:
    """Piles of one event and strangers: how many of those called alone are, how many are called so, how many of the event are."""
    drawn = random.Random(SEED)
    right = wrong = missed = own = alone_of_one = of_one = 0
    for event in (event for event in chosen if len(events[event]) >= LEAST):
        of_one += len(events[event])
        alone_of_one += len(_alone(compared(events[event])))
        for _ in range(ROUNDS):
            others = drawn.sample([other for other in chosen if other != event], drawn.randint(1, 5))
            added = [drawn.choice(events[other]) for other in others]
            alone, outside = _alone(compared([*events[event], *added])), {one.article_id for one in added}
            right += len(alone & outside)
            wrong += len(alone - outside)
            missed += len(outside - alone)
            own += len(events[event])
    return {
        "strangers precision": right / (right + wrong) if right + wrong else 1.0,
        "strangers recall": right / (right + missed),
        "of the event, not called alone": 1 - wrong / own,
        "of an event by itself, not called alone": 1 - alone_of_one / of_one,
    }


def three_stories(events: dict[int, list[Terms]], chosen: Sequence[int]) -> dict[str, float]:
    drawn = random.Random(SEED)
    large = [event for event in chosen if len(events[event]) >= LEAST]
    piles = [drawn.sample(large, 3) for _ in range(PILES_OF_THREE)]
    return {f"three events, pairs {name}": value for name, value in _pairs(events, piles).items()}


def everything(events: dict[int, list[Terms]]) -> dict[str, float]:
    alone = _alone(compared([one for listed in events.values() for one in listed]))
    large = {one.article_id for listed in events.values() if len(listed) >= LEAST for one in listed}
    pairs = {f"all events, pairs {name}": value for name, value in _pairs(events, [list(events)]).items()}
    return {**pairs, "all events, not called alone": 1 - len(alone & large) / len(large)}


def _alone(found: Compared) -> set[str]:
    return {row.article_id for row in found.rows if row.alone}


def _pairs(events: dict[int, list[Terms]], piles: Iterable[Sequence[int]]) -> dict[str, float]:
    both = told = true = 0
    for pile in piles:
        found = compared([one for event in pile for one in events[event]])
        grouped = {pair for group in found.groups for pair in combinations(sorted(group), 2)}
        labelled = {pair for event in pile for pair in combinations(sorted(one.article_id for one in events[event]), 2)}
        both, told, true = both + len(grouped & labelled), told + len(grouped), true + len(labelled)
    precision, recall = both / told, both / true
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def figures(data: Path) -> dict[str, float]:
    """Those of the measured half, by the names in floors.json."""
    events = read(data)
    half = list(events)[1::2]
    found = {**strangers(events, half), **three_stories(events, half)}
    return {
        "strangers, precision": found["strangers precision"],
        "strangers, recall": found["strangers recall"],
        "stories of a pile, pairs F1": found["three events, pairs F1"],
    }


def main(data: Path) -> None:
    events = read(data)
    print(f"{sum(map(len, events.values()))} articles in English, {len(events)} events")
    for name, half in (("chosen on", list(events)[::2]), ("measured on", list(events)[1::2])):
        print(f"{name} {len(half)} events")
        for figure, value in {**strangers(events, half), **three_stories(events, half)}.items():
            print(f"  {figure:42} {value:.4f}")
    for figure, value in everything(events).items():
        print(f"  {figure:42} {value:.4f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
