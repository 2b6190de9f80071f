"""Dates as metadata has them, ISO 8601 or EDTF, and the interval of instants that each stands for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)"
    r"(?:[T ]+(?P<h>\d\d):?(?P<min>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d+)?)?\s?(?P<z>Z|GMT|UTC|[+-]\d\d:?(?:\d\d)?)?)?\s*$"
)
RANGE = re.compile(r"(?P<a>[^/\[\]]+)/(?P<b>[^/\[\]]+)$")
OPEN = ".."
CHOICE = re.compile(r"\[(?P<a>[^,\]]+),(?P<b>[^,\]]+)\]$")


def stamp(match: re.Match[str]) -> str | None:
    """A match of ISO as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` with `Z` or an offset where it gives one; None where there is no such day."""
    day = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None or match["h"] is None:
        return day
    zone = (match["z"] or "").upper()
    zone = "Z" if zone in ("Z", "GMT", "UTC") else zone
    if zone and zone != "Z":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    try:
        time(int(match["h"]), int(match["min"]), int(match["s"] or 0))
    except ValueError:
        return day
    return f"{day}T{match['h']}:{match['min']}:{match['s'] or '00'}{zone}"


def day_of(year: int, month: int, day: int) -> str | None:
    """ISO 8601; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def interval(value: str) -> tuple[datetime, datetime] | None:
    """Earliest and latest instant (UTC) of a date as `Metadata.value` has it; None where it is no date.

    A bare day runs from 00:00:00 to 23:59:59; a time without a zone says no more than its day; a time with a zone is an instant.
    """
    choice = CHOICE.match(value) or RANGE.match(value)
    if choice is not None:
        first, last = interval(choice["a"].strip()), interval(choice["b"].strip())
        return (first[0], last[1]) if first and last else None
    match = ISO.match(value)
    if match is None:
        return None
    day = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None:
        return None
    if match["h"] is not None and match["z"]:
        text = stamp(match)
        try:
            instant = datetime.fromisoformat(text).astimezone(UTC) if text and "T" in text else None
        except OverflowError:  # the first and the last hours of the calendar, in another zone
            return None
        if instant is not None:
            return instant, instant
    whole = date.fromisoformat(day)
    return datetime.combine(whole, time(0), UTC), datetime.combine(whole, time(23, 59, 59), UTC)


def ends(value: str) -> tuple[datetime | None, datetime | None]:
    """As `interval`, and of an interval with one open end (`2031-06-04/..`) the other one; None: open, or no date."""
    both = interval(value)
    match = RANGE.match(value) if both is None else None
    if match is None:
        return both or (None, None)
    first, last = (interval(match[side].strip()) if match[side].strip() != OPEN else None for side in "ab")
    return first[0] if first else None, last[1] if last else None
