"""Numbers that count or measure, with unit, hedge and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from firsthand.extract.amounts import Amount
from firsthand.extract.number_reading import Reading, readings
from firsthand.model import Analysed, Evidence, Hedge, Quantity, Span, finding_id


def quantities(article: Analysed) -> Iterator[Quantity]:
    """In the order of the text. A language without words for numbers has none; a text without trees has them without what is counted."""
    for reading in readings(article):
        if reading.amount is not None:
            yield _row(article, reading, reading.amount)


def _row(article: Analysed, reading: Reading, found: Amount) -> Quantity:
    roles: tuple[tuple[str, tuple[Span, ...]], ...] = (
        (Quantity.TABLE, (reading.span,)), ("hedge", reading.hedges), ("of", (reading.of,) if reading.of else ()),
    )  # fmt: skip
    evidence = tuple(Evidence(role, span.start, span.end, article.words(span.start, span.end)) for role, spans in roles for span in spans)
    low = None if found.low is None else float(found.low)
    high = None if found.high is None else float(found.high)
    return Quantity(
        finding_id=finding_id(Quantity.TABLE, article.article_id, evidence, (low, high, found.unit, found.hedge)),
        article_id=article.article_id,
        evidence=evidence,
        span=reading.span,
        low=low,
        high=high,
        unit=found.unit,
        hedge=cast("Hedge | None", found.hedge),
        hedge_spans=reading.hedges,
        of_span=reading.of,
    )
