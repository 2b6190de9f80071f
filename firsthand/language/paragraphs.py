"""The paragraphs of an article: the lines inside its blocks, and the lines that no block covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from firsthand.model import Page, Span

# Line feed, vertical tab, form feed, carriage return, and Unicode's next line, line and paragraph separators.
LINE_ENDS = "\n\v\f\r\x85\u2028\u2029"
LINE = re.compile(f"[^{LINE_ENDS}]+")


def paragraphs(page: Page) -> tuple[Span, ...]:
    """Spans without white space at the ends, in order; no sentence and no quotation crosses one unless it opens again in the next."""
    found: list[Span] = []
    for start, end in _units(page):
        for line in LINE.finditer(page.text, start, end):
            span = trimmed(page.text, line.start(), line.end())
            if span.start < span.end:
                found.append(span)
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """`start` to `end` without white space (and byte order marks) at the ends; empty at `end` if nothing else is there."""
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "\ufeff"):
        end -= 1
    return Span(start, end)


def _units(page: Page) -> Iterator[tuple[int, int]]:
    """The blocks, and what stands between them, in order; where blocks hold others, the parts that the inner ones leave."""
    bounds = sorted({0, len(page.text), *(edge for block in page.blocks for edge in (block.span.start, block.span.end))})
    yield from pairwise(bounds)
