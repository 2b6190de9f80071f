"""What the formula of a time expression comes to: its TIMEX3 value and the days from the earliest to the latest.

A formula is written by `extract/times.py`: steps joined by `>`, each a word with its arguments. It begins with what it counts from, and goes on from period to period:

    anchor (the day of publication), context (the date last named, else the anchor), reference (the date last named), beside (the date of the same sentence, else as context)
    on V (a date of its own: 2031, 2031-4, 2031-4-17, 203, an ISO time), digits D T (03/04/2031; T: what tells day from month, `time_digits`), century N
    span N U [past|next], range N M U (durations); set ..., rate V (sets); const V (PRESENT_REF ...); clock T (a time of no single day)
    shift U N (the unit U that holds the day, and N on), back N U [day], ahead N U [day], weekday N D, date M-D D, month M D, quarter N D, season S D, day N D, weekend D, decade N D, feast F D
    nth N W (the nth weekday W in it), nthweek N, half N, part P, sofar, rest, last_year, in_year Y, fiscal [N], exactly, lasting N U after|before M, until N, last N, through N
    time T (a clock or a part of the day), night (the one that the day begins with), mod M

Units: D, W, M, Q, Y, 10Y, 100Y, WE, hours TH, minutes TM, seconds TS. D is a direction: past and future, backward and forward (by the tense alone) count the anchor's own day,
before and after do not; near is the nearest, the past rather than the future; next (`next Friday`) is the coming one or the one in the week after; in: inside the period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from firsthand.align.time_digits import order_of, possible
from firsthand.align.time_zones import offset

DAY = timedelta(days=1)
# Days back, of those that a year has, within which what has no tense is sooner past than to come.
YEAR_DAYS, PAST_DAYS = 365, 215
# Farther away than this a day is told with its year, whatever the tense is.
TOLD_BY_YEAR = 300
# Days farther away than which the tense alone does not choose a month or day, if another one is as near as this.
FARTHEST_BY_TENSE, NEAREST = 243, 122
# Years, at most, from one 29 February to the next.
FEWEST_LEAPS = 8
MOST = 10_000
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
# Steps that a formula can begin with and that need a day given by others.
GIVEN = ("anchor", "context", "reference", "beside")
CLOCK = re.compile(r"(\d{1,2})[:.](-?\d\d)(?::(\d\d))?$")


class Unresolved(Exception):
    """The words do not come to a date; the message says why."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, None: open; `unit` is its size, `value` its TIMEX3 value, `mod` the TIMEX3 modifier."""

    start: date | None
    end: date | None
    unit: str
    value: str | None
    mod: str | None = None
    # Why it is not the one that the formula names first.
    note: str | None = None

    @property
    def day(self) -> bool:
        return self.start is not None and self.start == self.end


Given = Mapping[str, Period]
Step = Callable[..., Period]


def resolved(formula: str, given: Given) -> Period:
    """`given`: periods for what the formula may count from; one that is missing: nobody knows it.

    Raises `Unresolved`.
    """
    first, *steps = [step.split() for step in formula.split(" > ")]
    try:
        period = _first(first[0], first[1:], given)
        for name, *arguments in steps:
            made = STEPS[name](period, *arguments)
            period = replace(made, note=period.note) if period.note and not made.note else made
    except (ValueError, OverflowError) as error:  # the calendar has no such day, or ends before it
        raise Unresolved("the calendar has no such day") from error
    return period


def needs(formula: str) -> str | None:
    """What the formula counts from: one of GIVEN; None: it says it all."""
    first = formula.split(" ", 1)[0]
    return first if first in GIVEN else None


def of_day(day: date) -> Period:
    return Period(day, day, "D", day.isoformat())


