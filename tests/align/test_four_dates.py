"""Said, effective, reported, recorded: each in a column of its own, with the days of the time expression at its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.verify import problems
from tests.helpers import build, rows, write

TEXT = (
    "Lock rules change\n\nApril 17, 2031\n\nInes Varro told reporters on Tuesday that boats may pass from 1 June until the end of August. "
    "The gates broke in March, Ines Varro said.\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    write(tmp_path / "in", {"lock.txt": TEXT})
    build(tmp_path / "in", tmp_path / "s.duckdb")
    assert not list(problems(tmp_path / "s.duckdb", [tmp_path / "in"]))
    return tmp_path / "s.duckdb"


def test_when_it_was_said_is_not_when_it_happened(story: Path) -> None:
    assert rows(story, "SELECT said_span IS NOT NULL, said_earliest, said_latest FROM attribution ORDER BY content_spans") == [
        (True, "2031-04-15", "2031-04-15"),
        (False, None, None),
    ]


def test_from_when_to_when_it_holds(story: Path) -> None:
    found = rows(story, "SELECT effective_earliest, effective_latest FROM statement WHERE effective_span IS NOT NULL")
    assert found == [("2031-06-01", "2031-08-31")]


def test_reported_and_recorded_are_the_article_s_and_the_capture_s(story: Path) -> None:
    assert rows(story, "SELECT published_earliest::DATE::VARCHAR FROM article") == [("2031-04-17",)]
    assert rows(story, "SELECT recorded FROM capture") == [(None,)]


def test_a_person_s_date_is_said_then(tmp_path: Path, story: Path) -> None:
    write(tmp_path / "in", {"decisions.toml": '[[date]]\nwords = "on Tuesday"\nvalue = "2031-04-08"\n'})
    build(tmp_path / "in", story)
    assert rows(story, "SELECT said_earliest FROM attribution WHERE said_span IS NOT NULL") == [("2031-04-08",)]
