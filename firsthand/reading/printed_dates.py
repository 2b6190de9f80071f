"""Dates as pages print them, in words or digits, and what the clock beside one says of the outlet's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from firsthand.dates import ISO, day_of, stamp
from firsthand.reading.patterns import alike, patterns

DIGIT = re.compile(r"\d")
# A date in an address: /2031/08/02/, /2031/aug/02/, /2031-08-02/, a last part that ends with it, or 20310802 as a part of its own.
IN_URL = re.compile(
    r"/(?P<y>(?:19|20|21)\d\d)/(?P<m>\d\d?|[a-z]{3})/(?P<d>\d\d?)(?=[/?#-]|$)"
    r"|[/_-](?P<y2>(?:19|20|21)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)(?=[/._?#-]|$)"
    r"|[/_-](?P<y3>(?:19|20|21)\d\d)(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?=[/._?#-]|$)",
    re.IGNORECASE,
)
# The first days of clocks: a field that was never filled in.
NEVER = ("0001-01-01", "1970-01-01", "1900-01-01")
# Time zones lie within these hours of UTC, and all but a few a whole or half hour from it.
EARLIEST_ZONE, LATEST_ZONE, STEP = timedelta(hours=-12), timedelta(hours=14), timedelta(minutes=30)


def iso(value: str) -> str | None:
    """A date of a page's own fields as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` with `Z` or an offset where it gives one; None if it is none."""
    match = ISO.match(value.strip())
    found = _spelled(value) if match is None else stamp(match)
    return None if found is not None and found.startswith(NEVER) else found


def _spelled(value: str) -> str | None:
    """A date in English words in a page's own field, such as an HTTP date: the one full date that it holds."""
    found = list(dates(alike(value), patterns(None).months))
    return found[0][2] if len(found) == 1 else None


def dates(line: str, months: dict[str, int]) -> Iterator[tuple[int, int, str]]:
    """Full dates in a line, as (start, end, ISO 8601 or EDTF); a day without its year is none."""
    if DIGIT.search(line) is None:
        return
    for match in _expression(tuple(months)).finditer(line):
        value = _value(match, months)
        if value is not None:
            yield match.start(), match.end(), value


@lru_cache(maxsize=16)
def _expression(months: tuple[str, ...]) -> re.Pattern[str]:
    month = rf"(?P<{{}}>{'|'.join(sorted(months, key=len, reverse=True))})\b\.?"
    zone = r"(?:\s?\(?(?P<z>GMT|UTC|Z|[+-]\d\d:?\d\d)\b\)?)?"
    clock = rf"(?P<h>[0-2]?\d)[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?(?:\s?(?P<half>[ap])\.?m\b\.?)?{zone}"
    before = rf"(?:{clock.replace('P<', 'P<b')}(?:[\s,|/•·–—-]|on)+)?"
    # As the C library writes a date, and pages after it: Nov 20 15:23:00 UTC 2031.
    within = clock.replace("P<", "P<c")
    return re.compile(
        rf"(?<![\d.:/-]){before}(?:"
        rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
        rf"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th|\.|º|er)?(?:\s(?:of|de))?[\s-]{month.format('m2')},?(?:\s(?:of|de))?[\s-](?P<y2>\d{{4}})"
        rf"|\b{month.format('m3')}\s(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?(?:,\s?|\s)(?P<y3>\d{{4}})"
        rf"|\b{month.format('m5')}\s(?P<d5>[0-3]?\d)\s{within}\s(?P<y5>\d{{4}})"
        rf"|(?P<a4>\d\d?)[./](?P<b4>\d\d?)[./](?P<y4>\d{{4}}))(?![\d/])"
        rf"(?:(?:[\s,T|/•·–—-]|\bat\b|\bon\b)*{clock})?",
        re.IGNORECASE,
    )


def _value(match: re.Match[str], months: dict[str, int]) -> str | None:
    if match["y4"]:
        return _numeric(int(match["a4"]), int(match["b4"]), int(match["y4"]))
    if match["y1"]:
        day = day_of(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    else:
        n = next(n for n in "235" if match[f"y{n}"])
        day = day_of(int(match[f"y{n}"]), months[match[f"m{n}"].lower()], int(match[f"d{n}"]))
    if day is None:
        return None
    for mark in ("", "b", "c"):
        if match[f"{mark}h"] is not None:
            return day + (_clock(match, mark) or "")
    return day


def _clock(match: re.Match[str], mark: str) -> str | None:
    hour, half, zone = int(match[f"{mark}h"]), (match[f"{mark}half"] or "").lower(), (match[f"{mark}z"] or "").upper()
    if (half and not 1 <= hour <= 12) or hour > 23:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if zone[:1] in ("+", "-") and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{hour:02}:{match[f'{mark}min']}:{match[f'{mark}s'] or '00'}{'Z' if zone in ('GMT', 'UTC', 'Z') else zone}"


def _numeric(a: int, b: int, year: int) -> str | None:
    """A date in digits; where day and month cannot be told apart, both as an EDTF choice."""
    values = sorted({value for value in (day_of(year, a, b), day_of(year, b, a)) if value is not None})
    if not values:
        return None
    return values[0] if len(values) == 1 else f"[{values[0]},{values[1]}]"


def in_url(url: str) -> str | None:
    """The day that an address names, as sites that file their articles by day do; None where it names none, or several."""
    months = patterns(None).months
    days = set()
    for match in IN_URL.finditer(url.partition("?")[0]):
        year, month, day = (match["y"], match["m"], match["d"]) if match["y"] else match.groups()[3:6]
        if year is None:
            year, month, day = match["y3"], match["m3"], match["d3"]
        number = int(month) if month.isdigit() else months.get(month.lower(), 0)
        days.add(day_of(int(year), number, int(day)))
    return days.pop() if len(days) == 1 else None


# --- the outlet's own clock ---------------------------------------------------------------------------------------------------------------


def instant(value: str) -> datetime | None:
    """A date and time of `iso` with its zone; one without is taken for UTC, as most sites' fields are. None for a bare day or a choice."""
    if "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def offset(utc: str, printed: str) -> timedelta | None:
    """How far the outlet's clock is from UTC where a field gives the moment `utc` and the page prints `printed` for it, without a zone.

    Both are of `iso`. None where the two are no whole or half hours apart: then they are not the same moment.
    """
    moment, clock = instant(utc), instant(printed)
    if moment is None or clock is None or moment.utcoffset() or (printed.endswith("Z") or _zoned(printed)):
        return None
    exact = not printed.endswith(":00")  # pages seldom print seconds
    apart = clock - (moment if exact else moment.replace(second=0))
    return apart if apart and EARLIEST_ZONE <= apart <= LATEST_ZONE and not apart % STEP else None


def _zoned(value: str) -> bool:
    return instant(value) is not None and datetime.fromisoformat(value).tzinfo is not None


def in_zone(utc: str, apart: timedelta) -> str | None:
    """The same moment on the outlet's own clock, with its offset."""
    moment = instant(utc)
    if moment is None:
        return None
    try:
        return moment.astimezone(timezone(apart)).isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return None


def own_offset(value: str) -> timedelta | None:
    """The offset that a date of `iso` names, where it names one that is not UTC."""
    return (datetime.fromisoformat(value).utcoffset() or None) if _zoned(value) else None
