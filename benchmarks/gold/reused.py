"""The gold for reuse: what two reports of one event share, offsets and labels over news-cluster (`reuse/GUIDELINES.md`).

Texts are the field `text` of Giveme5W1H's files, found by name and proved by hash; spans are (start, end) in their code points.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent / "reuse"
PARTS = ("tune", "measure")
LABELS = ("wholly", "partially", "not")
DIRECTIONS = (None, "a->b", "b->a", "common")
REASONS = (None, "credit", "wire-mark", "wire-mark-one", "attribution-lost", "version", "shared-error", "correction", "dates")
KINDS = ("prose", "quotation")
Span = tuple[int, int]


class OtherText(ValueError):
    """The folder holds another text than the one that was labelled."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in each of the two articles that tells the same in words taken over."""

    a: Span
    b: Span
    kind: str  # one of KINDS


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles by name, `a` before `b`. `a->b`: b drew on a; `common`: both on `source`."""

    a: str
    b: str
    label: str  # one of LABELS
    direction: str | None
    reason: str | None
    source: str | None
    passages: tuple[Passage, ...]

    @property
    def derived(self) -> bool:
        return self.label != "not"


@dataclass(frozen=True, slots=True)
class Event:
    event: int
    articles: Mapping[str, str]  # name -> SHA-256 of the text in UTF-8
    pairs: tuple[Pair, ...]


def read_reuse(part: str) -> tuple[Event, ...]:
    """The events of `tune` or `measure`, by number."""
    if part not in PARTS:
        raise ValueError(f"no part {part!r}: it is one of {', '.join(PARTS)}")
    rows = (json.loads(file.read_text(encoding="utf-8")) for file in (GOLD / part).glob("*.json"))
    events = (Event(row["event"], row["articles"], tuple(_pair(pair) for pair in row["pairs"])) for row in rows)
    return tuple(sorted(events, key=lambda event: event.event))


def texts(event: Event, news_cluster: Path) -> dict[str, str]:
    """The text of each article of the event. OtherText names the first that is not as it was labelled."""
    found = {name: json.loads((news_cluster / f"{name}.json").read_text(encoding="utf-8"))["text"] for name in event.articles}
    for name, sha256 in event.articles.items():
        if hashlib.sha256(found[name].encode("utf-8")).hexdigest() != sha256:
            raise OtherText(f"{name}: the text differs from the one that was labelled; is this another version of news-cluster?")
    return found


def _pair(row: dict[str, Any]) -> Pair:
    passages = tuple(Passage(_span(one["a"]), _span(one["b"]), one["kind"]) for one in row["passages"])
    return Pair(row["a"], row["b"], row["label"], row["direction"], row["reason"], row["source"], passages)


def _span(pair: list[int]) -> Span:
    start, end = pair
    return start, end
