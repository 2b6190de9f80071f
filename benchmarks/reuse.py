"""What was taken over from whom: on invented stories whose chains of copying are known, and on printed articles of one event.

    python -m benchmarks.reuse planted [--part even|odd|all] [--stores FOLDER] [--list]
    python -m benchmarks.reuse printed NEWS_CLUSTER [--part tune|measure] [--stores FOLDER] [--list]

`planted`: the stories of gold/planted (invented articles, edges with the strength of rewriting from 1, word for word, to 5, a few sentences in a new frame). Each is
built as any story; measured are edges (F1, undirected; recall by strength), pairs called derived of which neither drew on the other nor both on one text, and directions.
`printed`: gold/reuse over news-cluster (Giveme5W1H, github.com/fhamborg/Giveme5W1H, Apache-2.0 repository; one JSON file an article): passages by words of both
articles, derived or not, directions given, right, wrong, and given where the gold has none. Stories with odd numbers and the part `measure` chose nothing.
`--stores` keeps the stories that were built, so that a second run takes them. `--list` names what was missed or wrong, by number and letters alone.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.convert_news_cluster import ninjs
from benchmarks.gold.reused import Pair as Labelled
from benchmarks.gold.reused import read_reuse, texts
from firsthand.engines.local import build

PLANTED = Path(__file__).parent / "gold" / "planted"
WORDS = re.compile(r"\w+")
Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """`to` drew on `source`; one of them is None where it is not in the story."""

    source: str
    to: str
    strength: int
    credit: str
    provable: str
    inside: bool

    @property
    def pair(self) -> Pair:
        return frozenset((self.source, self.to))


@dataclass(frozen=True, slots=True)
class Planted:
    number: int
    articles: tuple[dict[str, Any], ...]
    edges: tuple[Edge, ...]
    independent: frozenset[Pair]

    @property
    def inside(self) -> list[Edge]:
        return [edge for edge in self.edges if edge.inside]

    def related(self) -> frozenset[Pair]:
        """Pairs of which one drew on the other by whatever way, or both on the same text."""
        above = {article["id"]: {article["id"]} for article in self.articles}
        for _ in self.articles:
            for edge in self.edges:
                above[edge.to] |= above.get(edge.source, {edge.source})
        names = sorted(above)
        return frozenset(frozenset((a, b)) for a in names for b in names if a < b and above[a] & above[b])


def read_planted(folder: Path) -> list[Planted]:
    return [_planted(file) for file in sorted(folder.glob("*.json"))]


def _planted(file: Path) -> Planted:
    item = json.loads(file.read_text(encoding="utf-8"))
    edges = tuple(
        Edge(
            e["from"] if isinstance(e["from"], str) else "outside " + e["from"]["name"],
            e["to"], e["strength"], e["credit"], e["provable"], isinstance(e["from"], str),
        )
        for e in item["edges"]
    )  # fmt: skip
    return Planted(int(file.stem), tuple(item["articles"]), edges, frozenset(frozenset(pair) for pair in item["independent"]))


def build_planted(story: Planted, store: Path, stages: Sequence[str] | None = None) -> None:
    """The story as any other: a JSON file an article."""
    with tempfile.TemporaryDirectory() as folder:
        for article in story.articles:
            fields = {
                "headline": article["title"],
                "byline": article["byline"],
                "infosource": [{"name": article["outlet"]}],
                "versioncreated": article["published"],
                "language": "en",
                "body_text": article["text"],
            }
            told = {name: value for name, value in fields.items() if value}
            (Path(folder) / f"{article['id']}.json").write_text(json.dumps(told), encoding="utf-8")
        build([folder], store, workers=1, only_stages=frozenset(stages) if stages is not None else None)


# --- passages of articles that were printed ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """Words found that are in the gold, found in all, in the gold in all."""

    right: int
    found: int
    gold: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


def covered(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The places where the words inside of spans begin."""
    return {match.start() for start, end in spans for match in WORDS.finditer(text, start, end)}


def passage_words(text: str, found: Iterable[tuple[int, int]], gold: Iterable[tuple[int, int]]) -> Counts:
    mine, right = covered(text, found), covered(text, gold)
    return Counts(len(mine & right), len(mine), len(right))


# --- who drew on whom ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What a store says of two articles: who drew on whom (None: not told), through which third, on what source."""

    source: str | None
    to: str | None
    through: str | None
    common: str | None
    rule: str | None


