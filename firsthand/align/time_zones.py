"""UTC offsets of time zones by name, on a day: where a name has several meanings in the world, the words alone keep it.

Summer time begins and ends as the law of the place has it since 2007 (United States, Canada) and 1996 (European Union, United Kingdom).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

# IST (India, Israel, Ireland), CST (China, Cuba, America), AST (Arabia, the Atlantic), GST (the Gulf, South Georgia) are none of these.
OFFSETS = {
    "utc": "Z", "edt": "-04:00", "est": "-05:00", "cdt": "-05:00", "mdt": "-06:00", "mst": "-07:00", "pdt": "-07:00", "pst": "-08:00", "cet": "+01:00",
    "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "jst": "+09:00", "kst": "+09:00", "aest": "+10:00", "aedt": "+11:00", "hst": "-10:00",
    "akst": "-09:00", "sast": "+02:00", "wat": "+01:00", "eat": "+03:00", "adt": "-03:00", "hkt": "+08:00", "sgt": "+08:00", "pkt": "+05:00", "nzst": "+12:00",
    "nzdt": "+13:00", "awst": "+08:00", "acst": "+09:30", "acdt": "+10:30", "cat": "+02:00", "npt": "+05:45", "trt": "+03:00", "brt": "-03:00", "wib": "+07:00",
    "wet": "Z",
}  # fmt: skip
# Zones whose name is the same all the year: hours from UTC in winter.
AMERICAN = {"et": -5, "ct": -6, "mt": -7, "pt": -8}
SINCE_AMERICAN, SINCE_EUROPEAN = 2007, 1996
ZONE = re.compile(r"([a-z]+)(?:([+-])(\d{1,2})(?:[:.]?(\d\d))?)?$")
FARTHEST = 14


def offset(zone: str, day: date) -> str:
    """`Z` or `+05:30`; empty: the name has no one meaning, or the day is not told by it."""
    match = ZONE.match(zone)
    if match is None:
        return ""
    name, sign, hours, minutes = match.groups()
    if sign:
        return f"{sign}{int(hours):02d}:{minutes or '00'}" if name == "utc" and int(hours) <= FARTHEST else ""
    if name in AMERICAN:
        return _hours(AMERICAN[name] + _american_summer(day)) if day.year >= SINCE_AMERICAN else ""
    if name in ("bst", "london"):
        summer = day.year >= SINCE_EUROPEAN and _european_summer(day)
        return "+01:00" if summer else "Z" if name == "london" and day.year >= SINCE_EUROPEAN else ""
    return OFFSETS.get(name, "")


def _hours(number: int) -> str:
    return f"{'-' if number < 0 else '+'}{abs(number):02d}:00"


def _american_summer(day: date) -> bool:
    """From the second Sunday of March to the first of November."""
    return _sunday(date(day.year, 3, 8)) <= day < _sunday(date(day.year, 11, 1))


def _european_summer(day: date) -> bool:
    """From the last Sunday of March to that of October."""
    return _sunday(date(day.year, 3, 25)) <= day < _sunday(date(day.year, 10, 25))


def _sunday(day: date) -> date:
    """The first from a day on."""
    return day + timedelta(days=6 - day.weekday())
