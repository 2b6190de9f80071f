"""Pages made by hand."""

from __future__ import annotations

import re

from firsthand.model import Block, Page, Span


def page(text: str, language: str | None = "en") -> Page:
    """A page of plain text: a block a line."""
    blocks = tuple(
        Block("a", Span(m.start(), m.end()), m[0], "line", f"line {number}", None)
        for number, m in enumerate(re.finditer(r"[^\r\n]+", text), 1)
    )
    return Page("a", text, language, None, blocks, ())
