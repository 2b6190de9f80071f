"""How time expressions are counted against people's: as the scorer does."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.times import Marked, Tally, Time, counted, f1

LINE = (10, 24)
GIVEN = (Time(0, 4, "DATE", "2031"), Time(30, 36, "DATE", "2031-04-17"), Time(40, 50, "DURATION", "P2M"))


def article(*times: Time) -> Marked:
    return Marked("a", "tune", "x" * 200, times, date(2031, 4, 17), LINE, 100)


def test_exact_overlapping_type_and_value() -> None:
    found = [Time(0, 4, "DATE", "2031"), Time(31, 36, "TIME", "2031-04-17"), Time(44, 52, "DURATION", "P3M"), Time(60, 64, "DATE", "2030")]
    assert counted(article(*GIVEN), found) == Tally(gold=3, given=4, strict=1, relaxed=3, type=2, value=2)


def test_the_date_line_and_what_nobody_marked_do_not_count() -> None:
    assert counted(article(*GIVEN), [Time(10, 24, "DATE", "2031-04-17"), Time(150, 160, "DATE", "2031")])["given"] == 0


def test_one_that_was_found_answers_one_that_was_given() -> None:
    found = [Time(30, 50, "DATE", "2031")]
    assert counted(article(*GIVEN), found)["relaxed"] == 1


def test_f1_over_articles() -> None:
    assert f1([Tally(gold=2, given=2, value=1), Tally(gold=2, given=0)], "value") == pytest.approx(2 / 6)
    assert f1([Tally()], "value") == 0
