"""The days on which an article without a date may have been published, each limit with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from firsthand.align import decisions as person
from firsthand.align.dates_resolved import day_published
from firsthand.align.query import Query
from firsthand.align.undated_beside import Beside, copies, same_days, same_news, same_words
from firsthand.align.undated_text import Limit, limits, told
from firsthand.dates import day_of, interval
from firsthand.model import Decision, Metadata, Span

ARTICLES = "SELECT article_id, path FROM found.article ORDER BY article_id"
PUBLISHED = "SELECT article_id, value FROM metadata WHERE field = 'published' AND used"
LISTINGS = "SELECT article_id FROM metadata WHERE field = 'kind' AND value = 'listing' AND used"
CANDIDATES = """
    SELECT DISTINCT article_id, field, value, span, words FROM metadata
    WHERE (field = 'published' AND NOT used OR field = 'modified' AND used) AND article_id IN (SELECT unnest(?)) ORDER BY ALL
"""
RECORDED = "SELECT article_id, min(recorded) FROM found.capture WHERE recorded IS NOT NULL GROUP BY 1"
# A day as files are named by: 2031-06-04, 20310604, 2031_06_04.
IN_NAME = re.compile(r"(?<!\d)((?:19|20|21)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
# An outlet's day and that of UTC are at most one apart.
DAY = timedelta(days=1)
# Dates that an article's page gives and that do not agree: so many days, at most, lie between them if they can be one thing.
APART = 31
# A dated article counts for others where its own day is known as well as this.
EXACT = timedelta(days=3)
# Limits of nearly the same worth that exclude each other tell nothing, either of them.
CLOSE = 0.15
# Reasons of one row, at most; the strongest come first.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Found:
    """From the first day to the last (None: open), and the limits that agree on it, and those that do not."""

    first: date | None
    last: date | None
    kept: tuple[Limit, ...]
    dropped: tuple[Limit, ...]


def undated(query: Query, given: Sequence[Decision]) -> Iterator[Metadata]:
    """Story stage: for each article of which nobody gives the day, the days between which it was published, as far as anything tells."""
    paths = dict(query(ARTICLES))
    known = dict(query(PUBLISHED))
    out = {*person.left_out(query, given), *known, *(row[0] for row in query(LISTINGS))}
    wanted = [article_id for article_id in paths if article_id not in out]
    if not wanted:
        return
    days = _days(known)
    listed = told(query)
    own = {article_id: [*limits(listed.get(article_id, ()))] for article_id in wanted}
    for article_id, limit in _given(query, wanted, paths):
        own[article_id].append(limit)
    beside = Beside(paths, days, listed)
    common = same_words(query, wanted, beside)
    for article_id, limit in (*same_days(wanted, beside, common), *copies(wanted, common, beside), *same_news(wanted, common, beside)):
        own[article_id].append(limit)
    for article_id in wanted:
        row = _row(article_id, met(own[article_id]))
        if row is not None:
            yield row


def met(found: Sequence[Limit]) -> Found:
    """The days that all limits allow, the strongest first.

    One that those before it do not allow is dropped, and so are two that exclude each other and are worth the same.
    """
    first: date | None = None
    last: date | None = None
    kept: list[Limit] = []
    distinct = {_told(one): one for one in found}  # many articles tell the same of one
    out = {
        key for key, one in distinct.items() if any(_apart(one, each) and abs(one.worth - each.worth) < CLOSE for each in distinct.values())
    }
    dropped = [one for one in found if _told(one) in out]
    for limit in sorted(found, key=lambda one: (-one.worth, one.why)):
        if _told(limit) in out:
            continue
        low = limit.first if first is None else first if limit.first is None else max(first, limit.first)
        high = limit.last if last is None else last if limit.last is None else min(last, limit.last)
        if low is not None and high is not None and low > high:
            dropped.append(limit)
        elif (low, high) != (first, last):
            kept.append(limit)
            first, last = low, high
    if first is not None and first == last and not any(limit.first == limit.last for limit in kept):
        first, last = first - DAY, first + DAY  # no one thing says that day
    return Found(first, last, tuple(kept), tuple(dropped))


def _told(limit: Limit) -> tuple[date | None, date | None, float]:
    """What a limit says, whatever tells it."""
    return limit.first, limit.last, limit.worth


def _apart(one: Limit, other: Limit) -> bool:
    """Whether no day is within both."""
    return any(a.first is not None and b.last is not None and a.first > b.last for a, b in ((one, other), (other, one)))


def _days(known: Mapping[str, str]) -> dict[str, date]:
    """Articles whose day is known, to a few days, with that day."""
    days = {}
    for article_id, value in known.items():
        limits_ = interval(value)
        day = day_published(value, *limits_) if limits_ else None
        if day is not None and day.last - day.first <= EXACT:
            days[article_id] = day.first
    return days


def _given(query: Query, wanted: Sequence[str], paths: Mapping[str, str]) -> Iterator[tuple[str, Limit]]:
    """What page, capture and file name say, though none of them is the article's date for sure."""
    yield from _candidates(query, wanted)
    here = set(wanted)
    for article_id, recorded in query(RECORDED):
        if article_id in here:
            yield article_id, Limit(None, recorded.date() + DAY, 9, f"it was captured on {recorded.date()}")
    for article_id in wanted:
        match = IN_NAME.search(paths[article_id])
        named = day_of(int(match[1]), int(match[3]), int(match[4])) if match else None
        if named is not None:
            yield article_id, Limit(None, date.fromisoformat(named) + DAY, 3, f"its file is named after {named}")


def _candidates(query: Query, wanted: Sequence[str]) -> Iterator[tuple[str, Limit]]:
    """The day of its last change; and the dates of its page of which none is in use, where they are near to each other."""
    stamps: dict[str, list[tuple[date, date, Span | None, str]]] = {}
    for article_id, field, value, span, words in query(CANDIDATES, [list(wanted)]):
        both = interval(value)
        if both is None:
            continue
        first, last = both[0].date(), both[1].date()
        if field == "modified":
            yield article_id, Limit(None, last + DAY, 6, f"it was changed on {last}")
        else:
            stamps.setdefault(article_id, []).append((first, last, Span(span["start"], span["end"]) if span else None, words or value))
    for article_id, some in stamps.items():
        first, last = min(one[0] for one in some), max(one[1] for one in some)
        if (last - first).days <= APART:
            named = ", ".join(sorted({f"`{one[3]}`" for one in some}))
            yield article_id, Limit(first - DAY, last + DAY, 5, f"the page gives {named}", some[0][2], some[0][3] if some[0][2] else None)


def _row(article_id: str, found: Found) -> Metadata | None:
    if found.first is None and found.last is None:
        return None
    value = f"{found.first or '..'}/{found.last or '..'}" if found.first != found.last else f"{found.first}"
    stands = next((limit for limit in found.kept if limit.span is not None), None)
    why = "; ".join(limit.why for limit in found.kept[:SHOWN])
    if found.dropped:
        why += f"; against it: {found.dropped[0].why}"
    return Metadata(
        article_id, "published", value, stands.span if stands else None, stands.words if stands else None, f"worked out: {why}", True
    )