def lasting(formula: str, first: date, last: date) -> tuple[date, date] | None:
    """The days of `the past two months` and `the next 30 days`, counted from a day between these; None for other formulas."""
    name, *arguments = formula.split(" > ", maxsplit=1)[0].split()
    if name != "span" or len(arguments) != 3 or arguments[2] not in ("past", "next"):
        return None
    count = _count(arguments[0])
    if count is None or count % 1 or arguments[1] == "1000Y":
        return None
    try:
        if arguments[2] == "past":
            return moved(first, arguments[1], -int(count)), last
        return first, moved(last, arguments[1], int(count))
    except (ValueError, OverflowError):
        return None


def between(first: Period, last: Period) -> Period:
    """The same expression counted from the first and from the last day that its anchor may be."""
    if first == last:
        return first
    value = first.value if first.value == last.value else None
    return Period(first.start, last.end, first.unit, value, first.mod)


def _first(name: str, arguments: list[str], given: Given) -> Period:
    if name in GIVEN:
        if name not in given:
            raise Unresolved("no date to count from")
        return given[name]
    return BASES[name](*arguments)


# --- what says it all -----------------------------------------------------------------------------------------------------------------


def _on(*written: str) -> Period:
    """2031, 2031-4, 2031-4-17, 2031-04-17T16:00Z, 203 (the decade), 20 (the century, by its first digits)."""
    words = " ".join(written)
    whole, mark, clock = words.partition("T") if "T" in words else words.partition(" ")
    parts = [int(part) for part in whole.split("-")]
    if mark:
        return replace(of_day(date(*parts)), value=f"{date(*parts).isoformat()}T{clock}")
    if len(parts) == 3:
        return of_day(date(*parts))
    if len(parts) == 2:
        return _month(date(parts[0], parts[1], 1))
    if len(whole) == 3:
        return Period(date(parts[0] * 10, 1, 1), date(parts[0] * 10 + 9, 12, 31), "10Y", whole)
    return _year(date(parts[0], 1, 1))


def _digits(written: str, told: str = "-") -> Period:
    """A date in digits; where day and month cannot be told apart, both."""
    days = possible(written)
    if not days:
        raise Unresolved("the calendar has no such day")
    if (order := order_of(written, told)) in days:
        return of_day(days[order])
    one, *other = sorted(set(days.values()))
    return Period(one, other[0], "D", f"[{one},{other[0]}]") if other else of_day(one)


def _century(number: str) -> Period:
    first = (int(number) - 1) * 100
    return Period(date(first or 1, 1, 1), date(first + 99, 12, 31), "100Y", f"{int(number) - 1:02d}")


def _const(value: str) -> Period:
    return Period(None, None, "", value)


def _count(written: str) -> float | None:
    """None: it is not told."""
    if written == "X":
        return None
    total = 0.0
    for part in written.split("+"):
        product = 1.0
        for factor in part.split("*"):
            product *= float(factor)
        total += product
    return total


SMALLER = {
    "Y": ("M", 12),
    "D": ("TH", 24),
    "TH": ("TM", 60),
    "W": ("D", 7),
    "TM": ("TS", 60),
    "10Y": ("Y", 1),
    "100Y": ("Y", 1),
    "1000Y": ("Y", 1),
    "3M": ("M", 1),
    "2W": ("W", 1),
}


def _length(number: str, unit: str) -> str:
    """ISO 8601, with X where it is not told how many; a weekend is TIMEX3's WE."""
    count = _count(number)
    match = re.match(r"(\d*)([A-Z]+)$", unit)
    assert match is not None
    times, letter = int(match[1] or 1), match[2]
    if count is None:
        return f"PT{'X'}{letter[1]}" if len(letter) == 2 and letter != "WE" else f"PX{letter}"
    count *= times
    if count < 1 and letter in SMALLER and (count * SMALLER[letter][1]) % 1 == 0:
        letter, factor = SMALLER[letter][0], SMALLER[letter][1]
        count *= factor
    shown = f"{count:.10g}"
    return f"PT{shown}{letter[1]}" if len(letter) == 2 and letter != "WE" else f"P{shown}{letter}"


def _span(number: str, unit: str) -> Period:
    return Period(None, None, "P", _length(number, unit))


