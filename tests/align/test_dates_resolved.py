"""Time expressions in a story: the anchor, the date line, furniture, what is listed as unread."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from firsthand.align.dates_resolved import Published, day_published
from firsthand.extract.times import times
from firsthand.model import Furniture, Span, TimeExpression
from firsthand.stages import PLAN, Stage
from tests.helpers import UsePlan, build, rows, share, write

TEXT = (
    "Lock stays shut\n\nApril 17, 2031\n\nThe lock broke on Thursday. It will open on 31 February 2031. The Sunday Herald and Ines Varro saw it in May 2030.\n\n"
    "Share this page before Monday\n"
)
SELECT = "SELECT value, earliest, latest, anchor, rule FROM time_expression t JOIN article a USING (article_id) ORDER BY a.path, t.span"


def stages() -> tuple[Stage, ...]:
    """The real metadata and times, and furniture by a tiny rule."""
    kept = tuple(stage for stage in PLAN if stage.name == "metadata")
    others = [row for row in PLAN if row.name not in ("metadata", "furniture", "time_expression")]
    nothing = tuple(Stage(each.name, 1, lambda _page: (), each.row, "page") for each in others)
    return (
        Stage("furniture", 1, share, Furniture, "page"),
        *kept,
        *nothing,
        Stage("time_expression", 1, times, TimeExpression, "analysed"),
    )


@pytest.fixture
def story(tmp_path: Path, use_plan: UsePlan) -> Path:
    use_plan(stages())
    write(tmp_path / "in", {"lock.txt": TEXT})
    build(tmp_path / "in", tmp_path / "s.duckdb")
    return tmp_path / "s.duckdb"


def test_the_date_line_is_the_anchor_and_metadata(story: Path) -> None:
    found = rows(story, SELECT)
    assert [row[0] for row in found] == ["2031-04-17", "2030-05"]
    assert found[0][3:] == ("published 2031-04-17", "the last Thursday up to the day of publication")


def test_what_is_no_row_is_listed_with_its_reason(story: Path) -> None:
    assert rows(story, "SELECT words, reason FROM unread WHERE kind = 'date' ORDER BY span") == [
        ("31 February 2031", "the calendar has no such day"),
        ("Sunday", "part of a name"),
        ("Monday", "furniture"),
    ]


def test_a_person_s_date_moves_what_counts_from_it(tmp_path: Path, use_plan: UsePlan) -> None:
    use_plan(stages())
    write(tmp_path / "in", {"lock.txt": TEXT, "sources.csv": "path,published\nlock.txt,2031-05-02\n"})
    build(tmp_path / "in", tmp_path / "s.duckdb")
    found = rows(tmp_path / "s.duckdb", SELECT)
    assert ("2031-05-01", "2031-05-01", "2031-05-01", "published 2031-05-02", "the last Thursday up to the day of publication") in found
    assert "2031-04-17" in [row[0] for row in found]  # the line is a date like others now


def test_the_day_is_that_of_the_outlet_s_own_clock() -> None:
    instant = datetime(2031, 4, 18, 3, 30, tzinfo=UTC)
    assert day_published("2031-04-17T23:30:00-04:00", instant, instant) == Published(date(2031, 4, 17), date(2031, 4, 17), None)
    assert day_published("[2031-03-04,2031-04-03]", None, None) == Published(date(2031, 3, 4), date(2031, 4, 3), None)
    assert day_published(None, instant, instant, Span(0, 3)) == Published(date(2031, 4, 18), date(2031, 4, 18), Span(0, 3))
    assert day_published("yesterday", None, None) is None
