"""Time expressions with the days that they stand for, counted from the day of publication where it is known, or from dates of the article itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from firsthand.align.query import Query
from firsthand.align.time_reasons import reason
from firsthand.align.time_values import Period, Unresolved, between, lasting, needs, of_day, resolved
from firsthand.dates import CHOICE
from firsthand.model import Decision, Evidence, Span, TimeExpression, Unread, finding_id

# Furniture in which a date is a part of what the article says or of what is said about it.
KEPT = ("title", "byline", "author", "date", "caption")
ARTICLES = "SELECT article_id, published_earliest, published_latest FROM article"
PUBLISHED = "SELECT article_id, value, span FROM metadata WHERE field = 'published' AND used"
FOUND = """
    SELECT t.article_id, t.evidence, t.span, t.type, t.formula, t.anchor_span, t.finding_id
    FROM found.time_expression t SEMI JOIN article USING (article_id) ORDER BY t.article_id, t.span, t.finding_id
"""
FURNITURE = "SELECT DISTINCT article_id, span, kind FROM furniture ORDER BY article_id, span"
# Formulas with their days whose periods are kept.
REMEMBERED = 20_000
# A day with its year, by itself; days from it within which another date may be told without one.
FULL = re.compile(r"on \d{4}-\d+-\d+$")
NEAR = 120
NO_READING = "unread "
REASONS = {
    "part of a name": "part of a name",
    "another word": "another word than the month",
    "no reading": "no date or time that the rules can read",
    "furniture": "furniture",
}


@dataclass(frozen=True, slots=True)
class Published:
    """The first and the last day on which an article may have been published, and where the text says so."""

    first: date
    last: date
    span: Span | None

    @property
    def words(self) -> str:
        return f"published {self.first}" if self.first == self.last else f"published {self.first}/{self.last}"


def times(query: Query, _given: Sequence[Decision]) -> Iterator[TimeExpression]:
    """Story stage: the time expressions of the articles in the story; the article's own date line is metadata, and what rests on furniture is none."""
    for rows, published, marks in _articles(query):
        kept = [row for row in rows if not _unread(row, published, marks)]
        yield from resolve([row for row in kept if not _is_date_line(row, published)], published)


def unread(query: Query, _given: Sequence[Decision]) -> Iterator[Unread]:
    """Story stage: what looks like a date or time and is no row, with the reason."""
    for rows, published, marks in _articles(query):
        for row in rows:
            if why := _unread(row, published, marks):
                yield Unread(row.article_id, row.span, row.evidence[0].words, "date", why)


def resolve(rows: Sequence[TimeExpression], published: Published | None) -> Iterator[TimeExpression]:
    """The rows of one article, in the order of the text, with value, interval, anchor and rule."""
    days = [row for row in rows if FULL.match(row.formula)]
    for row in rows:
        yield _resolved(row, published, days)


def day_published(value: str | None, earliest: datetime | None, latest: datetime | None, span: Span | None = None) -> Published | None:
    """By the outlet's own clock where the metadata in use gives it, else by UTC."""
    choice = CHOICE.match(value or "")
    texts = (choice["a"], choice["b"]) if choice else (value, value)
    try:
        first, last = (date.fromisoformat((text or "").strip()[:10]) for text in texts)
    except ValueError:
        if earliest is None or latest is None:
            return None
        first, last = earliest.date(), latest.date()
    return Published(min(first, last), max(first, last), span)


def _articles(query: Query) -> Iterator[tuple[list[TimeExpression], Published | None, list[Span]]]:
    """One article after another: what was found, when it was published, and the furniture in which a date is none."""
    said = {row[0]: (row[1], _span(row[2])) for row in query(PUBLISHED)}
    known = {
        row[0]: day_published(said.get(row[0], (None, None))[0], row[1], row[2], said.get(row[0], (None, None))[1])
        for row in query(ARTICLES)
    }
    marks: dict[str, list[Span]] = {}
    for article_id, span, kind in query.stream(FURNITURE):
        if kind not in KEPT:
            mine = marks.setdefault(article_id, [])
            if mine and span["start"] <= mine[-1].end:
                mine[-1] = Span(mine[-1].start, max(mine[-1].end, span["end"]))
            else:
                mine.append(Span(span["start"], span["end"]))
    for article_id, group in groupby(query.stream(FOUND), key=itemgetter(0)):
        yield [_row(each) for each in group], known.get(article_id), marks.get(article_id, [])


def _row(found: tuple[object, ...]) -> TimeExpression:
    article_id, evidence, span, type_, formula, anchor, name = found
    pieces = tuple(Evidence(each["role"], each["start"], each["end"], each["words"]) for each in evidence)  # type: ignore[attr-defined]
    return TimeExpression(name, article_id, pieces, _span(span), type_, formula, anchor_span=_span(anchor))  # type: ignore[arg-type]


def _span(value: object) -> Span | None:
    return Span(value["start"], value["end"]) if isinstance(value, Mapping) else None


def _unread(row: TimeExpression, published: Published | None, marks: Sequence[Span]) -> str | None:
    if _inside(row.span, marks) and not _is_date_line(row, published):
        return REASONS["furniture"]
    if row.formula.startswith(NO_READING):
        return REASONS[row.formula.removeprefix(NO_READING)]
    if row.formula.startswith(("on ", "digits ")):
        try:
            _period(row.formula, None)
        except Unresolved as error:
            return str(error)
    return None


