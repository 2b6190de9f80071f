"""Plain text: the file's characters are the article."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.reading.decode import decode
from firsthand.reading.draft import Draft, line_blocks


def read_plain(data: bytes, path: str) -> Iterator[Draft]:
    text = decode(data, path)
    yield Draft(text, tuple(line_blocks(text)))
