"""Dates in digits, 03/04/2031: which number is the day and which the month, and who says so.

A formula tells what the article shows: `digits 03/04/2031 ORDER,WHY,WEEKDAY`. ORDER: day or month first, `-` where nothing tells; WHY: dates (in digits, with a day over
12), months (`17 April`), spelling; where nothing tells the tense, past or future; WEEKDAY (1 to 7): it stands beside the date.
"""

from __future__ import annotations

import re
from datetime import date

REASONS = {
    "weekday": "day and month in digits; the weekday beside them tells which is which",
    "dates": "day and month in digits, in the order of another date in digits here",
    "months": "day and month in digits, in the order of the dates here that name the month",
    "spelling": "day and month in digits, in the order that goes with the spelling",
    "alone": "day and month in digits",
    "either": "day and month in digits, in either order",
}
PUBLISHED = "day and month in digits; that is the day of publication"
PAST = "day and month in digits; the other order is after the day of publication, and the tense is the past"
FUTURE = "day and month in digits; the other order is before the day of publication, and it is still to come"
# Years of two digits are of this century up to here.
LAST = 70


def possible(written: str) -> dict[str, date]:
    """The days that it may be, by what stands first: day or month; `year` where that does."""
    a, b, c = (int(part) for part in re.split(r"[/.-]", written))
    found = {}
    year = c if c > 99 else c + (1900 if c >= LAST else 2000)
    orders = {"year": (a, b, c)} if a > 31 else {"day": (year, b, a), "month": (year, a, b)}
    for name, (of_year, month, day) in orders.items():
        try:
            found[name] = date(of_year, month, day)
        except ValueError:
            continue
    return found


def order_of(written: str, told: str) -> str:
    """What stands first; `-`: nothing tells."""
    return _order(written, told)[0]


def reason_of(written: str, told: str) -> str:
    return REASONS[_order(written, told)[1]]


def _order(written: str, told: str) -> tuple[str, str]:
    days = possible(written)
    if len(set(days.values())) <= 1:
        return next(iter(days), "-"), "alone"
    order, why, weekday = (*told.split(","), "-", "-", "-")[:3]
    fitting = [name for name, day in days.items() if str(day.isoweekday()) == weekday]
    if len(fitting) == 1:
        return fitting[0], "weekday"
    if order in days:
        return order, why if why in REASONS else "alone"
    return ("day", "alone") if "." in written else ("-", "either")


def by_publication(written: str, told: str, first: date, last: date) -> tuple[str, str] | None:
    """What the article leaves open, by the days on which it may have been published: what stands first, and the reason; None: open still."""
    days = possible(written)
    if _order(written, told)[1] != "either":
        return None
    if first == last and first in days.values():
        return next(name for name, day in days.items() if day == first), PUBLISHED
    way = told.split(",")[1] if "," in told else ""
    left = {name for name, day in days.items() if (way == "past" and day <= last) or (way == "future" and day >= first)}
    if len(left) != 1:
        return None
    return left.pop(), PAST if way == "past" else FUTURE