def told(con: Any) -> dict[Pair, Told]:
    """By the stems of the files' names."""
    found = {}
    for a, b, way, through, common, rule in con.execute(
        "SELECT a.path, b.path, d.direction, t.path, d.source, d.rule FROM derivation d JOIN article a ON a.article_id = d.article_id_a "
        "JOIN article b ON b.article_id = d.article_id_b LEFT JOIN article t ON t.article_id = d.through ORDER BY ALL"
    ).fetchall():
        one, other = (Path(path).stem for path in (a, b))
        source, to = (one, other) if way == "a-to-b" else (other, one) if way == "b-to-a" else (None, None)
        found[frozenset((one, other))] = Told(source, to, Path(through).stem if through else None, common, rule)
    return found


@dataclass(slots=True)
class Edges:
    """Edges of all stories: by strength (found, in all); wrong pairs; directions given, right and wrong, by rule."""

    strengths: dict[int, list[int]] = field(default_factory=lambda: {n: [0, 0] for n in range(1, 6)})
    unrelated: int = 0
    indirect: int = 0
    independent: int = 0
    right: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)

    def add(self, story: Planted, found: dict[Pair, Told]) -> None:
        edges = {edge.pair: edge for edge in story.inside}
        related = story.related()
        for pair, edge in edges.items():
            self.strengths[edge.strength][1] += 1
            if pair in found:
                self.strengths[edge.strength][0] += 1
                self._direction(story, edge, found[pair])
            else:
                self.missed.append(f"{story.number} {edge.source}{edge.to} {edge.strength} {edge.credit}")
        for pair, row in found.items():
            if pair in edges:
                continue
            if pair not in related:
                self.unrelated += 1
                self.independent += pair in story.independent
                self.bad.append(f"{story.number} {''.join(sorted(pair))} {row.rule}")
            elif row.through is None:
                self.indirect += 1

    def _direction(self, story: Planted, edge: Edge, row: Told) -> None:
        if row.to is None:
            return
        both = {(e.source, e.to) for e in story.inside if e.pair == edge.pair}
        if (row.source, row.to) in both:
            self.right += 1
        else:
            self.wrong += 1
            self.bad.append(f"{story.number} {row.source}->{row.to} wrong way, {row.rule}")

    def figures(self) -> dict[str, float]:
        """`f1`: pairs of which one drew on the other by no third, wrong where neither drew on the other nor both on one text.

        `f1_direct`: wrong also where it was by a third, unless the row says so.
        """
        hit, gold = (sum(counts[n] for counts in self.strengths.values()) for n in (0, 1))
        by_strength = {f"planted.recall_{n}": counts[0] / counts[1] if counts[1] else 1.0 for n, counts in self.strengths.items()}
        given = self.right + self.wrong
        return {
            "planted.f1": 2 * hit / (hit + self.unrelated + gold),
            "planted.f1_direct": 2 * hit / (hit + self.unrelated + self.indirect + gold),
            **by_strength,
            "planted.direction_right": self.right / given if given else 1.0,
            "planted.direction_given": given / hit if hit else 0.0,
        }


def planted_edges(folder: Path, part: str, stores: Path) -> Edges:
    """Builds what `stores` does not have."""
    edges = Edges()
    for story in read_planted(folder):
        if part != "all" and (story.number % 2 == 0) != (part == "even"):
            continue
        store = stores / f"planted-{story.number}.duckdb"
        if not store.exists():
            build_planted(story, store)
        with duckdb.connect(str(store), read_only=True) as con:
            edges.add(story, told(con))
    return edges


