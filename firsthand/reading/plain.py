"""Plain text: the file's characters are the article, or the articles of a database's export."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.reading import database_exports as exports
from firsthand.reading.decode import decode, mixture
from firsthand.reading.draft import Draft, Problem, line_blocks


def read_plain(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """One article; several where the text is an export with explicit boundaries.

    A text that looks like several articles without a boundary is one all the same, and a Problem says so.
    """
    text = decode(data, path)
    mixed = mixture(data, path)
    if mixed:
        yield Problem("the whole text", mixed)
    found = exports.articles(text)
    if found:
        yield from found
        return
    yield Draft(text, tuple(line_blocks(text)))
    seams = exports.seams(text)
    if seams:
        shown = ", ".join(str(number) for number in seams[:5]) + (" ..." if len(seams) > 5 else "")
        yield Problem(
            "the whole text",
            f"{path}: looks like {len(seams)} articles (headers at lines {shown}), but no line marks where one ends: it was read as one. "
            "Give each a file of its own.",
        )
