"""Sentences with the time expressions that the rules find in them, read without the model or with trees that are written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from firsthand.align.dates_resolved import Published, resolve
from firsthand.extract.times import times
from firsthand.language.analyse import without_model
from firsthand.model import Analysed, Page, TimeExpression

# A Thursday.
DAY = date(2031, 4, 17)


def plain(text: str) -> Analysed:
    """Without parts of speech and trees: what has no date of its own points nowhere, so sooner back."""
    return without_model(Page("a", text, "en", None, (), ()))


def rows(text: str) -> list[TimeExpression]:
    return list(times(plain(text)))


def read(article: Analysed, published: date | None = DAY, last: date | None = None) -> list[TimeExpression]:
    day = Published(published, last or published, None) if published else None
    return list(resolve([row for row in times(article) if not row.formula.startswith("unread")], day))


def values(text: str, published: date | None = DAY) -> list[tuple[str, str | None]]:
    """Words and values."""
    return [(row.evidence[0].words, row.value) for row in read(plain(text), published)]


def interval(found: Sequence[TimeExpression]) -> tuple[str | None, str | None]:
    (row,) = found
    return row.earliest, row.latest