def _range(low: str, high: str, unit: str) -> Period:
    return Period(None, None, "P", f"{_length(low, unit)}/{_length(high, unit)}")


def _set(*what: str) -> Period:
    kind, *rest = what
    if kind == "weekday":
        return Period(None, None, "", f"XXXX-WXX-{rest[0]}" + (f"T{rest[1]}" if len(rest) > 1 else ""))
    if kind == "part":
        return Period(None, None, "", f"XXXX-XX-XXT{rest[0]}")
    if kind == "month":
        return Period(None, None, "", f"XXXX-{int(rest[0]):02d}")
    if kind == "season":
        return Period(None, None, "", f"XXXX-{rest[0]}")
    if kind == "date":
        month, day = rest[0].split("-")
        return Period(None, None, "", f"XXXX-{int(month):02d}-{int(day):02d}")
    return Period(None, None, "", _length(kind, rest[0]))


# --- periods of the calendar -------------------------------------------------------------------------------------------------------------


def _week(day: date) -> Period:
    start = day - timedelta(days=day.weekday())
    year, week, _ = start.isocalendar()
    return Period(start, start + 6 * DAY, "W", f"{year}-W{week:02d}")


def _month(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), "M", f"{day:%Y-%m}")


def _quarter(day: date) -> Period:
    first = (day.month - 1) // 3 * 3 + 1
    return Period(date(day.year, first, 1), _month(date(day.year, first + 2, 1)).end, "Q", f"{day.year:04d}-Q{first // 3 + 1}")


def _year(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), "Y", f"{day.year:04d}")


def _decade(day: date) -> Period:
    first = day.year // 10 * 10
    return Period(date(max(first, 1), 1, 1), date(first + 9, 12, 31), "10Y", f"{first // 10:03d}")


def _weekend(day: date) -> Period:
    """The one of the day's week."""
    start = day - timedelta(days=day.weekday()) + 5 * DAY
    year, week, _ = start.isocalendar()
    return Period(start, start + DAY, "WE", f"{year}-W{week:02d}-WE")


def _season(year: int, season: str) -> Period:
    """Of the northern half of the earth, as news written in it counts; a winter is called by the year in which it ends where a month does not tell."""
    first, last = SEASONS[season]
    start = date(year, first, 1) if first < last else date(year - 1, first, 1)
    return Period(start, _month(date(year, last, 1)).end, "S", f"{year:04d}-{season}")


