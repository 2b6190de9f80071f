"""The Python face: build a story from files, or open one."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path

from firsthand.view.story import Story


def read(
    paths: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    store: str | os.PathLike[str] | None = None,
    decisions: str | os.PathLike[str] | None = None,
) -> Story:
    """Read the articles under `paths` into a story and open it; files that cannot be read are in `story.outcomes()`.

    `store`: the story to add to, made where there is none; without it the story lives as long as the object that is given back.

    Raises:
        WrongCall, StoryError, BadDecisions: nothing was written.
    """
    from firsthand.engines.local import build

    listed = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    decided = Path(decisions) if decisions is not None else None
    if store is not None:
        build(listed, Path(store), decisions=decided)
        return Story.open(Path(store))
    folder = tempfile.TemporaryDirectory(prefix="firsthand-", ignore_cleanup_errors=True)
    file = Path(folder.name) / "story.duckdb"
    build(listed, file, decisions=decided)
    story = Story.open(file)
    weakref.finalize(story, folder.cleanup)
    return story


def open_story(store: str | os.PathLike[str]) -> Story:
    """Open a story file to ask it.

    Raises:
        NotAStory: it is none.
    """
    return Story.open(Path(store))
