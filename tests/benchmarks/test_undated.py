"""Dates of undated articles are judged as the benchmark says."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.undated import Item, cannot_be, develop, judged
from firsthand.model import Metadata

ITEM = Item("a", "e", date(2031, 4, 17), {}, False)


@pytest.mark.parametrize(
    ("value", "holds", "narrow", "wrong_day"),
    [
        ("2031-04-16/2031-04-22", True, True, False),
        ("2031-04-16/2031-04-23", True, False, False),
        ("2031-04-17", True, True, False),
        ("2031-04-16", False, True, True),
        ("2031-04-18/..", False, False, False),
        ("2031-04-17/..", True, False, False),
    ],
)
def test_judged(value: str, holds: bool, narrow: bool, wrong_day: bool) -> None:
    found = judged(Metadata("a", "published", value, None, None, "worked out: x", True), ITEM)
    assert (found.given, found.holds, found.narrow, found.wrong_day) == (True, holds, narrow, wrong_day)


def test_none_is_no_answer() -> None:
    assert not judged(None, ITEM).given


def test_dates_that_cannot_be() -> None:
    address = "https://e.example/2031/04/17/x"
    assert cannot_be("2031-04-17T12:52:00", "2031-04-17T13:52:17", address)
    assert cannot_be("2031-04-20T12:00:00", "2031-04-17T13:52:17", address)
    assert cannot_be("2031-08-01T12:00:00", "2031-09-17T13:52:17", address)
    assert not cannot_be("2031-04-18T12:00:00", "2031-09-17T13:52:17", address)
    assert not cannot_be("2031-04-18T12:00:00", None, "https://e.example/x")


def test_half_of_the_events() -> None:
    events = [f"event {number}" for number in range(20)]
    assert len(develop(events)) == 11
    assert develop(events) == develop(events[::-1])
