"""How a story stage asks the story under construction."""

from __future__ import annotations

from typing import Any, Protocol


class Query(Protocol):
    """Runs one SELECT and gives its rows. Schema `found` holds what the article stages gave, `main` what earlier story stages made."""

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]: ...
