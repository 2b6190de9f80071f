"""Dates and times as a person writes them in decisions.toml: TIMEX3 values and EDTF intervals, with the days that they stand for."""

from __future__ import annotations

import re
from datetime import date

from firsthand.align.time_values import Period, Unresolved, resolved
from firsthand.model import TimeType

REFERENCES = frozenset(("PRESENT_REF", "PAST_REF", "FUTURE_REF"))
LENGTH = re.compile(r"P(?=[\dXT])(?:(?:\d+(?:\.\d+)?|X)(?:Y|M|W|D|WE|DE|CE|Q))*(?:T(?:(?:\d+(?:\.\d+)?|X)[HMS])+)?$")
PARTIAL = re.compile(r"XXXX-(?:W(?:XX|\d\d)-(?:\d|XX|WE)|(?:XX|[01]\d)(?:-(?:XX|[0-3]\d))?)(?:T\w{2}(?::\w\d)?)?$")
DAY = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>(?:[0-2]\d|XX)(?::?(?:[0-5]\d|XX)(?::?[0-5]\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?|MO|AF|EV|NI|MI|DT))?$"
)
# Values of longer periods: as TIMEX3 writes them, and as a formula of `time_values` does.
FORMULAS = (
    (re.compile(r"(\d{4})-(\d\d)$"), "on {0}-{1}"),
    (re.compile(r"(\d{4}|\d{3})$"), "on {0}"),
    (re.compile(r"(\d{4})-Q([1-4])$"), "on {0} > quarter {1} in"),
    (re.compile(r"(\d{4})-H([12])$"), "on {0} > half {1}"),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)$"), "on {0} > season {1} in"),
)
CENTURY = re.compile(r"\d\d$")
WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-([1-7]|WE))?$")
CHOICE = re.compile(r"\[([^,\]]+)(?:,|\.\.)([^,\]]+)\]$")


def is_value(text: str) -> bool:
    """Whether it is a TIMEX3 value or an EDTF interval."""
    try:
        period_of(text)
    except Unresolved:
        return False
    return True


def type_of(value: str, found: TimeType) -> TimeType:
    """TIMEX3 type of a value that stands where one of another type may have been found."""
    if found == "SET" and (LENGTH.match(value) or PARTIAL.match(value)):
        return "SET"
    if LENGTH.match(value):
        return "DURATION"
    return "TIME" if "T" in value and "/" not in value and value not in REFERENCES else "DATE"


def period_of(text: str) -> Period:
    """The days from the first to the last; None where a side is open or the value names no day.

    Raises `Unresolved`.
    """
    if text in REFERENCES or LENGTH.match(text) or PARTIAL.match(text):
        return Period(None, None, "", text)
    if choice := CHOICE.match(text):
        first, last = period_of(choice[1].strip()), period_of(choice[2].strip())
    elif "/" in text:
        one, _, other = text.partition("/")
        first, last = (Period(None, None, "", None) if side in ("", "..") else period_of(side) for side in (one, other))
        if first.start is None and last.end is None:
            raise Unresolved("no interval")
    else:
        return _one(text)
    if first.start and last.end and last.end < first.start:
        raise Unresolved("it ends before it begins")
    return Period(first.start, last.end, "D", text)


def _one(text: str) -> Period:
    try:
        if match := DAY.match(text):
            day = date.fromisoformat(match["day"])
            return Period(day, day, "T" if match["clock"] else "D", text.replace(" ", "T"))
        if match := WEEK.match(text):
            year, week = int(match[1]), int(match[2])
            first, last = {None: (1, 7), "WE": (6, 7)}.get(match[3]) or (int(match[3]), int(match[3]))
            return Period(date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, last), "W", text)
        if CENTURY.match(text):
            return resolved(f"century {int(text) + 1}", {})
    except ValueError as error:
        raise Unresolved("the calendar has no such day") from error
    for pattern, formula in FORMULAS:
        if match := pattern.match(text):
            return Period(*_ends(resolved(formula.format(*match.groups()), {})), text)
    raise Unresolved("no date or time")


def _ends(period: Period) -> tuple[date | None, date | None, str]:
    return period.start, period.end, period.unit
