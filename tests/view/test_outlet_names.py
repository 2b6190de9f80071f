from __future__ import annotations

import pytest

from firsthand.view import outlet_names
from firsthand.view.queries import short_mark


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("abcnews.go.com", "ABC News"),
        ("money.cnn.com", "CNN"),
        ("www.quay.example", "www.quay.example"),
        ("The Quay", "The Quay"),
        ("Quay.", "Quay."),
    ],
)
def test_an_address_is_told_by_the_name_that_is_known(name: str, shown: str) -> None:
    assert outlet_names.shown(name) == shown


def test_addresses_in_words_are_told_by_name_and_those_of_pages_and_mail_left() -> None:
    assert outlet_names.in_words("it credits www.bbc.com; 3 words") == "it credits BBC; 3 words"
    for told in ("ada@bbc.com", "https://www.bbc.com/news", "a/bbc.com/b"):
        assert outlet_names.in_words(told) == told


@pytest.mark.parametrize(
    ("name", "mark"),
    [("abcnews.go.com", "ABC"), ("www.thequay.example", "Qu"), ("The Quay", "Qu"), ("www.nytimes.com", "NYT"), ("www.bbc.com", "BBC")],
)
def test_marks_are_of_the_known_name_without_the(name: str, mark: str) -> None:
    assert short_mark(name, set()) == mark


def test_an_address_that_is_none_stops_nothing() -> None:
    assert outlet_names.of_address("http://[bad") is None
