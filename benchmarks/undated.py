"""Publication dates of articles that have none, against the day of their metadata.

    python -m benchmarks.undated NEWS_CLUSTER BASIL [--half develop|kept] [--errors]

NEWS_CLUSTER is the folder of Giveme5W1H's articles (github.com/fhamborg/Giveme5W1H: 40 events), BASIL that of launchnlp/BASIL (triplets of one event). Without them
nothing is measured. Every article is read with its title and text alone: no date, address or file name tells its day. Three ways:

- alone: by itself;
- beside: without a date in its event, where the others keep theirs;
- event: the whole event without dates.

Dates that cannot be right by their own record (RECORDED below) are left out with their articles, and counted. Rules were made on one half of the events, by
the hash of their names; `--errors` shows misses there, and never in the other.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.bootstrap import draws, middle
from benchmarks.strangers import Stored
from firsthand.align.published import undated
from firsthand.engines.local import build
from firsthand.model import Metadata

# What the stage reads of an article.
TABLES = ("article", "time_expression", "sentence", "quotation", "furniture", "statement", "capture")
NARROW = 7
IN_ADDRESS = re.compile(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")
# RECORDED: the moment of publication is that of the download, to the minute and but for one hour of a clock; or later; or the address names another day.
MINUTE_AND_A_HALF, HOUR = 90, 3600


@dataclass(frozen=True, slots=True)
class Item:
    """An article as its set has it, with the event that it is labelled with and the day of its metadata."""

    name: str
    event: str
    day: date
    record: dict[str, Any]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The event; whether days were given, hold the truth, are few, are one wrong day; and for a miss what is said."""

    event: str
    given: bool
    holds: bool
    narrow: bool
    wrong_day: bool
    says: str


def news_cluster(folder: Path) -> Iterator[Item]:
    for file in sorted(folder.glob("*.json")):
        item = json.loads(file.read_text(encoding="utf-8"))
        label = item["newsCluster"] if isinstance(item["newsCluster"], dict) else ast.literal_eval(item["newsCluster"])
        record = {
            "headline": _plain(item["title"]),
            "infosource": [{"name": item["source_domain"]}],
            "language": _plain(item["language"]),
            "body_text": item["text"],
        }
        name, event, published = f"news-{item['dId']}", f"news-cluster {label['EventId']}", item["date_publish"]
        doubtful = cannot_be(published, _plain(item["date_download"]), item["url"])
        yield Item(name, event, date.fromisoformat(published[:10]), _filled(record), doubtful)


def basil(folder: Path) -> Iterator[Item]:
    for file in sorted((folder / "articles").glob("*.json")):
        item = json.loads(file.read_text(encoding="utf-8"))
        paragraphs = item["body-paragraphs"]
        paragraphs = ast.literal_eval(paragraphs) if isinstance(paragraphs, str) else paragraphs
        text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
        record = {"headline": item["title"], "infosource": [{"name": item["source"].lower()}], "language": "en", "body_text": text}
        yield Item(f"basil-{item['uuid']}", f"basil {item['triplet-uuid']}", date.fromisoformat(item["date"][:10]), _filled(record), False)


def cannot_be(published: str, downloaded: str | None, address: str) -> bool:
    """Whether a date of publication is that of something else, by its own record."""
    moment = datetime.fromisoformat(published)
    if downloaded is not None:
        gap = (datetime.fromisoformat(downloaded) - moment).total_seconds()
        if abs(gap) < MINUTE_AND_A_HALF or abs(gap - HOUR) < MINUTE_AND_A_HALF or gap < -HOUR:
            return True
    match = IN_ADDRESS.search(address)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else moment.date()
    except ValueError:
        return False
    return abs((day - moment.date()).days) > 1


def _plain(value: Any) -> Any:
    """Missing values are written as Python prints them."""
    return None if value == "None" else value


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value}


