"""How a story stage asks the story under construction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol


class Query(Protocol):
    """Runs one SELECT and gives its rows. Schema `found` holds what the article stages gave, `main` what earlier story stages made."""

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]: ...

    def stream(self, sql: str, parameters: list[Any] | None = None, /) -> Iterator[tuple[Any, ...]]:
        """The same rows, a part of them in memory at a time: for what grows with the number of articles."""
        ...
