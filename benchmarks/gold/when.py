"""The gold for times and quantities: offsets and labels over texts of gold/news (`times/GUIDELINES.md`, `quantities/GUIDELINES.md`).

The texts are those of `training.gold.read_gold`, found by name; spans are (start, end) in their code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent
PARTS = ("tune", "measure")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 type and value, first and last day on which it can lie."""

    span: Span
    type: str
    value: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (ISO 4217, UCUM, `%`, `1`), bounds as its hedge leaves them, and the place of what is counted."""

    span: Span
    low: float | None
    high: float | None
    unit: str
    hedge: str | None
    of: Span | None


@dataclass(frozen=True, slots=True)
class ArticleTimes:
    name: str
    published: date | None  # the dateline that the text itself states
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class ArticleQuantities:
    name: str
    quantities: tuple[Quantity, ...]


def read_times(part: str) -> tuple[ArticleTimes, ...]:
    """The articles of `tune` or `measure`, by file name."""
    return tuple(
        ArticleTimes(
            row["name"],
            _day(row["published"]),
            tuple(Time(_span(one["span"]), one["type"], one["value"], _day(one["earliest"]), _day(one["latest"])) for one in row["times"]),
        )
        for row in _rows("times", part)
    )


def read_quantities(part: str) -> tuple[ArticleQuantities, ...]:
    """The articles of `tune` or `measure`, by file name."""
    return tuple(
        ArticleQuantities(
            row["name"],
            tuple(
                Quantity(_span(one["span"]), one["low"], one["high"], one["unit"], one["hedge"], one["of"] and _span(one["of"]))
                for one in row["quantities"]
            ),
        )
        for row in _rows("quantities", part)
    )


def _rows(kind: str, part: str) -> Iterator[dict[str, Any]]:
    if part not in PARTS:
        raise ValueError(f"no part {part!r}: it is one of {', '.join(PARTS)}")
    for file in sorted((GOLD / kind / part).glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def _span(pair: list[int]) -> Span:
    start, end = pair
    return start, end


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
