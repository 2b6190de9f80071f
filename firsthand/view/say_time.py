"""What a time expression comes to, and why, in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from firsthand.model import Attribution, TimeExpression
from firsthand.view import say

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = {"MO": "in the morning", "AF": "in the afternoon", "EV": "in the evening", "NI": "at night", "MI": "at midday", "DT": "by day"}
AGAIN = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday", "DT": "day"}
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
REFERENCES = {
    "PRESENT_REF": "about the present",
    "PAST_REF": "in the past",
    "FUTURE_REF": "in the future",
}
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "WE": "weekend", "DE": "decade", "CE": "century"}
CLOCK_UNITS = {"H": "hour", "M": "minute", "S": "second"}
MODS = {
    "APPROX": "about ", "MORE_THAN": "more than ", "LESS_THAN": "less than ", "EQUAL_OR_MORE": "at least ", "EQUAL_OR_LESS": "at most ",
}  # fmt: skip
# What a value does not name.
UNNAMED = {"XXXX": "which year", "XXXX-XX": "which month", "XXXX-WXX": "which week"}
CLOCK = re.compile(r"T(\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$")
PART_OF_DAY = re.compile(r"T(MO|AF|EV|NI|MI|DT)$")
LENGTH = re.compile(r"P(?P<days>(?:[\d.X]+[A-Z]+)*?)(?:T(?P<clock>(?:[\d.X]+[HMS])+))?$")
PIECE = re.compile(r"([\d.]+|X)(WE|DE|CE|[A-Z])")
CALLED = re.compile(r"(?P<year>\d{4})-(?:(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4])|H(?P<half>[12]))$")
# Words of the rules; those that tell no more than the value does.
SAID_BY_VALUE = frozenset((*REFERENCES.values(), "a length of time", "again and again"))
AS_WRITTEN = "the date as it is written"
BY_PERSON = "a person decided it"
UNKNOWN = "the day of publication is not known"
PUBLISHED = "published "
THE_DAY = "the day of publication"


def says(row: TimeExpression) -> str:
    """What it comes to: `Thursday 4 June 2031`, `between 1 and 10 June 2031`, `2 months`, `not known`."""
    if row.type in ("DURATION", "SET") and row.value is not None:
        told = _again(row.value) if row.type == "SET" else length(row.value, row.mod)
        return f"{told}: {_days(row)}" if row.earliest or row.latest else told
    if row.value in REFERENCES:
        return f"{REFERENCES[row.value]}: {_days(row) if row.earliest or row.latest else 'no day is told'}"
    return _days(row) if row.earliest or row.latest else _without_days(row.value)


def why(row: TimeExpression) -> str:
    """What it is counted from, and how; nothing where the value says it all."""
    if row.rule in SAID_BY_VALUE:
        return (
            "" if row.anchor is None else f"counted from {THE_DAY}" if row.anchor.startswith(PUBLISHED) else f"counted from “{row.anchor}”"
        )
    rule = re.sub(r"`([^`]*)`", "“\\1”", row.rule or "").replace(f"; {UNKNOWN}", f", but {UNKNOWN}")
    if row.anchor is None:
        return rule
    if not row.anchor.startswith(PUBLISHED):
        return f"counted from “{row.anchor}”: {rule}"
    when = published(row.anchor)
    return rule.replace(THE_DAY, f"{THE_DAY} ({when})", 1) if THE_DAY in rule else f"{rule}; counted from {THE_DAY}, {when}"


def published(anchor: str) -> str:
    """The days of an anchor `published 2031-06-04` or `published 2031-06-03/2031-06-09`."""
    first, _, last = anchor.removeprefix(PUBLISHED).partition("/")
    days = _day(first), _day(last or first)
    return anchor.removeprefix(PUBLISHED) if None in days else between(*days)  # type: ignore[arg-type]


def heading(earliest: str | None, latest: str | None) -> str:
    """The days between which something lies, as the head of a list."""
    first, last = _day(earliest), _day(latest)
    if first is not None and first == last:
        return f"{WEEKDAYS[first.weekday()]} {say.day(first)}"
    if first is None or last is None:
        return _open(first, last)
    return _whole(first, last) or between(first, last)


def said_on(row: Attribution) -> str | None:
    """The days on which something was said, as the words beside it tell; nothing where they tell none."""
    return heading(row.said_earliest, row.said_latest) if row.said_earliest or row.said_latest else None


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def between(first: dt.date, last: dt.date) -> str:
    return say.day(first) if first == last else f"between {say.span(first, last, ' and ')}"


@lru_cache(maxsize=20_000)
def length(value: str, mod: str | None = None) -> str:
    """A duration: `2 months`, `more than 2 years`, `2 to 3 weeks`, `some weeks`."""
    low, _, high = value.partition("/")
    told = _length(low)
    if told is None:
        return value
    if high and (more := _length(high)) is not None:
        number, _, unit = told.partition("\u00a0")
        told = f"{number} to {more}" if more.partition("\u00a0")[2].rstrip("s") == unit.rstrip("s") else f"{told} to {more}"
    return MODS.get(mod or "", "") + told


def _length(value: str) -> str | None:
    match = LENGTH.match(value)
    if match is None:
        return None
    pieces = [(number, UNITS.get(unit, unit)) for number, unit in PIECE.findall(match["days"])]
    pieces += [(number, CLOCK_UNITS[unit]) for number, unit in PIECE.findall(match["clock"] or "")]
    named = [
        f"some {_many(unit)}" if number == "X" else f"{number}\u00a0{unit if number == '1' else _many(unit)}" for number, unit in pieces
    ]
    return say.listed(named) or None


def _many(unit: str) -> str:
    return "centuries" if unit == "century" else f"{unit}s"


def _again(value: str) -> str:
    """What happens again and again: `every night`, `every Monday`, `every 2 weeks`."""
    if value.startswith("P"):
        told = length(value)
        return "every " + told.removeprefix("1\u00a0") if told != value else value
    if part := PART_OF_DAY.search(value):
        weekday = re.match(r"XXXX-WXX-(\d)", value)
        return f"every {WEEKDAYS[int(weekday[1]) - 1]} {AGAIN[part[1]]}" if weekday else f"every {AGAIN[part[1]]}"
    name = _named(value)
    return f"every {name}" if name else value


def _without_days(value: str | None) -> str:
    if value is None:
        return "which day is not known"
    if value.startswith("FY"):
        return f"the financial year {value[2:]}: on which days it begins and ends is not told"
    name = _named(value)
    if name is None:
        return f"{UNNAMED.get(value, 'which day')} is not known" if value.startswith("XXXX") else length(value)
    which = "which one" if value.startswith("XXXX-W") else "of which year"
    return f"{name}: {which} is not known"


def _named(value: str) -> str | None:
    """What is known of a date without its year or week: `Thursday`, `16 May`, `June`, `autumn`."""
    match = re.match(
        r"XXXX-(?:WXX-(?P<weekday>[1-7])|(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?)", value
    )
    if match is None:
        return None
    if match["weekday"]:
        return WEEKDAYS[int(match["weekday"]) - 1]
    if match["season"]:
        return SEASONS[match["season"]]
    if match["quarter"]:
        return f"the {ORDINALS[match['quarter']]} quarter"
    month = say.MONTHS[int(match["month"])] if 1 <= int(match["month"]) <= 12 else match["month"]
    return f"{int(match['day'])}\u00a0{month}" if match["day"] else month


# --- days ------------------------------------------------------------------------------------------------------------------------------


def _days(row: TimeExpression) -> str:
    return _told(row.earliest, row.latest, row.value, row.mod if row.type in ("DATE", "TIME") else None)


@lru_cache(maxsize=20_000)
def _told(earliest: str | None, latest: str | None, value: str | None, mod: str | None) -> str:
    first, last, about = _day(earliest), _day(latest), "about " if mod == "APPROX" else ""
    if first is None or last is None:
        return about + _open(first, last)
    value = value or ""
    if first == last:
        return f"{about}{WEEKDAYS[first.weekday()]} {say.day(first)}{_clock(value)}"
    if value.startswith("["):
        return f"{say.day(first)} or {say.day(last)}"
    if value.endswith("TNI") and last - first == say.DAY:
        return f"in the night from {say.span(first, last, ' to ')}"
    if whole := _whole(first, last):
        return f"{about}{whole}"
    if call := CALLED.match(value):
        name = next(make(call[key]) for key, make in NAMES if call[key])
        return f"{about}{name} {call['year']}, {between(first, last)}"
    if re.match(r"\d{4}-W\d\d$", value) and last - first == 6 * say.DAY:
        return f"{about}in the week from {say.span(first, last, ' to ')}"
    return about + between(first, last)


NAMES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("season", lambda one: SEASONS[one]),
    ("quarter", lambda one: f"the {ORDINALS[one]} quarter of"),
    ("half", lambda one: f"the {ORDINALS[one]} half of"),
)


def _whole(first: dt.date, last: dt.date) -> str | None:
    """A month, a year, a decade or a century, where it is the whole of one."""
    begins, ends = first.day == 1, last == dt.date.max or (last + say.DAY).day == 1
    if not (begins and ends):
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{say.MONTHS[first.month]}\u00a0{first.year}"
    if (first.month, last.month) != (1, 12):
        return None
    if first.year == last.year:
        return str(first.year)
    if first.year % 10 == 0 and last.year == first.year + 9:
        return f"the {first.year}s"
    return None


def _open(first: dt.date | None, last: dt.date | None) -> str:
    if first is not None:
        return f"on {say.day(first)} or later"
    return f"on {say.day(last)} or earlier" if last is not None else "which day is not known"


def _clock(value: str) -> str:
    if part := PART_OF_DAY.search(value):
        return f", {PARTS[part[1]]}"
    match = CLOCK.search(value)
    if match is None:
        return ""
    zone = match[2] or ""
    offset = "" if not zone else "\u00a0UTC" + ("" if zone == "Z" else _offset(zone))
    return f", at {match[1]}{offset}"


def _offset(zone: str) -> str:
    hours, _, minutes = zone[1:].partition(":")
    return f"{'−' if zone[0] == '-' else '+'}{int(hours)}{'' if minutes == '00' else ':' + minutes}"


@lru_cache(maxsize=20_000)
def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return None
