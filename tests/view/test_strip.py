from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
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


def test_an_interval_has_two_ends_and_an_open_one_has_one(tmp_path: Path) -> None:
    days: list[tuple[datetime | None, datetime | None]] = [
        (datetime(2033, 6, 1), datetime(2033, 6, 1, 23)), (datetime(2033, 6, 3), datetime(2033, 6, 9)), (None, datetime(2033, 6, 20)),
        (datetime(2033, 6, 11), None), (None, None),
    ]  # fmt: skip
    written = [replace(NOTE, path=f"{n}.txt", published=both) for n, both in enumerate(days)]  # type: ignore[arg-type]
    with Story.open(write_story(tmp_path / "s.duckdb", written)) as story:
        found = strip(story.articles())
        overview = story.overview()
    ticks = {tick.view.article.path: tick for tick in found.ticks}
    assert [tick.wide == 0 for _, tick in sorted(ticks.items())] == [True, False, False, False]
    assert ticks["0.txt"].x < ticks["1.txt"].x < ticks["1.txt"].end < ticks["2.txt"].end
    assert (ticks["2.txt"].x, ticks["2.txt"].open_left, ticks["2.txt"].open_right) == (0.0, True, False)
    assert (ticks["3.txt"].end, ticks["3.txt"].open_left, ticks["3.txt"].open_right) == (100.0, False, True)
    assert [view.article.path for view in found.undated] == ["4.txt"]
    assert (overview.articles_without_date, overview.articles_without_day) == (1, 3)
    rows = sorted(found.ticks, key=lambda tick: tick.x)
    for one, other in pairwise(rows):
        assert one.row != other.row or one.end <= other.x


def test_an_interval_too_wide_for_a_bar_is_counted_apart(tmp_path: Path) -> None:
    exact: list[object] = [datetime(2033, 1 + n % 12, 1 + n % 28) for n in range(NAMED_UP_TO)]
    wide: list[object] = [(datetime(2033, 1, 1), datetime(2033, 12, 1)), (None, datetime(2033, 12, 1))]
    found = strip_of(tmp_path, *exact, *wide)  # type: ignore[arg-type]
    assert sum(int(bar.says.rpartition(": ")[2].split()[0]) for bar in found.bars) == NAMED_UP_TO
    assert found.beyond == 2


def test_every_dated_article_is_in_a_bar_where_they_are_too_many_to_name(tmp_path: Path) -> None:
    found = strip_of(tmp_path, *(datetime(2033, 1 + n % 12, 1 + n % 28) for n in range(NAMED_UP_TO + 1)))
    assert not found.ticks
    assert sum(int(bar.says.rpartition(": ")[2].split()[0]) for bar in found.bars) == NAMED_UP_TO + 1
    assert all(bar.x >= 0 and bar.x + bar.wide <= 97.01 for bar in found.bars)
