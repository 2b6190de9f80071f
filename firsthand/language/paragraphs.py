"""The paragraphs of an article: its blocks, where a line end is only where a line was wrapped, and the lines that no block covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from firsthand.model import Page, Span

# Line feed, vertical tab, form feed, carriage return, and Unicode's next line, line and paragraph separators.
LINE_ENDS = "\n\v\f\r\x85\u2028\u2029"
LINE = re.compile(f"[^{LINE_ENDS}]+")
# In a block of several lines only an empty one parts paragraphs.
APART = re.compile(rf"(?>\r\n|[{LINE_ENDS}])[^\S{LINE_ENDS}]*(?>\r\n|[{LINE_ENDS}])|\f|\u2029")


def paragraphs(page: Page) -> tuple[Span, ...]:
    """Spans without white space at the ends, in order; no sentence and no quotation crosses one unless it opens again in the next."""
    wrapped = sorted(block.span for block in page.blocks if block.kind != "preformatted")
    found: list[Span] = []
    for start, end in _units(page):
        inside = bisect_right(wrapped, Span(start, len(page.text))) - 1
        parts = _parts(page.text, start, end) if inside >= 0 and end <= wrapped[inside].end else _lines(page.text, start, end)
        found += (span for span in parts if span.start < span.end)
    return tuple(found)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for line in LINE.finditer(text, start, end):
        yield trimmed(text, line.start(), line.end())


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in APART.finditer(text, start, end):
        yield trimmed(text, start, gap.start())
        start = gap.end()
    yield trimmed(text, start, end)


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