def develop(events: Sequence[str]) -> set[str]:
    """One half of the events."""
    number = {event: int(hashlib.sha256(event.encode()).hexdigest(), 16) for event in events}
    ordered = sorted(set(events), key=lambda event: (number[event] % 2, number[event]))
    return set(ordered[: len(ordered) // 2 + 1])


def judged(row: Metadata | None, item: Item) -> Judged:
    if row is None:
        return Judged(item.event, False, False, False, False, "")
    first, _, last = row.value.partition("/")
    low = date.min if first == ".." else date.fromisoformat(first[:10])
    high = date.max if last == ".." else date.fromisoformat((last or first)[:10])
    holds = low <= item.day <= high
    return Judged(item.event, True, holds, (high - low).days < NARROW, low == high and not holds, f"{row.value} {row.rule}")


class Piles:
    """Piles of articles out of one story that was built of all of them, so that each is read once."""

    def __init__(self, store: Path, items: Sequence[Item]) -> None:
        self._store = store
        with duckdb.connect(str(store), read_only=True) as con:
            paths = con.execute("SELECT article_id, path FROM article").fetchall()
        self._ids = {path.rpartition("/")[2].removesuffix(".json"): article_id for article_id, path in paths}
        self.items = [item for item in items if item.name in self._ids]

    def rows(self, pile: Sequence[Item], each: Sequence[Sequence[Item]]) -> Iterator[dict[str, Metadata]]:
        """For each list of articles that keep their dates: what is worked out for the others of the pile, by name."""
        names = {self._ids[item.name]: item.name for item in pile}
        with duckdb.connect(":memory:") as con:
            con.execute(f"ATTACH '{self._store}' AS story (READ_ONLY)")
            con.execute("CREATE SCHEMA found")
            for table in TABLES:
                con.execute(
                    f"CREATE TABLE found.{table} AS SELECT * FROM story.found.{table} WHERE article_id IN (SELECT unnest(?))", [list(names)]
                )
            con.execute(
                "CREATE TABLE own AS SELECT * FROM story.metadata WHERE article_id IN (SELECT unnest(?)) AND NOT starts_with(rule, 'worked out')",
                [list(names)],
            )
            for dated in each:
                known = {self._ids[item.name]: item.day.isoformat() for item in dated}
                con.execute(
                    "CREATE OR REPLACE TABLE metadata AS SELECT * FROM own WHERE field <> 'published' OR article_id NOT IN (SELECT unnest(?))",
                    [list(known)],
                )
                for article_id, day in known.items():
                    con.execute(
                        "INSERT INTO metadata BY NAME SELECT ? AS article_id, 'published' AS field, ? AS value, 'json' AS rule, true AS used",
                        [article_id, day],
                    )
                query: Any = Stored(con)
                yield {names[row.article_id]: row for row in undated(query, ())}


def measured(piles: Piles, way: str, events: set[str]) -> list[Judged]:
    by_event: dict[str, list[Item]] = defaultdict(list)
    for item in piles.items:
        if item.event in events and not item.doubtful:
            by_event[item.event].append(item)
    found = []
    for pile in by_event.values():
        if way == "event":
            (rows,) = piles.rows(pile, [()])
            found += [judged(rows.get(item.name), item) for item in pile]
        elif way == "alone":
            found += [judged(next(piles.rows([item], [()])).get(item.name), item) for item in pile]
        else:
            others = [[other for other in pile if other is not item] for item in pile]
            found += [judged(rows.get(item.name), item) for item, rows in zip(pile, piles.rows(pile, others), strict=True)]
    return found


def shares(found: Sequence[Judged]) -> dict[str, float]:
    given = [one for one in found if one.given]
    return {
        "given": len(given) / len(found),
        "of these hold the day": sum(one.holds for one in given) / (len(given) or 1),
        "at most 7 days": sum(one.narrow for one in found) / len(found),
        "one wrong day": sum(one.wrong_day for one in found),
    }


def with_limits(found: Sequence[Judged]) -> str:
    """The figures with the middle 95 % of those of events drawn anew."""
    events: Mapping[str, list[Judged]] = defaultdict(list)
    for one in found:
        events[one.event].append(one)
    drawn = [shares([one for event in draw for one in event]) for draw in draws(list(events.values()))]
    parts = []
    for name, value in shares(found).items():
        low, high = middle(each[name] for each in drawn)
        parts.append(f"{name} {value:.0f}" if name == "one wrong day" else f"{name} {value:.3f} [{low:.3f}, {high:.3f}]")
    return f"articles {len(found)}, events {len(events)}: {'; '.join(parts)}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news_cluster", type=Path, nargs="?")
    parser.add_argument("basil", type=Path, nargs="?")
    parser.add_argument("--half", choices=("develop", "kept"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    if options.news_cluster is None or options.basil is None or not options.news_cluster.is_dir() or not options.basil.is_dir():
        print("dates of undated articles: skipped, no two folders given")
        return 0
    items = [*news_cluster(options.news_cluster), *basil(options.basil)]
    print(f"{sum(item.doubtful for item in items)} of {len(items)} dates cannot be right by their own record: left out")
    events = {item.event for item in items}
    halves = {"develop": develop(sorted(events)), "kept": events - develop(sorted(events)), "both": events}
    with tempfile.TemporaryDirectory() as folder:
        piles = _built(items, Path(folder))
        for way in ("alone", "beside", "event"):
            for half in (options.half,) if options.half else halves:
                found = measured(piles, way, halves[half])
                print(f"{way:7} {half:8}{with_limits(found)}")
                if options.errors and half == "develop":
                    print("".join(f"  {one.event}: {one.says}\n" for one in found if one.given and not one.holds), end="")
    return 0


def _built(items: Sequence[Item], folder: Path) -> Piles:
    articles = folder / "articles"
    articles.mkdir()
    for item in items:
        (articles / f"{item.name}.json").write_text(json.dumps(item.record), encoding="utf-8")
    build([articles], folder / "story.duckdb")
    return Piles(folder / "story.duckdb", items)


def figures(news_cluster_folder: Path, basil_folder: Path) -> dict[str, float]:
    """The figures that floors.json keeps: articles without a date in events where the others have theirs, and each by itself."""
    items = [*news_cluster(news_cluster_folder), *basil(basil_folder)]
    events = {item.event for item in items}
    kept: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        piles = _built(items, Path(folder))
        for way in ("beside", "alone"):
            found = shares(measured(piles, way, events))
            kept[f"undated.{way}.holds"] = found["of these hold the day"]
            kept[f"undated.{way}.no_wrong_day"] = 1.0 - found["one wrong day"]
            if way == "beside":
                kept["undated.beside.narrow"] = found["at most 7 days"]
    return kept


if __name__ == "__main__":
    sys.exit(main())
