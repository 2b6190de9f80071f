"""Firsthand rebuilds what stands behind the coverage of a story: who said what, on the exact words.

>>> import firsthand
>>> story = firsthand.read(["articles/"])
>>> story.who()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.api import open_story, read
    from firsthand.view.story import Story

__version__ = "0.1.0"
__all__ = ["Story", "__version__", "open_story", "read"]


def __getattr__(name: str) -> Any:
    """What is offered is imported when it is asked for: `firsthand --version` needs no database."""
    if name in ("read", "open_story"):
        from firsthand import api

        return getattr(api, name)
    if name == "Story":
        from firsthand.view.story import Story

        return Story
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
