"""What finding reused passages costs, and how many of those that were planted are found.

    python -m benchmarks.reuse_scale [COUNT] [--peer PYTHON] [--every N] [--alone]

Writes a store of COUNT articles (default 100,000) of 500 invented words, drawn from a vocabulary with the long tail of natural text (Zipf and Mandelbrot). Into
every N-th article (default 10) a passage of 25 to 120 words of another one is planted: a third word for word, the others lightly edited (a word in twelve replaced,
left out or inserted). Then, each in a process of its own: the story stage `reuse` over that store, and datasketch's MinHash LSH over the same texts (5-word
shingles, 64 permutations, 32 bands), where `--peer` names a Python that has datasketch. Prints recall of the planted passages (of ours: half of the words of
both at the right place; of the peer: the pair is a candidate), seconds of wall and CPU, and peak memory. Exit 1 where recall is under RECALL, or time or memory over
SECONDS and MEMORY.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

LARGEST = 100_000
WORDS = 500
RECALL, SECONDS, MEMORY = 0.95, 120.0, 4e9
EVERY = 10
FORMS = 60_000
EDITED_ONE_IN = 12
ROOT = Path(__file__).resolve().parent.parent

PEER = """
import json, resource, sys, time
try:
    from datasketch import MinHash, MinHashLSH
except ImportError:
    print(json.dumps(None)); raise SystemExit
