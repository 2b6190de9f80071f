from __future__ import annotations

from pathlib import Path

import pytest
from helpers import ARTICLES, TINY_PLAN, UsePlan, build, write
from hypothesis import settings

from firsthand import stages
from firsthand.stages import Stage

settings.register_profile("quick", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("quick")


@pytest.fixture
def use_plan(monkeypatch: pytest.MonkeyPatch) -> UsePlan:
    """Puts other article stages in the place of the real ones, in this process."""

    def use(plan: tuple[Stage, ...]) -> None:
        monkeypatch.setattr(stages, "PLAN", plan)

    return use


@pytest.fixture
def tiny(use_plan: UsePlan) -> None:
    """Builds run the tiny stages of `helpers`."""
    use_plan(TINY_PLAN)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", ARTICLES)


@pytest.fixture
def story(tmp_path: Path, articles: Path, tiny: None) -> Path:
    """A small story of three articles."""
    file = tmp_path / "story.duckdb"
    build(articles, file)
    return file