def _century_of(day: date) -> Period:
    return _century(str(day.year // 100 + 1))


UNITS: dict[str, Callable[[date], Period]] = {
    "D": of_day, "W": _week, "M": _month, "Q": _quarter, "3M": _quarter, "Y": _year, "10Y": _decade, "WE": _weekend, "100Y": _century_of, "2W": _week,
    "TH": of_day, "TM": of_day, "TS": of_day,
}  # fmt: skip


def moved(day: date, unit: str, number: int) -> date:
    """Months and years keep the day of the month, where the month has it."""
    if abs(number) > MOST:
        raise OverflowError
    if unit in ("D", "W", "2W", "WE"):
        return day + timedelta(days=number * {"D": 1, "2W": 14}.get(unit, 7))
    if unit in ("TH", "TM", "TS"):
        return day + timedelta(hours=number) if unit == "TH" else day
    months = number * {"M": 1, "Q": 3, "3M": 3, "Y": 12, "10Y": 120, "100Y": 1200, "1000Y": 12_000}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# --- steps --------------------------------------------------------------------------------------------------------------------------------


def _start(period: Period) -> date:
    if period.start is None:
        raise Unresolved("the date that it counts from is not known")
    return period.start


def _end(period: Period) -> date:
    if period.end is None:
        raise Unresolved("the date that it counts from is not known")
    return period.end


def _shift(period: Period, unit: str, number: str) -> Period:
    count = int(number)
    start = _start(period)
    if unit == "1000Y":
        raise Unresolved("too long to be a date")
    if count < 0 or period.start == period.end:
        return UNITS[unit](moved(start, unit, count))
    return UNITS[unit](moved(_end(period) if count else start, unit, count))


def _by(sign: int, period: Period, number: str, unit: str, grain: str = "-") -> Period:
    """`two months ago`: the month; `three days ago`: the day, and so of weeks to count on from. A number that is not told gives the time before or after, whole."""
    count = _count(number)
    if count is None:
        raise Unresolved("it does not say how many")
    day = _start(period) if sign < 0 else _end(period)
    if count % 1:
        if unit.endswith("0Y"):
            unit, count = "Y", count * int(unit[:-1])
        small, factor = SMALLER.get(unit, ("D", 1)) if count % 1 else (unit, 1)
        if (count * factor) % 1:
            raise Unresolved("no whole number of units")
        unit, count = small, count * factor
    if unit in ("TH", "TM", "TS"):
        hours = count if unit == "TH" else 0
        there = day + timedelta(hours=sign * hours)
        low, high = sorted((there, there + (0 if hours % 24 == 0 and unit == "TH" else sign) * DAY))
        return Period(low, high, "D", low.isoformat() if low == high else None)
    large = period.unit if period.unit in ("M", "Q", "Y") and unit in ("Y", "10Y", "100Y") and period.unit != "D" else unit
    there = moved(day, unit, sign * int(count))
    return of_day(there) if grain == "day" else UNITS[large](there)


def _back(period: Period, number: str, unit: str, grain: str = "-") -> Period:
    return _by(-1, period, number, unit, grain)


def _ahead(period: Period, number: str, unit: str, grain: str = "-") -> Period:
    return _by(1, period, number, unit, grain)


def _lasting(period: Period, number: str, unit: str, side: str, mod: str) -> Period:
    """`more than two years after it began in May 2029`: a length, and the days to which it leads; open where it may lead farther."""
    value, count = _length(number, unit), _count(number)
    name = None if mod == "-" else mod
    if count is None or count % 1:
        return Period(None, None, "P", value, name)
    sign = -1 if side == "before" else 1
    low, high = _start(period), _end(period)
    start: date | None = moved(low, unit, sign * int(count))
    end: date | None = moved(high, unit, sign * int(count))
    if mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        start, end = (start, None) if sign > 0 else (None, end)
    elif mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        start, end = (low, end) if sign > 0 else (start, high)
    return Period(start, end, "P", value, name)


def _exactly(period: Period) -> Period:
    return period


def _weekday(period: Period, number: str, direction: str) -> Period:
    wanted = int(number) - 1
    start, end = _start(period), _end(period)
    if direction == "in":
        return of_day(start + timedelta(days=(wanted - start.weekday()) % 7))
    if direction == "next":
        coming = start + timedelta(days=(wanted - start.weekday() - 1) % 7 + 1)
        if coming.weekday() > start.weekday():  # still this week: it or the one after
            return Period(coming, coming + 7 * DAY, "D", f"[{coming},{coming + 7 * DAY}]")
        return of_day(coming)
    if direction in ("future", "after"):
        step = (wanted - end.weekday()) % 7
        return of_day(end + timedelta(days=7 if direction == "after" and step == 0 else step))
    step = (start.weekday() - wanted) % 7
    return of_day(start - timedelta(days=7 if direction == "before" and step == 0 else step))


def _chosen(of_year: Callable[[int], Period], period: Period, direction: str) -> Period:
    """Of what comes once a year, the one that the direction means."""
    day = _start(period)
    if direction in ("in", "this") or (period.unit in ("Y", "10Y") and direction == "near"):
        return of_year(day.year)
    some = []
    for year in range(day.year - FEWEST_LEAPS, day.year + FEWEST_LEAPS + 1):
        try:
            some.append(of_year(year))
        except ValueError:  # 29 February, and where the calendar ends
            continue
    some = [each for each in some if each.start and each.end]
    end = _end(period)

    def last(test: Callable[[Period], bool]) -> Period:
        return max((each for each in some if test(each)), key=_start)

    def first(test: Callable[[Period], bool]) -> Period:
        return min((each for each in some if test(each)), key=_start)

    if direction in ("past", "backward"):
        return last(lambda each: _start(each) <= end)
    if direction == "before":
        return last(lambda each: _end(each) < day)
    if direction in ("future", "forward"):
        return first(lambda each: _end(each) >= day)
    if direction == "after":
        return first(lambda each: _start(each) > end)
    return last(lambda each: (_start(each) - day).days <= YEAR_DAYS - PAST_DAYS)


def _by_tense(of_year: Callable[[int], Period], period: Period, direction: str) -> Period:
    """The one of the tense's side, unless it is most of a year away and that of the other side is near: news calls the near one by its month alone."""
    chosen = _chosen(of_year, period, direction)
    if direction not in ("backward", "forward") or not period.day:
        return chosen
    other = _chosen(of_year, period, "after" if direction == "backward" else "before")
    if _away(chosen, period) > FARTHEST_BY_TENSE and _away(other, period) <= NEAREST:
        return replace(other, note=f"nearer than {chosen.value}, to which the tense alone points")
    return chosen


def _away(one: Period, other: Period) -> int:
    return max((_start(one) - _end(other)).days, (_start(other) - _end(one)).days, 0)


def _date(period: Period, written: str, direction: str, weekday: str = "-") -> Period:
    month, number = (int(part) for part in written.split("-"))
    if weekday.isdigit() and direction != "in":  # the weekday tells the year
        day = _start(period)
        near = [date(year, month, number) for year in range(day.year - 3, day.year + 4) if number <= monthrange(year, month)[1]]
        fits = [each for each in near if each.isoweekday() == int(weekday)]
        chosen = _chosen(lambda year: of_day(date(year, month, number)), period, direction)
        if not fits or chosen.start in fits:
            return chosen
        return of_day(min(fits, key=lambda each: abs(each - _start(chosen))))
    chosen = _by_tense(lambda year: of_day(date(year, month, number)), period, direction)
    if direction in ("past", "future", "backward", "forward") and period.day and abs((_start(chosen) - _start(period)).days) > TOLD_BY_YEAR:
        return _chosen(lambda year: of_day(date(year, month, number)), period, "near")
    return chosen


def _month_of(period: Period, number: str, direction: str) -> Period:
    return _by_tense(lambda year: _month(date(year, int(number), 1)), period, direction)


def _quarter_of(period: Period, number: str, direction: str = "in") -> Period:
    if not 1 <= int(number) <= 4:
        raise Unresolved("a year has four quarters")
    return _chosen(lambda year: _quarter(date(year, int(number) * 3, 1)), period, direction)


def _season_of(period: Period, season: str, direction: str) -> Period:
    day = _start(period)
    if direction == "this":
        direction = "near"
    if direction == "near":
        some = [_season(year, season) for year in range(day.year - 1, day.year + 3)]
        return min(some, key=lambda each: (max((_start(each) - day).days, (day - _end(each)).days, 0), _start(each)))
    if direction == "in":
        return _season(day.year, season)
    return _chosen(lambda year: _season(year + (season == "WI"), season), period, direction)


def _day_of(period: Period, number: str, direction: str = "in") -> Period:
    """The nth day of a month; -1 the last day of any period; of what is no month the nth day from its first."""
    wanted = int(number)
    start, end = _start(period), _end(period)
    if wanted < 0:
        return of_day(end)
    if direction == "in":
        if start + (wanted - 1) * DAY > end:
            raise Unresolved("the calendar has no such day")
        return of_day(start + (wanted - 1) * DAY)
    months = [moved(start.replace(day=1), "M", by) for by in (-2, -1, 0, 1, 2)]
    days = [each.replace(day=wanted) for each in months if wanted <= monthrange(each.year, each.month)[1]]
    if direction == "future":
        return of_day(min(each for each in days if each >= start))
    return of_day(max(each for each in days if each <= end))


def _weekend_of(period: Period, direction: str) -> Period:
    here, day = _weekend(_start(period)), _start(period)
    if direction == "this":
        return here
    if direction in ("future", "after"):
        return _weekend(day + 7 * DAY) if direction == "after" and day >= _start(here) else here
    if direction == "before" or day < _start(here):
        return _weekend(day - 7 * DAY)
    return here


def _decade_of(period: Period, digits: str) -> Period:
    """`the 90s`: the last one that has begun."""
    year = _start(period).year // 100 * 100 + int(digits) // 10 * 10
    return _decade(date(year if year <= _start(period).year else year - 100, 1, 1))


def _feast(period: Period, name: str, *rest: str) -> Period:
    if name == "easter":
        offset, direction = int(rest[0]), rest[1]
        return _chosen(lambda year: of_day(easter(year) + timedelta(days=offset)), period, direction)
    number, weekday, month = {"thanksgiving": (4, 4, 11), "labor": (1, 1, 9), "memorial": (-1, 1, 5)}[name]
    return _chosen(lambda year: _nth(_month(date(year, month, 1)), str(number), str(weekday)), period, rest[0])


def easter(year: int) -> date:
    """Of the western churches (the rule of Gauss as Meeus and others state it)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth(period: Period, number: str, weekday: str) -> Period:
    wanted, start, end = int(number), _start(period), _end(period)
    if wanted < 0:
        return of_day(end - timedelta(days=(end.isoweekday() - int(weekday)) % 7))
    day = start + timedelta(days=(int(weekday) - start.isoweekday()) % 7 + 7 * (wanted - 1))
    if day > end:
        raise Unresolved("the calendar has no such day")
    return of_day(day)


def _nthweek(period: Period, number: str) -> Period:
    """Of the weeks that have their Thursday, and so most of their days, in the period."""
    return _week(_start(_nth(period, number, "4")))


def _half(period: Period, number: str) -> Period:
    start, end = _start(period), _end(period)
    first = number == "1"
    if number not in ("1", "2"):
        raise Unresolved("there are two halves")
    if period.unit == "Y":
        value = f"{period.value}-H{number}"
        return Period(start if first else date(start.year, 7, 1), date(start.year, 6, 30) if first else end, "H", value)
    if start == end:
        return replace(period, mod="START" if first else "END")
    middle = start + (end - start) // 2
    return replace(period, start=start if first else middle + DAY, end=middle if first else end, mod="START" if first else "END")


def _part(period: Period, which: str) -> Period:
    """A third of it; of a day the day."""
    if period.start is None or period.end is None or period.start == period.end:
        return replace(period, mod=which)
    if (period.start.month, period.start.day, period.end) == (1, 1, date(period.start.year, 12, 31)):  # four months of a year
        first = {"START": 1, "MID": 5, "END": 9}[which]
        year, after = period.start.year, first + 4
        return replace(
            period, start=date(year, first, 1), end=(date(year, after, 1) if after < 12 else date(year + 1, 1, 1)) - DAY, mod=which
        )
    days = (period.end - period.start).days + 1
    third = max(days // 3, 1)
    start, end = {
        "START": (period.start, period.start + (third - 1) * DAY),
        "MID": (period.start + third * DAY, period.end - third * DAY),
        "END": (period.end - (days - 2 * third - 1 if days == 31 else third - 1) * DAY, period.end),
    }[which]
    return replace(period, start=min(start, period.end), end=max(end, start), mod=which)


def _time(period: Period, *clock: str) -> Period:
    """A part of the day, or a clock: `4:30 pm utc`, `-` where nothing is said."""
    if not period.day:
        raise Unresolved("the day is not known")
    day = _start(period)
    if len(clock) == 1:
        return Period(day, day, "T", f"{day.isoformat()}T{clock[0]}")
    return Period(day, day, "T", f"{day.isoformat()}T{_on_clock(*clock)}{offset(clock[2], day)}")


def _on_clock(written: str, half: str, _zone: str, part: str = "-") -> str:
    """Of 24 hours; `10:-15` is a quarter to ten. The part of the day tells the half of it where nothing else does."""
    match = CLOCK.match(written)
    if match is None:
        raise Unresolved("no time of day")
    hour = int(match[1])
    if half == "-" and part != "-" and 1 <= hour <= 12:
        half = "pm" if part in ("AF", "EV") or (part == "NI" and 6 <= hour < 12) else "am"
    if half != "-":
        if not 1 <= hour <= 12:
            raise Unresolved("no time of day")
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(match[2])
    if minute < 0:
        hour, minute = (hour - 1) % 24, minute + 60
    if hour > 24:
        raise Unresolved("no time of day")
    return f"{hour:02d}:{minute:02d}" + (f":{match[3]}" if match[3] else "")


def _clock(*clock: str) -> Period:
    """On no single day: of a rule that holds day after day."""
    return Period(None, None, "T", f"T{_on_clock(*clock)}")


def _night(period: Period) -> Period:
    """`overnight`: the night that ends or begins with the day."""
    day = _start(period)
    return Period(day - DAY, day, "T", f"{day.isoformat()}TNI")


def _until(period: Period, number: str) -> Period:
    last = _start(period).replace(day=int(number))
    if last <= _start(period):
        raise Unresolved("the calendar has no such days")
    return Period(period.start, last, "D", f"{_start(period)}/{last}")


def _last(period: Period, number: str) -> Period:
    """The last of `25-26 May`."""
    return of_day(_end(_until(period, number)))


def _through(period: Period, digits: str) -> Period:
    year = _start(period).year
    last = year // 100 * 100 + int(digits)
    if not year < last <= year + 10:
        raise Unresolved("no years in a row")
    return Period(period.start, date(last, 12, 31), "Y", f"{year}/{last}")


def _sofar(period: Period) -> Period:
    return replace(period, mod="START")


def _rest(period: Period) -> Period:
    return replace(period, mod="END")


def _last_year(period: Period) -> Period:
    return _in_year(period, str(_start(period).year - 1))


def _in_year(period: Period, year: str) -> Period:
    """The same part of another year."""
    unit = period.unit if period.unit in ("D", "W", "M", "Q", "Y") else "Y"
    return UNITS[unit](moved(_start(period), "Y", int(year) - _start(period).year))


def _fiscal(period: Period, quarter: str | None = None) -> Period:
    """From when to when it runs is not told."""
    year = f"FY{_start(period).year:04d}"
    return Period(None, None, "Q" if quarter else "Y", f"{year}-Q{quarter}" if quarter else year)


def _mod(period: Period, mod: str, side: str = "-") -> Period:
    """`more than two months ago` is that far back, or farther."""
    open_ = mod in ("MORE_THAN", "EQUAL_OR_MORE")
    start = None if open_ and side == "before" else period.start
    return replace(period, start=start, end=None if open_ and side == "after" else period.end, mod=mod)


BASES: dict[str, Callable[..., Period]] = {
    "on": _on,
    "digits": _digits,
    "century": _century,
    "const": _const,
    "span": lambda number, unit, *_: _span(number, unit),
    "range": _range,
    "set": _set,
    "rate": _const,
    "clock": _clock,
}
STEPS: dict[str, Step] = {
    "shift": _shift,
    "back": _back,
    "ahead": _ahead,
    "lasting": _lasting,
    "exactly": _exactly,
    "weekday": _weekday,
    "date": _date,
    "month": _month_of,
    "quarter": _quarter_of,
    "season": _season_of,
    "day": _day_of,
    "weekend": _weekend_of,
    "decade": _decade_of,
    "feast": _feast,
    "nth": _nth,
    "nthweek": _nthweek,
    "half": _half,
    "part": _part,
    "time": _time,
    "night": _night,
    "until": _until,
    "last": _last,
    "through": _through,
    "sofar": _sofar,
    "rest": _rest,
    "last_year": _last_year,
    "in_year": _in_year,
    "fiscal": _fiscal,
    "mod": _mod,
}
