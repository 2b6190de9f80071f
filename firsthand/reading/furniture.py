"""Text on the page that is not the article: told by structure (code) and by wordings (a data file a language)."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model import Furniture, Page


def furniture(page: Page) -> Iterator[Furniture]:
    """The furniture of one article, in order; no two rows overlap."""
    return iter(())
