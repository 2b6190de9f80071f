from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from handmade import NOTE, write_story

from firsthand.view.story import Story
from firsthand.view.strip import NAMED_UP_TO, Strip, strip


def strip_of(folder: Path, *dates: datetime) -> Strip:
    written = [replace(NOTE, path=f"{n:03}.txt", published=date) for n, date in enumerate(dates)]
    with Story.open(write_story(folder / "s.duckdb", written)) as story:
        return strip(story.articles())


def labels(one: Strip) -> list[str]:
    return [label.replace("\u00a0", " ") for _, label, _ in one.days]


def test_a_story_of_months_names_months_and_one_of_years_names_years(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    assert labels(strip_of(tmp_path, datetime(2033, 3, 4), datetime(2033, 9, 20))) == [
        "4 March 2033",
        "June",
        "August",
        "20 September 2033",
    ]
    assert labels(strip_of(tmp_path / "b", datetime(2029, 3, 4), datetime(2033, 9, 20))) == [
        "4 March 2029",
        "2031",
        "2032",
        "20 September 2033",
    ]


def test_every_dated_article_is_in_a_bar_where_they_are_too_many_to_name(tmp_path: Path) -> None:
    found = strip_of(tmp_path, *(datetime(2033, 1 + n % 12, 1 + n % 28) for n in range(NAMED_UP_TO + 1)))
    assert not found.ticks
    assert sum(int(bar.says.rpartition(": ")[2].split()[0]) for bar in found.bars) == NAMED_UP_TO + 1
    assert all(bar.x >= 0 and bar.x + bar.wide <= 97.01 for bar in found.bars)
