from __future__ import annotations

from pathlib import Path

import pytest
from handmade import BROKEN, DECISIONS, NOTE, PAPER, WIRE, write_story


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Three articles: one wire report, one paper that has the same quotes in other words, one note about which nothing is known."""
    return write_story(tmp_path / "small.duckdb", [WIRE, PAPER, NOTE], [BROKEN, *DECISIONS])
