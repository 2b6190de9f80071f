"""Every number and every date of a text is in a time expression, in a quantity, in furniture, in the date line, or listed as unread."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from firsthand.extract.numbers import numbers
from firsthand.extract.quantities import quantities
from firsthand.extract.times import times
from tests.extract.timed import plain
from tests.helpers import build, rows, write

WORDS = (
    "one two three ten twelve twenty seventy hundred hundreds thousand million billion dozen dozens half zero January March May August December Monday Sunday Thursday "
    "Fridays"
).split()
WANTED = re.compile(r"\d+|\b(?:" + "|".join(WORDS) + r")\b")
TEXTS = [
    "The lock has 3 gates, 12.5 km of wall, no fee, and 1,200 boats pass; one of them sank on Sunday, and no one saw it.",
    "Call +49 30 1234567 or 555-0199, see www.lock.example/2031/04?id=77, page 12, §4.2, room B-17, flight LH400, v2.0.1, 10:1, 3-2, 1/2, ½, ²³.",
    "03/04/2031, 2031-04-03, 03.04.31, 31/02/2031, 2031-13-45, 99:99, 25:61, 4pm, 1600Z, 16.30, '31, the 1990s, 90s, 1st, 22nd, 103rd, XIV",
    "May may sail in May; March on, Sunday Herald; August Lund met the march in Augusta; Mayday; Monday's fee, pre-March, mid-May, Sunday-Monday.",
    "One-two, forty-five, half-hearted, half-a-dozen, four-and-a-half, multi-million, twenty-something, one's own, million-dollar, hundredfold.",
    "٣٤ boats, １２ gates, ४५ men, 7️⃣ steps, 1\u00a0000, 1\u2009000, 1'000, 1_000, 0x1F, 1e9, 3×4, −5, +5, ±5, ~5, <5, #5, @5, $5, €5.5m, 5%, 5‰, 5°",
    "one one one 5 5 5 2031 2031 may May MAY MONDAY monday Mondays 10 10 May 10 2031 May 32 May 0 half 12 12 12",
    "Jan. 3 and Sept 4 and Dec 2029; Jan Varro; 2 Mar; Sat; the Sun; 30-40, 30–40, 30 to 40, 5-10-day, 30- to 60-day, 2029-31, 2029/30",
]


def covered(text: str) -> bytearray:
    article = plain(text)
    marks = bytearray(len(text))
    for row in (*times(article), *quantities(article), *numbers(article)):
        for place in range(row.span.start, row.span.end):
            marks[place] = 1
    return marks


@pytest.mark.parametrize("text", TEXTS)
def test_odd_texts(text: str) -> None:
    marks = covered(text)
    assert [
        text[max(match.start() - 8, 0) : match.end() + 8] for match in WANTED.finditer(text) if not all(marks[slice(*match.span())])
    ] == []


def test_any_text() -> None:
    chance = random.Random(31)
    parts = [
        *WORDS,
        *"0123456789",
        "17",
        "2031",
        "3.5",
        "1,000",
        "-",
        "/",
        ":",
        ".",
        ",",
        " ",
        " ",
        " ",
        "(",
        ")",
        "%",
        "$",
        "p.m.",
        "of",
        "the",
        "years",
        "old",
        "ago",
        "to",
        "#",
        "½",
        "\n",
    ]
    for _ in range(150):
        text = "".join(word + chance.choice(("", " ")) for word in chance.choices(parts, k=30))
        marks = covered(text)
        missed = [match[0] for match in re.finditer(r"\d+", text) if not all(marks[slice(*match.span())])]
        assert missed == [], text


def test_in_a_story(tmp_path: Path) -> None:
    """The date line is metadata, what stands in furniture is listed, nothing is lost between the tables."""
    text = (
        "Lock stays shut for 3 days\n\nApril 17, 2031\n\nThe lock broke on Thursday at 16:00, one of 12 that did. It cost $5m, Ines Varro, 42, said on 03/04/2031.\n\n"
        "Read more: 5 things to know on Monday\n\nShare this page\n"
    )
    write(tmp_path / "in", {"lock.txt": text})
    build(tmp_path / "in", tmp_path / "s.duckdb")
    spans = [
        row
        for table in ("time_expression", "quantity", "unread", "furniture", "metadata")
        for row in rows(tmp_path / "s.duckdb", f'SELECT span."start", span."end" FROM {table} WHERE span IS NOT NULL')
    ]
    missed = [match[0] for match in WANTED.finditer(text) if not any(start <= match.start() and match.end() <= end for start, end in spans)]
    assert missed == []
