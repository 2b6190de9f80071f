"""Time expressions with the days that they stand for, counted from the day of publication where it is known, or from dates of the article itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from firsthand.align import decisions as person
from firsthand.align.dates_decided import decided, filled
from firsthand.align.query import Query
from firsthand.align.time_digits import by_publication
from firsthand.align.time_reasons import reason
from firsthand.align.time_values import Period, Unresolved, between, lasting, needs, of_day, resolved
from firsthand.dates import CHOICE, RANGE
from firsthand.model import Decision, Evidence, Span, TimeExpression, Unread, finding_id

# Furniture in which a date is a part of what the article says or of what is said about it.
KEPT = ("title", "byline", "author", "date", "caption")
ARTICLES = "SELECT article_id, published_earliest, published_latest FROM article"
PUBLISHED = "SELECT article_id, value, span, starts_with(rule, 'worked out: ') FROM metadata WHERE field = 'published' AND used"
FOUND = """
    SELECT t.article_id, t.evidence, t.span, t.type, t.formula, t.anchor_span, t.finding_id
    FROM found.time_expression t SEMI JOIN article USING (article_id) WHERE {} ORDER BY t.article_id, t.span, t.finding_id
"""
ALL = "true"
# What may come to be listed as unread: a few of all that was found.
DOUBTFUL = f"""
    regexp_matches(t.formula, '^(unread|on|digits) ') OR EXISTS (
        SELECT 1 FROM furniture f
        WHERE f.article_id = t.article_id AND f.span."start" < t.span."end" AND t.span."start" < f.span."end" AND f.kind NOT IN {KEPT}
    )
"""
FURNITURE = "SELECT DISTINCT article_id, span, kind FROM furniture ORDER BY article_id, span"
# Formulas with their days whose periods are kept.
REMEMBERED = 20_000
# A day with its year, by itself; days from it within which another date may be told without one.
FULL = re.compile(r"on \d{4}-\d+-\d+$")
NEAR = 120
# Periods of which nothing is known; hyphens in a day.
UNTOLD = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
HYPHENS = 2
DIGITS = re.compile(r"digits (\S+) (\S+)")
# A month or day on the side that the tense tells, and the words for the other side.
BY_TENSE = re.compile(r"((?:month|date) \S+) (backward|forward)\b")
WAYS = ("past", "future", "backward", "forward", "near")
OTHER_SIDE = {"backward": "after", "forward": "before"}
# What counts from the day of publication without a number: whether it begins with it, and whether it ends with it.
REFERENCES = {"const PRESENT_REF": (True, True), "const PAST_REF": (False, True), "const FUTURE_REF": (True, False)}
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
    worked_out: bool = False

    @property
    def counted(self) -> tuple[date, date]:
        """The days to count from: the outer ones of an interval that was worked out are there for the clocks of other places."""
        if self.worked_out and (self.last - self.first).days >= 2:
            return self.first + timedelta(days=1), self.last - timedelta(days=1)
        return self.first, self.last

    @property
    def words(self) -> str:
        return f"published {self.first}" if self.first == self.last else f"published {self.first}/{self.last}"


def times(query: Query, given: Sequence[Decision]) -> Iterator[TimeExpression]:
    """Story stage: the time expressions of the articles in the story; the article's own date line is metadata, and what rests on furniture is none.

    What a person says of one goes before, and what counts from its words follows it.
    """
    fixed = person.dates(query, given)
    for rows, published, marks in _articles(query, ALL):
        mine = fixed.get(rows[0].article_id, {})
        kept = [row for row in rows if row.span in mine or not (_unread(row, published, marks) or _is_date_line(row, published))]
        found = decided(kept, mine)
        days = [row for row in kept if FULL.match(row.formula)]
        yield from (told if told is not None else _resolved(row, published, days) for row, told in zip(kept, found, strict=True))


def unread(query: Query, given: Sequence[Decision]) -> Iterator[Unread]:
    """Story stage: what looks like a date or time and is no row, with the reason."""
    fixed = person.dates(query, given)
    for rows, published, marks in _articles(query, DOUBTFUL):
        mine = fixed.get(rows[0].article_id, {})
        for row in rows:
            if row.span not in mine and (why := _unread(row, published, marks)):
                yield Unread(row.article_id, row.span, row.evidence[0].words, "date", why)


def resolve(rows: Sequence[TimeExpression], published: Published | None) -> Iterator[TimeExpression]:
    """The rows of one article, in the order of the text, with value, interval, anchor and rule."""
    days = [row for row in rows if FULL.match(row.formula)]
    for row in rows:
        yield _resolved(row, published, days)


def day_published(value: str | None, earliest: datetime | None, latest: datetime | None, span: Span | None = None) -> Published | None:
    """By the outlet's own clock where the metadata in use gives it, else by UTC."""
    choice = CHOICE.match(value or "") or RANGE.match(value or "")
    texts = (choice["a"], choice["b"]) if choice else (value, value)
    try:
        first, last = (date.fromisoformat((text or "").strip()[:10]) for text in texts)
    except ValueError:
        if earliest is None or latest is None:
            return None
        first, last = earliest.date(), latest.date()
    return Published(min(first, last), max(first, last), span)


