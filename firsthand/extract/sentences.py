"""The sentences of an article as rows."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model import Parsed, Sentence


def sentences(parsed: Parsed) -> Iterator[Sentence]:
    for span in parsed.sentences:
        yield Sentence(parsed.article_id, span, parsed.words(span.start, span.end))
