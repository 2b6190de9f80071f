"""Furniture against the gold labels of gold/furniture.

    python benchmarks/furniture.py --news-cluster FOLDER --article-pages FOLDER [--errors]

FOLDER is where the texts lie: for news-cluster a JSON file an article (Giveme5W1H's gold standard), for article-pages the folder with
`html/ID.html.gz` (scrapinghub/article-extraction-benchmark). A set without its folder is skipped, aloud. Tune and measure are printed
apart; `--errors` shows what went wrong in tune, and never in measure.

An article counts as clean where no word of an article span is marked. Recall counts furniture spans of the gold, by their
characters (white space apart) and by spans (a span is found where nine tenths of its characters are marked).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand.model import Furniture, Known, Page, text_sha256
from firsthand.reading import read_bytes
from firsthand.reading.furniture import furniture

GOLD = Path(__file__).parent / "gold" / "furniture"
FOUND = 0.9


@dataclass
class Score:
    articles: int = 0
    clean: int = 0
    spans: int = 0
    spans_found: int = 0
    characters: int = 0
    characters_found: int = 0
    marked: int = 0
    marked_right: int = 0
    kinds: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        return (
            f"articles {self.articles:3}  clean {_share(self.clean, self.articles)}"
            f"  recall by characters {_share(self.characters_found, self.characters)}, by spans {_share(self.spans_found, self.spans)}"
            f"  precision by characters {_share(self.marked_right, self.marked)}  kind right {_share(self.kinds, self.characters_found)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({part}/{whole})" if whole else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news-cluster", type=Path)
    parser.add_argument("--article-pages", type=Path)
    parser.add_argument("--errors", action="store_true", help="show what went wrong in the tune half")
    parser.add_argument("--tune-only", action="store_true")
    options = parser.parse_args(arguments)
    for name, folder in (("news-cluster", options.news_cluster), ("article-pages", options.article_pages)):
        if folder is None:
            print(f"{name}: skipped, no folder given (--{name} FOLDER)")
            continue
        for half in ("tune",) if options.tune_only else ("tune", "measure"):
            score = Score()
            for gold, page in _texts(name, half, folder):
                _count(score, gold, page, list(furniture(page)), show=options.errors and half == "tune")
            print(f"{name} {half:8} {score.line()}")
            print(f"{'':{len(name)}} {half:8} missed characters by kind: {dict(score.missed.most_common())}")
    return 0


def figures(news_cluster: Path, article_pages: Path) -> dict[str, float]:
    """The measured halves: share of articles of which no word is marked, and recall by characters."""
    found: dict[str, float] = {}
    for short, name, folder in (("plain", "news-cluster", news_cluster), ("pages", "article-pages", article_pages)):
        score = Score()
        for gold, page in _texts(name, "measure", folder):
            _count(score, gold, page, list(furniture(page)), show=False)
        found[f"furniture.{short}.measure.clean"] = score.clean / score.articles if score.articles else 0.0
        found[f"furniture.{short}.measure.recall"] = score.characters_found / score.characters if score.characters else 0.0
    return found


def _texts(name: str, half: str, folder: Path) -> Iterator[tuple[dict[str, Any], Page]]:
    """Each labelled text as the product reads it; one whose text is not the labelled one is skipped, aloud."""
    with (GOLD / f"{name}.{half}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            page = _page(name, folder, gold["id"])
            if page is None or text_sha256(page.text) != gold["sha256"]:
                print(f"{name} {half}: {gold['id']} skipped, {'not in the folder' if page is None else 'its text is not the labelled one'}")
                continue
            yield gold, page


def _page(name: str, folder: Path, identifier: str) -> Page | None:
    if name == "news-cluster":
        file = folder / f"{identifier}.json"
        if not file.is_file():
            return None
        text: str = json.loads(file.read_text(encoding="utf-8"))["text"]
        return read_bytes(text.encode("utf-8"), "text.txt", Known())[0].page
    file = folder / "html" / f"{identifier}.html.gz"
    return read_bytes(gzip.decompress(file.read_bytes()), "page.html", Known())[0].page if file.is_file() else None


def _count(score: Score, gold: dict[str, Any], page: Page, rows: Sequence[Furniture], show: bool) -> None:
    text = page.text
    marks: list[str | None] = [None] * len(text)
    for row in rows:
        marks[row.span.start : row.span.end] = [row.kind] * (row.span.end - row.span.start)
    solid = [not c.isspace() for c in text]
    allowed = bytearray(len(text))
    for start, end, *_ in [*gold["furniture"], *gold["doubtful"]]:
        allowed[start:end] = b"\x01" * (end - start)
    wrong = [
        match for start, end in gold["article"] for match in re.compile(r"\w+").finditer(text, start, end)
        if any(marks[i] and not allowed[i] for i in range(*match.span()))
    ]  # fmt: skip
    score.articles += 1
    score.clean += not wrong
    in_article = bytearray(len(text))
    for start, end in gold["article"]:
        in_article[start:end] = b"\x01" * (end - start)
    for start, end, kind in gold["furniture"]:
        places = [i for i in range(start, end) if solid[i]]
        found = [i for i in places if marks[i]]
        score.spans += 1
        score.spans_found += len(found) >= FOUND * len(places)
        score.characters += len(places)
        score.characters_found += len(found)
        score.kinds += sum(marks[i] == kind for i in found)
        score.marked_right += len(found)
        score.marked += len(found)
        score.missed[kind] += len(places) - len(found)
        if show and len(found) < FOUND * len(places):
            print(f"MISSED {gold['id'][:6]} {start:6} {kind:10} {text[start:end][:160]!r}")
    score.marked += sum(1 for i, c in enumerate(solid) if c and marks[i] and in_article[i] and not allowed[i])
    if show and wrong:
        for row in rows:
            if any(row.span.start < m.end() and m.start() < row.span.end for m in wrong):
                print(f"WRONG  {gold['id'][:6]} {row.span.start:6} {row.kind:10} {row.rule}: {row.words[:160]!r}")


if __name__ == "__main__":
    sys.exit(main())
