"""Weekdays of one list, and clock times of no single day."""

from __future__ import annotations

import pytest

from tests.extract.timed import interval, plain, read, values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry runs on Mondays, Wednesdays and Fridays for bread.", "Mondays, Wednesdays and Fridays"),
        ("The ferry runs on Tuesdays and Thursdays only.", "Tuesdays and Thursdays"),
        ("The ferry runs every Monday, Thursday and Saturday at no charge.", "every Monday, Thursday and Saturday"),
        ("Nights: Monday, Wednesday and Friday, for bread.", "Monday, Wednesday and Friday"),
        ("Open Mon, Wed, Fri for bread.", "Mon, Wed, Fri"),
        ("The bakery is lit four nights a week for bread.", "four nights a week"),
        ("The bakery is lit two days per week for bread.", "two days per week"),
    ],
)
def test_what_comes_round_each_week_is_one_set(text: str, words: str) -> None:
    row = read(plain(text))[-1]
    assert (row.evidence[0].words, row.type, row.value, row.earliest) == (words, "SET", "P1W", None)


def test_every_night_of_the_week_is_every_day() -> None:
    assert values("It is lit on all seven nights of the week.") == [("all seven nights of the week", "P1D")]


def test_days_that_are_told_stay_days() -> None:
    assert [value for _, value in values("It rained on Monday, Tuesday and Wednesday.")] == ["2031-04-14", "2031-04-15", "2031-04-16"]
    assert [value for _, value in values("It is shut on Mondays, and on Tuesday it burnt.")] == ["XXXX-WXX-1", "2031-04-15"]
    assert [value for _, value in values("He named one day: Monday or Tuesday.")] == ["P1D", "2031-04-14", "2031-04-15"]


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("The order, signed on Tuesday, opens the mill from 9 p.m. to 3 a.m. four nights a week.", ["T21:00", "T03:00"]),
        ("Every night between 22 hours and 4 hours the mill is lit.", ["T22:00", "T04:00"]),
        ("The mill is lit at 9 p.m. every day.", ["T21:00"]),
        ("Mondays and Fridays the mill opens at noon.", ["T12:00"]),
    ],
)
def test_the_hours_of_a_rule_belong_to_no_day(text: str, clocks: list[str]) -> None:
    found = [row for row in read(plain(text)) if row.type == "TIME"]
    assert [row.value for row in found] == clocks
    assert all(interval([row]) == (None, None) and row.anchor_span is None for row in found)
    assert "no single day" in (found[0].rule or "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It burnt on Tuesday from 9 p.m. to 11 p.m., though it is watched every night.", "2031-04-15T21:00"),
        ("At 9 p.m. it burnt, as it had on April 3, 2031; it pays a fee each year.", "2031-04-03T21:00"),
    ],
)
def test_the_hours_of_a_day_stay_with_it(text: str, value: str) -> None:
    assert next(row.value for row in read(plain(text)) if row.type == "TIME") == value


def test_both_ends_of_a_stretch_belong_together() -> None:
    text = "It burnt on Tuesday between 9 p.m. and 11 p.m., every night after it was lit."
    assert [row.value for row in read(plain(text)) if row.type == "TIME"] == ["2031-04-15T21:00", "2031-04-15T23:00"]


def test_hours_that_are_lengths_stay_so() -> None:
    assert [row.type for row in read(plain("It takes from 4 hours to 22 hours every day."))][:2] == ["DURATION", "DURATION"]