# --- printed articles -----------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Printed:
    """Words of passages by kind, pairs derived or not as the gold has it, directions."""

    words: dict[str, Counts] = field(default_factory=lambda: {kind: Counts(0, 0, 0) for kind in ("prose", "quotation", "any")})
    pairs: int = 0
    derived_right: int = 0
    labels_right: int = 0
    with_direction: int = 0
    right: int = 0
    wrong: int = 0
    beyond: int = 0
    bad: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        given = self.right + self.wrong
        return {
            **{f"printed.passages_f1_{kind}": counts.f1 for kind, counts in self.words.items()},
            "printed.derived": self.derived_right / self.pairs if self.pairs else 1.0,
            "printed.label": self.labels_right / self.pairs if self.pairs else 1.0,
            "printed.direction_right": self.right / given if given else 1.0,
            "printed.direction_given": given / self.with_direction if self.with_direction else 1.0,
        }

    def add(self, con: Any, pair: Labelled, bodies: Mapping[str, str], rows: Mapping[Pair, tuple[str, Told]]) -> None:
        found = con.execute(PASSAGES, [f"{pair.a}.json", f"{pair.b}.json", f"{pair.b}.json", f"{pair.a}.json"]).fetchall()
        mine: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for path, kind, one, other in found:
            first, second = (pair.a, pair.b) if Path(path).stem == pair.a else (pair.b, pair.a)
            mine.setdefault((first, kind), []).append((one["start"], one["end"]))
            mine.setdefault((second, kind), []).append((other["start"], other["end"]))
        for kind in self.words:
            kinds = ("prose", "quotation") if kind == "any" else (kind,)
            for name, side in ((pair.a, "a"), (pair.b, "b")):
                gold = [getattr(passage, side) for passage in pair.passages if passage.kind in kinds]
                self.words[kind] += passage_words(bodies[name], [span for each in kinds for span in mine.get((name, each), ())], gold)
        label, row = rows.get(frozenset((pair.a, pair.b)), ("not", Told(None, None, None, None, None)))
        self.pairs += 1
        self.derived_right += (label != "not") == pair.derived
        self.labels_right += label == pair.label
        way = f"{'a' if row.source == pair.a else 'b'}->{'b' if row.to == pair.b else 'a'}" if row.to else "common" if row.common else None
        self.with_direction += pair.direction is not None
        if (label != "not") != pair.derived:
            self.bad.append(f"{pair.a[:6]} {pair.b[:6]}: {label}, gold {pair.label} ({pair.reason})")
        if way is not None and pair.direction is None:
            self.beyond += 1
        elif way is not None and way == pair.direction:
            self.right += 1
        elif way is not None:
            self.wrong += 1
            self.bad.append(f"{pair.a[:6]} {pair.b[:6]}: {way} by {row.rule}, gold {pair.direction} ({pair.reason})")


PASSAGES = """
    SELECT a.path, r.kind, r.span_a, r.span_b FROM reuse r JOIN article a ON a.article_id = r.article_id_a JOIN article b ON b.article_id = r.article_id_b
    WHERE (a.path = ? AND b.path = ?) OR (a.path = ? AND b.path = ?)
"""


def build_printed(data: Path, store: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(data.glob("*.json")):
            item = json.loads(file.read_text(encoding="utf-8"))
            authors = ast.literal_eval(item["authors"]) if isinstance(item["authors"], str) else item["authors"]
            cleaned = {
                name: None if value == "None" else value for name, value in item.items()
            }  # missing values are written as Python prints them
            (Path(folder) / file.name).write_text(json.dumps(ninjs({**cleaned, "authors": authors})), encoding="utf-8")
        build([folder], store)


def printed(data: Path, part: str, stores: Path) -> Printed:
    store = stores / "printed.duckdb"
    if not store.exists():
        build_printed(data, store)
    counts = Printed()
    with duckdb.connect(str(store), read_only=True) as con:
        edges = told(con)
        rows = {pair: (label, edges[pair]) for pair, label in _labels(con).items()}
        for event in read_reuse(part):
            bodies = texts(event, data)
            for pair in event.pairs:
                counts.add(con, pair, bodies, rows)
    return counts


def _labels(con: Any) -> dict[Pair, str]:
    sql = "SELECT a.path, b.path, d.label FROM derivation d JOIN article a ON a.article_id = d.article_id_a JOIN article b ON b.article_id = d.article_id_b"
    return {frozenset((Path(a).stem, Path(b).stem)): label for a, b, label in con.execute(sql).fetchall()}


def figures(news_cluster: Path) -> dict[str, float]:
    """What is measured: the stories with odd numbers, and the part `measure`."""
    with tempfile.TemporaryDirectory() as folder:
        edges = planted_edges(PLANTED, "odd", Path(folder)).figures() if PLANTED.is_dir() else {}
        return {f"reuse.{name}": value for name, value in {**edges, **printed(news_cluster, "measure", Path(folder)).figures()}.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("planted", "printed"))
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--part")
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stores = given.stores or Path(folder)
        stores.mkdir(parents=True, exist_ok=True)
        if given.what == "planted":
            edges = planted_edges(given.data or PLANTED, given.part or "even", stores)
            found, listed = edges.figures(), [*(f"missed: {item}" for item in edges.missed), *edges.bad]
            print(
                f"edges by strength: {edges.strengths}; unrelated {edges.unrelated}, independent {edges.independent}, by a third {edges.indirect}"
            )
        else:
            if given.data is None:
                parser.error("give the folder of news-cluster")
            counts = printed(given.data, given.part or "tune", stores)
            found, listed = counts.figures(), counts.bad
            print(f"pairs {counts.pairs}; directions right {counts.right}, wrong {counts.wrong}, where the gold has none {counts.beyond}")
    for name, value in found.items():
        print(f"{name:36} {value:.4f}")
    if given.list:
        print("\n".join(listed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
