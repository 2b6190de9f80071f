"""The gold for credits: offsets and labels over texts of PolNeAR and news-cluster (`credits/GUIDELINES.md`).

`read_credits(part)` gives the labels, `text_of(data, article)` the text that they are about, from DATA_DIR/polnear and DATA_DIR/news-cluster.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent / "credits"
PARTS = ("tune", "measure")
KINDS = ("according-to", "told", "reported", "wire", "hyperlink", "hat-tip", "other")
LABELS = ("credit", "first-hand", "vague")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words that name another report as the source; `credited` is None where nobody is named, `also` are other names that are right."""

    span: Span
    kind: str
    label: str
    credited: str | None
    credited_span: Span | None
    named: bool
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class ArticleCredits:
    """`read` is None where the whole text was read, else the stretches that were; nothing is known of what lies outside them."""

    source: str
    file: str
    sha256: str
    outlet: str
    read: tuple[Span, ...] | None
    credits: tuple[Credit, ...]
    look_alikes: tuple[LookAlike, ...]
    doubtful: tuple[Span, ...]

    def was_read(self, span: Span) -> bool:
        return self.read is None or any(start <= span[0] and span[1] <= end for start, end in self.read)

    def is_doubtful(self, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for start, end in self.doubtful)


def read_credits(part: str) -> tuple[ArticleCredits, ...]:
    """The articles of `tune` or `measure`, by file name."""
    return tuple(_article(row) for row in _rows(part))


def text_of(data: Path, article: ArticleCredits) -> str | None:
    """The text that was labelled, or None where `data` does not hold it or holds another."""
    if article.source == "news-cluster":
        file = data / "news-cluster" / f"{article.file}.json"
        text = str(json.loads(file.read_text(encoding="utf-8"))["text"]) if file.is_file() else None
    else:
        file = data / article.source / "text" / f"{article.file}.txt"
        text = file.read_bytes().decode("utf-8") if file.is_file() else None
    return text if text is not None and hashlib.sha256(text.encode("utf-8")).hexdigest() == article.sha256 else None


def _article(row: dict[str, Any]) -> ArticleCredits:
    return ArticleCredits(
        row["source"],
        row["file"],
        row["sha256"],
        row["outlet"],
        None if row["complete"] is True else tuple(_span(pair) for pair in row["complete"]),
        tuple(_credit(one) for one in row["credits"]),
        tuple(LookAlike((one["start"], one["end"]), one["why"]) for one in row["lookalikes"]),
        tuple(_span(pair) for pair in row["doubtful"]),
    )


def _credit(one: dict[str, Any]) -> Credit:
    credited = None if one["credited_start"] is None else (one["credited_start"], one["credited_end"])
    return Credit(
        (one["start"], one["end"]), one["kind"], one["label"], one["credited"], credited, one.get("named", True), tuple(one.get("also", ()))
    )


def _rows(part: str) -> Iterator[dict[str, Any]]:
    if part not in PARTS:
        raise ValueError(f"no part {part!r}: it is one of {', '.join(PARTS)}")
    for file in sorted((GOLD / part).glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def _span(pair: list[int]) -> Span:
    start, end = pair
    return start, end