texts, planted = sys.argv[1:3]
wall, cpu = time.perf_counter(), time.process_time()
lsh = MinHashLSH(num_perm=64, params=(32, 2))
found = set()
with open(texts, encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        words = line.lower().split()
        sketch = MinHash(num_perm=64)
        sketch.update_batch([" ".join(words[n : n + 5]).encode() for n in range(len(words) - 4)])
        found.update((other, number) for other in lsh.query(sketch))
        lsh.insert(number, sketch, check_duplication=False)
wanted = [tuple(sorted((p["from"], p["to"]))) for p in json.load(open(planted))]
print(json.dumps({
    "recall": sum(pair in found for pair in wanted) / len(wanted), "pairs": len(found), "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
}))
"""


@dataclass(frozen=True, slots=True)
class Planting:
    """Words of one article that stand in another too: places in characters."""

    source: int
    to: int
    start_source: int
    end_source: int
    start_to: int
    end_to: int


def vocabulary(rng: random.Random) -> tuple[list[str], Any]:
    """Words, and the running sum of their shares: rank + 2.7, to the power of -1 (Mandelbrot 1953), so that the first is 4 % of a text."""
    syllables = [a + b for a in "b d f g k l m n p r s t v z ch st tr".split() for b in "a e i o u an en or il us".split()]
    forms: dict[str, None] = {}
    while len(forms) < FORMS:
        forms["".join(rng.choices(syllables, k=1 + len(forms).bit_length() // 6 + rng.randrange(2)))] = None
    sums = np.cumsum(1 / (np.arange(FORMS) + 2.7))
    return list(forms), sums / sums[-1]


def edited(words: Sequence[str], rng: random.Random, forms: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        kind = rng.randrange(3 * EDITED_ONE_IN)
        found.extend([rng.choice(forms)] if kind == 0 else [] if kind == 1 else [word, rng.choice(forms)] if kind == 2 else [word])
    return found


def articles(count: int, every: int = EVERY, seed: int = 7) -> Iterator[tuple[str, Planting | None]]:
    """Texts in order, with what was planted. A source comes before the article that takes from it."""
    rng = random.Random(seed)
    forms, sums = vocabulary(rng)
    drawn = np.random.Generator(np.random.PCG64(seed))
    listed = np.array(forms, object)
    taken: dict[int, list[str]] = {}
    for number in range(count):
        words = listed[np.searchsorted(sums, drawn.random(WORDS), "right")].tolist()
        planted = None
        if number % every == every - 1:
            source, old = rng.choice(sorted(taken.items()))
            size = rng.randrange(25, 121)
            at = rng.randrange(WORDS - size)
            piece = old[at : at + size] if rng.randrange(3) == 0 else edited(old[at : at + size], rng, forms)
            to = rng.randrange(WORDS - size)
            words[to : to + size] = piece
            planted = Planting(source, number, *_places(old, at, at + size), *_places(words, to, to + len(piece)))
        elif number % every == 0:
            taken[number] = words
            if len(taken) > 200:
                del taken[min(taken)]
        yield " ".join(words), planted


def _places(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    before = len(" ".join(words[:start])) + (start > 0)
    return before, before + len(" ".join(words[start:end]))


def write(folder: Path, count: int, every: int) -> None:
    """A store as the stages before `reuse` leave it, the texts by line for the peer, and what was planted."""
    import duckdb
    import pyarrow as pa

    plantings = []
    with duckdb.connect(str(folder / "pile.duckdb")) as con, (folder / "texts.txt").open("w", encoding="utf-8") as lines:
        con.execute("CREATE SCHEMA found")
        con.execute("CREATE TABLE article (article_id VARCHAR, text VARCHAR, published_earliest TIMESTAMP, published_latest TIMESTAMP)")
        con.execute('CREATE TABLE furniture (article_id VARCHAR, span STRUCT("start" INTEGER, "end" INTEGER))')
        con.execute(
            'CREATE TABLE found.quotation (article_id VARCHAR, content_spans STRUCT("start" INTEGER, "end" INTEGER)[], depth INTEGER, closed BOOLEAN)'
        )
        batch: list[tuple[str, str]] = []
        for number, (text, planted) in enumerate(articles(count, every)):
            batch.append((f"{number:08}", text))
            lines.write(text + "\n")
            if planted is not None:
                plantings.append(planted)
            if len(batch) == 5_000 or number == count - 1:
                names, texts = zip(*batch, strict=True)
                table = pa.table({"article_id": names, "text": texts})
                con.register("batch", table)
                con.execute("INSERT INTO article SELECT article_id, text, NULL, NULL FROM batch")
                con.unregister("batch")
                batch.clear()
    told = [{"from": p.source, "to": p.to, "spans": [p.start_source, p.end_source, p.start_to, p.end_to]} for p in plantings]
    (folder / "planted.json").write_text(json.dumps(told), encoding="utf-8")


class Asking:
    """Asks a store as a story stage does (`align.query.Query`)."""

    def __init__(self, con: Any) -> None:
        self._con = con

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._con.execute(sql, parameters or []).fetchall()
        return rows

    def stream(self, sql: str, parameters: list[Any] | None = None, /) -> Iterator[tuple[Any, ...]]:
        cursor = self._con.cursor()
        cursor.execute(sql, parameters or [])
        while part := cursor.fetchmany(2_000):
            yield from part


def ours(folder: Path) -> dict[str, float]:
    import duckdb

    from firsthand.align.reuse import reuse

    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(folder / "pile.duckdb"), read_only=True) as con:
        con.execute("SET threads = 2")
        con.execute("SET memory_limit = '512MB'")
        wall, cpu = time.perf_counter(), time.process_time()
        rows = [(int(row.article_id_a), int(row.article_id_b), row.span_a, row.span_b) for row in reuse(Asking(con), ())]
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    by_pair: dict[tuple[int, int], list[tuple[Any, Any]]] = {}
    for one, other, span_a, span_b in rows:
        by_pair.setdefault((one, other), []).append((span_a, span_b))
    right = 0
    for item in planted:
        start_a, end_a, start_b, end_b = item["spans"]
        right += any(
            2 * (min(a.end, end_a) - max(a.start, start_a)) >= end_a - start_a
            and 2 * (min(b.end, end_b) - max(b.start, start_b)) >= end_b - start_b
            for a, b in by_pair.get((item["from"], item["to"]), ())
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    wanted = {(item["from"], item["to"]) for item in planted}
    return {
        "recall": right / len(planted), "planted": len(planted), "pairs": len(by_pair), "not_planted": len(by_pair.keys() - wanted), "rows": len(rows),
        "wall": wall, "cpu": cpu, "peak": peak,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=LARGEST)
    parser.add_argument("--every", type=int, default=EVERY)
    parser.add_argument("--peer", help="a Python with datasketch")
    parser.add_argument("--alone", action="store_true", help="without the peer")
    parser.add_argument("--ours", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ours:
        print(json.dumps(ours(Path(given.ours))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), given.count, given.every)
        mine = _told([sys.executable, "-m", "benchmarks.reuse_scale", "--ours", folder])
        assert mine is not None
        print(
            f"{given.count:,} articles: {mine['planted']:,} planted passages, recall {mine['recall']:.4f} (at least {RECALL}); {mine['rows']:,} rows, "
            f"{mine['pairs']:,} pairs, {mine['not_planted']:,} of them not planted; {mine['wall']:.1f} s of wall, {mine['cpu']:.1f} s of CPU (at most {SECONDS:.0f}); "
            f"peak {mine['peak'] / 1e6:,.0f} MB (at most {MEMORY / 1e6:,.0f})",
            flush=True,
        )
        peer = None if given.alone else _told([given.peer or sys.executable, "-c", PEER, f"{folder}/texts.txt", f"{folder}/planted.json"])
        if peer is None:
            print("SKIPPED: datasketch is not installed, or not asked for; name a Python that has it with --peer")
        else:
            print(
                f"datasketch MinHash LSH: pairs with planted passages among its candidates {peer['recall']:.4f}; {peer['pairs']:,} candidates; "
                f"{peer['wall']:.1f} s of wall, {peer['cpu']:.1f} s of CPU; peak {peer['peak'] / 1e6:,.0f} MB"
            )
    return int(mine["recall"] < RECALL or mine["wall"] > SECONDS or mine["peak"] > MEMORY)


def _told(command: list[str]) -> dict[str, float] | None:
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    told: dict[str, float] | None = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    sys.exit(main())
