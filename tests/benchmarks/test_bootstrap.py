"""Draws with replacement, and the interval that holds the middle of them."""

from __future__ import annotations

from benchmarks.bootstrap import draws, middle


def test_the_interval_is_the_middle_of_the_draws() -> None:
    assert middle(range(1000)) == (25, 974)
    assert middle([0.5]) == (0.5, 0.5)


def test_draws_are_as_long_as_what_is_drawn_from_and_alike_on_every_run() -> None:
    drawn = list(draws("abc", 50))
    assert drawn == list(draws("abc", 50))
    assert all(len(one) == 3 and set(one) <= set("abc") for one in drawn)
    assert any(len(set(one)) < 3 for one in drawn)
