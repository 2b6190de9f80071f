from __future__ import annotations

from pathlib import Path

from handmade import Written, write_story
from sourced import derivation

from firsthand.view.story import Story

TEXTS = (
    "Lamps of Ostrel: 12 masts, 412 boats",
    "Ostrel has 412 boats, 12 masts and lamps",
    "Lamps in Ostrel",
    "Snow on Ostrel’s tower",
    "Snow",
    "Ice",
)
WRITTEN = [Written(f"{number}.txt", f"{words}.\n", outlet=f"Paper {number}") for number, words in enumerate(TEXTS)]
ONE, OTHER = WRITTEN[:2]


def shown(path: Path, written: list[Written], rare: tuple[str, ...]) -> list[tuple[str, str]]:
    with Story.open(write_story(path / "s.duckdb", written, [derivation(ONE, OTHER, rare=rare)])) as story:
        (edge,) = story.sourcing_map().edges
    return [(one.words, one.role) for one in edge.evidence]


def test_short_figures_and_words_of_a_third_of_the_articles_are_not_rare(tmp_path: Path) -> None:
    sides = shown(tmp_path, WRITTEN, ("Ostrel", "12", "412", "boats"))  # four of six articles have the first
    assert [words for words, _ in sides] == ["412", "412", "boats", "boats"]
    assert sides[0][1] != sides[1][1], "the sides are in turn"


def test_where_nothing_else_can_be_shown_they_stay(tmp_path: Path) -> None:
    assert [words for words, _ in shown(tmp_path, WRITTEN, ("12",))] == ["12", "12"]


def test_in_a_small_story_both_having_a_word_does_not_make_it_common(tmp_path: Path) -> None:
    assert [words for words, _ in shown(tmp_path, WRITTEN[:2], ("boats", "12"))] == ["boats", "boats"]
