"""What formulas come to."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from firsthand.align.time_reasons import reason
from firsthand.align.time_values import Period, Unresolved, easter, lasting, moved, needs, of_day, resolved

DAY = date(2031, 4, 17)
GIVEN = {"anchor": of_day(DAY)}


def value(formula: str, day: date = DAY) -> str | None:
    return resolved(formula, {"anchor": of_day(day)}).value


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("anchor > weekday 4 past", "2031-04-17"),
        ("anchor > weekday 4 before", "2031-04-10"),
        ("anchor > weekday 4 future", "2031-04-17"),
        ("anchor > weekday 4 after", "2031-04-24"),
        ("anchor > shift W -1 > weekday 1 in", "2031-04-07"),
        ("anchor > month 4 past", "2031-04"),
        ("anchor > month 4 before", "2030-04"),
        ("anchor > month 3 future", "2032-03"),
        ("anchor > month 12 near", "2030-12"),
        ("anchor > month 5 backward", "2031-05"),
        ("anchor > month 5 past", "2030-05"),
        ("anchor > month 3 forward", "2031-03"),
        ("anchor > month 10 backward", "2030-10"),
        ("anchor > date 9-10 backward", "2030-09-10"),
        ("anchor > date 8-14 backward > time EV", "2031-08-14TEV"),
        ("on 2031-2-1 > ahead 3 W", "2031-W08"),
        ("on 2031-2-1 > ahead 3 W day", "2031-02-22"),
        ("clock 10:00 pm -", "T22:00"),
        ("on 2031-4-17 > time 10:-15 - - EV", "2031-04-17T21:45"),
        ("on 2031-4-17 > time 12:-15 - - -", "2031-04-17T11:45"),
        ("on 2031-4-17 > time 1:30 - - NI", "2031-04-17T01:30"),
        ("anchor > month 6 near", "2031-06"),
        ("anchor > date 6-1 future", "2031-06-01"),
        ("anchor > date 4-10 future", "2031-04-10"),
        ("anchor > date 4-20 past", "2031-04-20"),
        ("anchor > date 5-30 past", "2031-05-30"),
        ("anchor > date 2-29 past", "2028-02-29"),
        ("anchor > shift M -2", "2031-02"),
        ("anchor > back 2 M", "2031-02"),
        ("anchor > back 20 Y", "2011"),
        ("anchor > shift 10Y -1", "202"),
        ("anchor > shift Q -1", "2031-Q1"),
        ("anchor > quarter 4 past", "2030-Q4"),
        ("anchor > season WI past", "2031-WI"),
        ("anchor > season SU future", "2031-SU"),
        ("on 2031-1-31 > shift M 1", "2031-02"),
        ("on 2030 > shift Y 1 > month 2 in", "2031-02"),
        ("on 2031-3 > nth -1 5", "2031-03-28"),
        ("anchor > feast easter -2 past", "2031-04-11"),
        ("anchor > feast thanksgiving past", "2030-11-28"),
        ("anchor > day 20 past", "2031-03-20"),
        ("anchor > decade 70", "197"),
        ("century 21", "20"),
        ("on 2031-4-17 > time 12:30 am utc", "2031-04-17T00:30Z"),
        ("on 2031-4-17 > time 7:05 - utc+3", "2031-04-17T07:05+03:00"),
        ("on 2031-4-17 > time 7:05 - ist", "2031-04-17T07:05"),
        ("span 2 10Y", "P20Y"),
        ("span 0.5 Y", "P6M"),
        ("span 20+5*100 TM", "PT520M"),
        ("set weekday 1", "XXXX-WXX-1"),
    ],
)
def test_values(formula: str, expected: str) -> None:
    assert value(formula) == expected


@pytest.mark.parametrize(
    "formula",
    ["on 2031-2-30", "on 2031-13", "digits 40/40/2031", "anchor > day 31 > day 40", "on 9999-12 > shift Y 1", "context", "anchor > shift 1000Y 1", "on 2031-4-17 > time 13:00 pm -",
     "on 2031 > time 13:00 - -", "anchor > back X Y"],
)  # fmt: skip
def test_what_the_calendar_has_not(formula: str) -> None:
    with pytest.raises(Unresolved):
        resolved(formula, GIVEN)


def test_easter_days() -> None:
    assert [easter(year) for year in (1961, 2000, 2024, 2025)] == [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2025, 4, 20),
    ]


def test_months_keep_the_day_where_they_have_it() -> None:
    assert moved(date(2031, 3, 31), "M", -1) == date(2031, 2, 28)


def test_what_lasts_up_to_publication_and_from_it() -> None:
    assert lasting("span 2 W past", DAY, DAY) == (date(2031, 4, 3), DAY)
    assert lasting("span 2 W next > mod APPROX", DAY, DAY) == (DAY, date(2031, 5, 1))
    assert lasting("span 2 W", DAY, DAY) is None
    assert lasting("span X W past", DAY, DAY) is None
    assert lasting("span 99999 Y past", DAY, DAY) is None


def test_what_a_formula_counts_from() -> None:
    assert [needs(formula) for formula in ("anchor", "anchor > shift D 1", "on 2031", "reference > shift D 1")] == [
        "anchor",
        "anchor",
        None,
        "reference",
    ]


def test_earliest_is_never_after_latest() -> None:
    chance = random.Random(3)
    steps = [
        "weekday {} {}",
        "month {} {}",
        "season SU {1}",
        "shift M {0}",
        "shift W -{0}",
        "part START",
        "part END",
        "part MID",
        "half 1",
        "half 2",
        "back {0} M",
        "weekend {1}",
        "quarter 3 {1}",
    ]
    for _ in range(2000):
        day = date(1990, 1, 1) + timedelta(days=chance.randrange(20_000))
        formula = " > ".join(
            [
                "anchor",
                *(
                    chance.choice(steps).format(chance.randint(1, 7), chance.choice(("past", "future", "near", "before", "after")))
                    for _ in range(chance.randint(1, 3))
                ),
            ]
        )
        try:
            period = resolved(formula, {"anchor": of_day(day)})
        except Unresolved:
            continue
        assert isinstance(period, Period)
        assert period.start is None or period.end is None or period.start <= period.end, formula
        assert reason(formula)
