"""Pages made by hand, and texts that are hard to read."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from firsthand.model import Block, Page, Span

HARD = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "\n", "\r\n", "\u2028", "\ufeff", " ", ". ", "? ", "…", "said ", "Varro ", "he ",
        "e\u0301", "👩‍👩‍👧", "שלום", "مرحبا", "\u202e", "5\"", "don’t ", "U.S. ", "Mr. ", ", ", ":", "—"]  # fmt: skip
TEXTS = st.text() | st.lists(st.sampled_from(HARD), max_size=60).map("".join)


def page(text: str, language: str | None = "en") -> Page:
    """A page of plain text: a block a line."""
    blocks = tuple(
        Block("a", Span(m.start(), m.end()), m[0], "line", f"line {number}", None)
        for number, m in enumerate(re.finditer(r"[^\r\n]+", text), 1)
    )
    return Page("a", text, language, None, blocks, ())
