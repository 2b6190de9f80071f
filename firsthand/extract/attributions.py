"""Who said what, by rule."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model import Attribution, Parsed


def attributions(parsed: Parsed) -> Iterator[Attribution]:
    yield from ()
