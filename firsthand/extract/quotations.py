"""The quotations of an article as rows, whether or not an attribution uses them."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model import Parsed, Quotation


def quotations(parsed: Parsed) -> Iterator[Quotation]:
    yield from parsed.quotations