def _articles(query: Query, which: str) -> Iterator[tuple[list[TimeExpression], Published | None, list[Span]]]:
    """One article after another, those of which nothing is asked left out: what was found, when it was published, and the furniture in which a date is none."""
    said = {row[0]: (row[1], _span(row[2]), row[3]) for row in query(PUBLISHED)}
    known = {row[0]: _published(said.get(row[0], (None, None, False)), row[1], row[2]) for row in query(ARTICLES)}
    marks: dict[str, list[Span]] = {}
    for article_id, span, kind in query.stream(FURNITURE):
        if kind not in KEPT:
            mine = marks.setdefault(article_id, [])
            if mine and span["start"] <= mine[-1].end:
                mine[-1] = Span(mine[-1].start, max(mine[-1].end, span["end"]))
            else:
                mine.append(Span(span["start"], span["end"]))
    for article_id, group in groupby(query.stream(FOUND.format(which)), key=itemgetter(0)):
        yield [_row(each) for each in group], known.get(article_id), marks.get(article_id, [])


def _published(said: tuple[str | None, Span | None, bool], earliest: datetime | None, latest: datetime | None) -> Published | None:
    """Words by which the day was worked out are no date line."""
    value, span, worked_out = said
    day = day_published(value, earliest, latest, None if worked_out else span)
    return replace(day, worked_out=worked_out) if day is not None else None


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
    row, by_day = _ordered(row, published)
    base = needs(row.formula)
    anchor = row.evidence[1].words if row.anchor_span is not None and len(row.evidence) > 1 else None
    why = by_day or reason(row.formula)
    try:
        if base is None:
            period = _period(row.formula, None)
        elif base == "anchor" and published is not None:
            first, last = (_period(row.formula, day) for day in published.counted)
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
        if period.note and not by_day:
            why = f"{reason(BY_TENSE.sub(lambda step: f'{step[1]} {OTHER_SIDE[step[2]]}', row.formula))}; {period.note}"
        if anchor is None and (period.start or period.end) and row.formula.startswith(("span ", "const ")) and published is not None:
            anchor = published.words
    except Unresolved as error:
        return replace(row, value=_unknown(row.formula), anchor=anchor, rule=f"{why}; {error}")
    return filled(row, period, anchor, why)


def _ordered(row: TimeExpression, published: Published | None) -> tuple[TimeExpression, str | None]:
    """A date in digits whose order nothing in the article tells, by the day of publication, with the reason."""
    match = DIGITS.match(row.formula)
    if match is None or published is None:
        return row, None
    found = by_publication(match[1], match[2], published.first, published.last)
    if found is None:
        return row, None
    rest = row.formula[match.end() :]
    return replace(row, formula=f"digits {match[1]} {found[0]}{rest}"), None if rest else found[1]


@lru_cache(maxsize=REMEMBERED)
def _period(formula: str, day: date | None) -> Period:
    """Most articles of a story say `Thursday` of a few days."""
    return resolved(formula, {} if day is None else {"anchor": of_day(day)})


def _counted(row: TimeExpression, period: Period, published: Published | None) -> Period:
    """`the past two months` goes up to the day of publication, `earlier this week` too, and `the rest of the year` begins with it."""
    if published is None:
        return period
    if row.formula in REFERENCES:
        first, last = REFERENCES[row.formula]
        return replace(period, start=published.first if first else None, end=published.last if last else None)
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
    if len(steps) != 2 or (name := steps[1].split()[0]) not in ("date", "month") or steps[1].split()[2] not in WAYS:
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
    """TIMEX3 for what is known of a date without its year or week: X for what is not."""
    steps = formula.split(" > ")
    if len(steps) > 1 and steps[-1].startswith("time "):
        day, clock = _unknown(" > ".join(steps[:-1])), steps[-1].split()[1:]
        return f"{day}T{clock[0]}" if day is not None and day.count("-") == HYPHENS and len(clock) == 1 else None
    if len(steps) == 1:
        return "XXXX-XX-XX" if formula in ("anchor", "reference") else None
    if len(steps) != 2:
        return None
    name, *arguments = steps[1].split()
    if name == "weekday" and arguments[0].isdigit():
        return f"XXXX-WXX-{arguments[0]}"
    if name == "date":
        month, day = arguments[0].split("-")
        return f"XXXX-{int(month):02d}-{int(day):02d}"
    if name == "shift":
        return UNTOLD.get(arguments[0])
    return (
        {"month": "XXXX-{:0>2}", "season": "XXXX-{}", "quarter": "XXXX-Q{}"}[name].format(arguments[0])
        if name in ("month", "season", "quarter")
        else None
    )
