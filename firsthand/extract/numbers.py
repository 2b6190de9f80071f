"""Numbers that count and measure nothing, each with what it is instead: what no time expression uses of them is listed as unread."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.number_reading import readings
from firsthand.model import Analysed, Number


def numbers(article: Analysed) -> Iterator[Number]:
    """In the order of the text."""
    for reading in readings(article, counts=False):
        if reading.reason is not None:
            span = reading.span
            yield Number(article.article_id, span, article.words(span.start, span.end), reading.reason)