def _inside(span: Span, marks: Sequence[Span]) -> bool:
    """Whether a span touches one of these, which are apart and in order."""
    at = bisect_left(marks, span.end, key=lambda mark: mark.start) - 1
    return at >= 0 and marks[at].end > span.start


def _is_date_line(row: TimeExpression, published: Published | None) -> bool:
    """Whether the metadata in use is read from these words: they say when the article was published, and stand there."""
    span = published.span if published else None
    return span is not None and span.start < row.span.end and row.span.start < span.end


def _resolved(row: TimeExpression, published: Published | None, days: Sequence[TimeExpression]) -> TimeExpression:
    base = needs(row.formula)
    anchor = row.evidence[1].words if row.anchor_span is not None and len(row.evidence) > 1 else None
    why = reason(row.formula)
    try:
        if base is None:
            period = _period(row.formula, None)
        elif base == "anchor" and published is not None:
            first, last = (_period(row.formula, day) for day in (published.first, published.last))
            period = between(first, last)
            anchor = anchor or published.words
        elif base == "anchor" and (near := _year_beside(row, days)) is not None:
            period, row = near[1], _anchored(row, near[0])
            anchor = near[0].evidence[0].words
            why = f"in the year that brings it nearest to `{anchor}`; the day of publication is not known"
        else:
            return replace(
                row, value=_unknown(row.formula), anchor=anchor, rule=f"{reason(row.formula)}; the day of publication is not known"
            )
        period = _counted(row, period, published)
        if anchor is None and period.start and row.formula.startswith("span ") and published is not None:
            anchor = published.words
    except Unresolved as error:
        return replace(row, value=_unknown(row.formula), anchor=anchor, rule=f"{why}; {error}")
    return replace(
        row,
        value=period.value,
        earliest=period.start.isoformat() if period.start else None,
        latest=period.end.isoformat() if period.end else None,
        mod=period.mod,
        anchor=anchor,
        rule=why,
    )


@lru_cache(maxsize=REMEMBERED)
def _period(formula: str, day: date | None) -> Period:
    """Most articles of a story say `Thursday` of a few days."""
    return resolved(formula, {} if day is None else {"anchor": of_day(day)})


def _counted(row: TimeExpression, period: Period, published: Published | None) -> Period:
    """`the past two months` goes up to the day of publication, `earlier this week` too, and `the rest of the year` begins with it."""
    if published is None:
        return period
    if days := lasting(row.formula, published.first, published.last):
        return replace(period, start=days[0], end=days[1])
    if needs(row.formula) != "anchor" or period.start is None or period.end is None:
        return period
    if row.formula.endswith(" > sofar") and period.start <= published.last <= period.end:
        return replace(period, end=published.last)
    if row.formula.endswith(" > rest") and period.start <= published.first <= period.end:
        return replace(period, start=published.first)
    return period


def _anchored(row: TimeExpression, other: TimeExpression) -> TimeExpression:
    """The row counted from the words of another one."""
    if row.anchor_span is not None:
        return row
    evidence = (*row.evidence, Evidence("anchor", other.span.start, other.span.end, other.evidence[0].words))
    name = finding_id(TimeExpression.TABLE, row.article_id, evidence, (row.type,))
    return replace(row, finding_id=name, evidence=evidence, anchor_span=other.span)


def _year_beside(row: TimeExpression, days: Sequence[TimeExpression]) -> tuple[TimeExpression, Period] | None:
    """For a day or month without a year: the last full date before it, else the first after it, and what it is by that if the two are near each other."""
    steps = row.formula.split(" > ")
    if len(steps) != 2 or (name := steps[1].split()[0]) not in ("date", "month") or steps[1].split()[2] not in ("past", "future", "near"):
        return None
    if not days:
        return None
    other = days[max(bisect_left(days, row.span.start, key=lambda day: day.span.start) - 1, 0)]
    try:
        there = resolved(other.formula, {})
        period = min(
            (resolved(f"anchor > {name} {steps[1].split()[1]} {way}", {"anchor": there}) for way in ("past", "future")),
            key=lambda one: _apart(one, there),
        )
    except Unresolved:
        return None
    return (other, period) if _apart(period, there) <= NEAR else None


def _apart(one: Period, other: Period) -> int:
    """Days between two periods."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return NEAR + 1
    return max((one.start - other.end).days, (other.start - one.end).days, 0)


def _unknown(formula: str) -> str | None:
    """TIMEX3 for what is known of a date without its year or week."""
    steps = formula.split(" > ")
    if len(steps) != 2:
        return None
    name, *arguments = steps[1].split()
    if name == "weekday" and arguments[0].isdigit():
        return f"XXXX-WXX-{arguments[0]}"
    if name == "month":
        return f"XXXX-{int(arguments[0]):02d}"
    if name == "date":
        month, day = arguments[0].split("-")
        return f"XXXX-{int(month):02d}-{int(day):02d}"
    if name == "season":
        return f"XXXX-{arguments[0]}"
    if name == "quarter":
        return f"XXXX-Q{arguments[0]}"
    return None
