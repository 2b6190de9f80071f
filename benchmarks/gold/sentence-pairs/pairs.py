"""The pairs of sentences that this gold labels, rebuilt from the public sets that hold them.

    python benchmarks/gold/sentence-pairs/pairs.py NEWS_CLUSTER CLAIMDIFF [OUT_FILE]   checks every sentence; writes id, label, a, b as JSON lines

`pairs(news_cluster, claimdiff)` gives the pairs in the order of `pairs.jsonl`:

* news-cluster (fhamborg/Giveme5W1H): code points `start` to `end` of the field `text` of the article's file, NEWS_CLUSTER/ARTICLE.json;
* claimdiff (kaistAI/ClaimDiff): `claim_a` or `claim_b` of one row, counted from 0, of the file's list `data`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROWS = Path(__file__).with_name("pairs.jsonl")
LABELS = ("same", "overlap", "different")


class Pair(NamedTuple):
    id: str
    set: str  # news-cluster | claimdiff
    story: str  # the set's own name of the event or topic
    a: str
    b: str
    label: str  # one of LABELS


class OtherText(ValueError):
    """The folder holds another text than the one that was labelled."""


def rows() -> list[dict[str, Any]]:
    """The lines of `pairs.jsonl`: pointers, hashes and labels, without text."""
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


def pairs(news_cluster: Path, claimdiff: Path) -> Iterator[Pair]:
    """Each pair with its sentences. OtherText names the first sentence that is not there as it was labelled."""

    @cache
    def article(name: str) -> Any:
        return json.loads((news_cluster / f"{name}.json").read_text(encoding="utf-8"))

    @cache
    def claims(file: str) -> Any:
        return json.loads((claimdiff / file).read_text(encoding="utf-8"))["data"]

    def sentence(side: dict[str, Any]) -> tuple[str, str]:
        """(sentence, story)"""
        if "article" in side:
            found = article(side["article"])
            return found["text"][side["start"] : side["end"]], found["newsCluster"]["Event"]
        row = claims(side["file"])[side["row"]]
        return row[f"claim_{side['claim']}"], row["topic"]

    for row in rows():
        found = []
        for name in ("a", "b"):
            words, story = sentence(row[name])
            if sha256(words) != row[name]["sha256"]:
                raise OtherText(
                    f"{row['id']} {name}: the sentence differs from the one that was labelled; is this another version of {row['set']}?"
                )
            found.append(words)
        yield Pair(row["id"], row["set"], story, found[0], found[1], row["label"])


def sha256(words: str) -> str:
    """The first 16 hexadecimal digits of the hash of the words in UTF-8."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def main(news_cluster: str, claimdiff: str, out: str = "") -> int:
    found = list(pairs(Path(news_cluster), Path(claimdiff)))
    if out:
        lines = [json.dumps({"id": pair.id, "label": pair.label, "a": pair.a, "b": pair.b}, ensure_ascii=False) for pair in found]
        Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    print(f"{len(found)} pairs, every sentence as it was labelled")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (3, 4) else __doc__)
