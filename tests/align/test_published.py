"""The days of articles that give none: what agrees on them, what contradicts, what is never guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from firsthand.align.published import met
from firsthand.align.undated_beside import _days
from firsthand.align.undated_text import Limit, Told, limits
from firsthand.dates import ends, interval
from firsthand.model import Span
from tests.helpers import build, rows, write

FERRY = (
    "The council of Dunmarrow shut the ferry across the Vell on Thursday after a cable broke. Oriel Tamsin, who leads the harbour office, said that no passenger "
    "was hurt, and that divers would look for the cable. Farmers of the Vell islands asked for a second boat."
)
AGAIN = (
    "Nobody was hurt when a cable of the Vell ferry broke in Dunmarrow, Oriel Tamsin of the harbour office said. The ferry was shut on Thursday by the council, "
    "and divers are looking for the broken cable. Farmers on the Vell islands have no boat now."
)
CHEESE = (
    "Cheese makers of the Morren valley held their fair. Sanna Corvane won the copper ladle in 2029, and in March 2030 she opened a dairy."
)
SELECT = "SELECT value, rule, used, words FROM metadata m JOIN article a USING (article_id) WHERE m.field = 'published' AND a.path = ?"


def article(text: str, published: str | None = None) -> str:
    return json.dumps({"headline": "News", "body_text": text, "language": "en", **({"versioncreated": published} if published else {})})


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undated")
    files = {
        "dated.json": article(FERRY, "2031-04-18"),
        "undated.json": article(AGAIN),
        "cheese.json": article(CHEESE),
        "short.json": article("It rained."),
    }
    build(write(folder / "in", files), folder / "s.duckdb")
    return folder / "s.duckdb"


def test_a_day_that_another_article_dates_gives_a_week(story: Path) -> None:
    ((value, rule, used, words),) = rows(story, SELECT, "undated.json")
    assert (value, used, words) == ("2031-04-16/2031-04-22", True, "Thursday")
    assert rule.startswith("worked out: `Thursday` is 2031-04-17, by `Thursday` in dated.json, published 2031-04-18, of the same (")


def test_article_and_time_expressions_follow(story: Path) -> None:
    ends_ = rows(story, "SELECT published_earliest::DATE, published_latest::DATE FROM article WHERE path = 'undated.json'")
    assert ends_ == [(date(2031, 4, 16), date(2031, 4, 22))]
    # counted from every day but the outer ones, and no date line
    found = rows(
        story,
        "SELECT t.value FROM time_expression t JOIN article a USING (article_id) WHERE a.path = 'undated.json' AND t.formula LIKE '%weekday%'",
    )
    assert found == [("2031-04-17",)]


def test_what_is_past_is_a_limit_on_one_side(story: Path) -> None:
    ((value, _, _, words),) = rows(story, SELECT, "cheese.json")
    assert (value, words) == ("2030-02-28/..", "March 2030")
    assert rows(story, "SELECT published_earliest::DATE, published_latest FROM article WHERE path = 'cheese.json'") == [
        (date(2030, 2, 28), None)
    ]


def test_nothing_is_said_where_nothing_tells(story: Path) -> None:
    assert rows(story, SELECT, "short.json") == []


def test_what_is_known_stays(story: Path) -> None:
    assert [row[0] for row in rows(story, SELECT, "dated.json")] == ["2031-04-18"]


def test_a_person_s_date_goes_before(tmp_path: Path) -> None:
    files = {
        "dated.json": article(FERRY, "2031-04-18"),
        "undated.json": article(AGAIN),
        "sources.csv": "path,published\nundated.json,2031-05-02\n",
    }
    build(write(tmp_path / "in", files), tmp_path / "s.duckdb")
    assert [row[:2] for row in rows(tmp_path / "s.duckdb", SELECT, "undated.json")] == [("2031-05-02", "person")]


def limit(first: str | None, last: str | None, worth: float, why: str = "") -> Limit:
    return Limit(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None, worth, why)


def test_the_weaker_of_two_is_dropped_and_said() -> None:
    found = met(
        [
            limit("2031-04-01", "2031-04-07", 1, "weak"),
            limit("2031-04-10", None, 4, "strong"),
            limit("2031-04-09", "2031-04-20", 2, "middle"),
        ]
    )
    assert (found.first, found.last) == (date(2031, 4, 10), date(2031, 4, 20))
    assert [one.why for one in found.dropped] == ["weak"]


def test_two_of_the_same_worth_tell_nothing() -> None:
    found = met([limit("2031-04-01", "2031-04-07", 1.3), limit("2031-05-01", "2031-05-07", 1.4)])
    assert (found.first, found.last) == (None, None)


def test_a_single_day_is_never_what_is_left_over() -> None:
    found = met([limit("2031-04-01", "2031-04-07", 2), limit("2031-04-07", "2031-04-13", 1)])
    assert (found.first, found.last) == (date(2031, 4, 6), date(2031, 4, 8))


def told(words: str, formula: str, *, ahead: bool = False, before: str = "in", to_come: bool = False) -> Told:
    return Told("a", Span(0, len(words)), words, formula, frozenset(), before, ahead, to_come, not to_come, False, False)


def test_a_year_that_is_also_told_otherwise_is_no_limit() -> None:
    assert [one.first for one in limits([told("2031", "on 2031"), told("2030", "on 2030")])] == [date(2030, 12, 31)]
    assert [one.first for one in limits([told("2031", "on 2031"), told("2031", "on 2031", before="the"), told("2030", "on 2030")])] == [
        date(2029, 12, 31)
    ]
    assert list(limits([told("2031", "on 2031", ahead=True)])) == []


def test_days_on_which_words_come_to_a_day() -> None:
    thursday = date(2031, 4, 17)
    assert _days(told("Thursday", "anchor > weekday 4 past"), thursday) == (date(2031, 4, 16), date(2031, 4, 22))
    assert _days(told("Thursday", "anchor > weekday 4 future", to_come=True), thursday) == (date(2031, 4, 12), date(2031, 4, 18))
    assert _days(told("yesterday", "anchor > shift D -1"), thursday) == (date(2031, 4, 17), date(2031, 4, 19))
    assert _days(told("Friday", "anchor > weekday 5 past"), thursday) is None


def test_intervals_are_read() -> None:
    assert ends("2031-06-04/..")[1] is None
    assert ends("../2031-06-04")[0] is None
    assert interval("2031-06-04/..") is None
    both = interval("2031-06-04/2031-06-10")
    assert both is not None
    assert [each.date() for each in both] == [date(2031, 6, 4), date(2031, 6, 10)]
    assert ends("some day") == (None, None)


def test_a_picture_was_taken_before() -> None:
    """A full day in a caption, unless the caption tells of what is to come."""
    day = replace(told("17 April 2031", "on 2031-04-17"), stated=False)
    assert [(limit.first, limit.last, limit.words) for limit in limits([replace(day, captioned=True)])] == [
        (date(2031, 4, 16), None, "17 April 2031")
    ]
    assert list(limits([replace(day, captioned=True, to_come=True)])) == []
    assert list(limits([day])) == []
