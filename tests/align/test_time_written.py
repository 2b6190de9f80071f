"""Dates and times as a person writes them."""

from __future__ import annotations

from datetime import date

import pytest

from firsthand.align.time_values import Unresolved
from firsthand.align.time_written import is_value, period_of, type_of
from firsthand.model import TimeType


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-06-04", "2031-06-04", "2031-06-04"),
        ("2031-06-04T10:30", "2031-06-04", "2031-06-04"),
        ("2031-06-04 10:30:00+05:30", "2031-06-04", "2031-06-04"),
        ("2031-06-04TMO", "2031-06-04", "2031-06-04"),
        ("2031-06", "2031-06-01", "2031-06-30"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("203", "2030-01-01", "2039-12-31"),
        ("20", "2000-01-01", "2099-12-31"),
        ("2031-W23", "2031-06-02", "2031-06-08"),
        ("2031-W23-WE", "2031-06-07", "2031-06-08"),
        ("2031-Q2", "2031-04-01", "2031-06-30"),
        ("2031-H1", "2031-01-01", "2031-06-30"),
        ("2031-SU", "2031-06-01", "2031-08-31"),
        ("2031-06-01/2031-06-04", "2031-06-01", "2031-06-04"),
        ("2031-05/2031-06", "2031-05-01", "2031-06-30"),
        ("2031-06-01/..", "2031-06-01", None),
        ("/2031-06", None, "2031-06-30"),
        ("[2031-03-04,2031-04-03]", "2031-03-04", "2031-04-03"),
        ("P2M", None, None),
        ("PT1.5H", None, None),
        ("XXXX-WXX-4", None, None),
        ("PAST_REF", None, None),
    ],
)
def test_values_and_their_days(value: str, first: str | None, last: str | None) -> None:
    period = period_of(value)
    days = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert (period.start, period.end) == days
    assert period.value == value.replace(" ", "T")


@pytest.mark.parametrize(
    "value", ["Thursday", "2031-02-30", "2031-13", "4 June 2031", "2031-W54", "P", "/", "../..", "2031-06-04/2031-06-01", ""]
)
def test_what_is_no_value(value: str) -> None:
    assert not is_value(value)
    with pytest.raises(Unresolved):
        period_of(value)


@pytest.mark.parametrize(
    ("value", "found", "type_"),
    [
        ("2031-06-04", "TIME", "DATE"),
        ("2031-06-04T10:30", "DATE", "TIME"),
        ("P2M", "DATE", "DURATION"),
        ("P1W", "SET", "SET"),
        ("2031-06-01/2031-06-04", "DATE", "DATE"),
        ("PAST_REF", "DATE", "DATE"),
    ],
)
def test_the_type_follows_the_value(value: str, found: TimeType, type_: TimeType) -> None:
    assert type_of(value, found) == type_
