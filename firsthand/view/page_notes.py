"""What the reader of a report must know of a page before its words: a listing, a live blog with its posts, a gallery; a text that is cut short."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from firsthand.model import Metadata
from firsthand.view import say

MORE = re.compile(r"holds (\d+) words more")
LEFT_OUT = re.compile(r"characters left out: (\d+)")


def lines(metadata: Sequence[Metadata]) -> list[str]:
    """What to say of one article's page, in order; `metadata`: every candidate for it; nothing where it is an article like any other."""
    return [line for line in (_kind(metadata), _extent(metadata)) if line]


def _kind(metadata: Sequence[Metadata]) -> str | None:
    kind = _used(metadata, "kind")
    if kind == "listing":
        return "not an article but a list of others: kept, not read"
    if kind == "gallery":
        return "a gallery: pictures and captions"
    if kind != "live-blog":
        return None
    times = sorted(
        filter(None, (_moment(row.value) for row in metadata if row.field == "post" and row.used)), key=lambda one: one.replace(tzinfo=None)
    )
    if not times:
        return "a live blog"
    posts = say.count(len(times), "dated post")
    return f"a live blog: {posts}, {_clock(times[0])}" if len(times) == 1 else f"a live blog: {posts}, from {_between(times[0], times[-1])}"


def _extent(metadata: Sequence[Metadata]) -> str | None:
    if _used(metadata, "extent") != "cut":
        return None
    for row in metadata:
        if row.field != "extent" or row.value != "cut":
            continue
        more, left_out = MORE.search(row.rule), LEFT_OUT.match(row.rule)
        if more is not None:
            return f"cut short: the page’s own data hold {say.count(int(more[1]), 'word')} more"
        if left_out is not None:
            return f"cut short: {say.count(int(left_out[1]), 'character')} are left out"
    return say.EXTENTS["cut"]


def _used(metadata: Sequence[Metadata], field: str) -> str | None:
    return next((row.value for row in metadata if row.field == field and row.used), None)


def _moment(value: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        return None


def _between(first: dt.datetime, last: dt.datetime) -> str:
    return f"{_clock(first)} to {last:%H:%M}" if first.date() == last.date() else f"{_clock(first)} to {_clock(last)}"


def _clock(moment: dt.datetime) -> str:
    return f"{say.day(moment.date())}, {moment:%H:%M}"
