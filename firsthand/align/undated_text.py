"""What an article's own words say of the day on which it was published: not before what it tells as past, not after what it tells as still to come."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

from firsthand.align.query import Query
from firsthand.align.terms import common_words
from firsthand.align.time_values import Period, Unresolved, of_day, resolved
from firsthand.model import Span

# Each date with the sentence, the furniture, the statement and the quotation that begin last before it: `*_end` tells whether they hold it.
FOUND = """
    WITH date AS (
        SELECT article_id, span."start" AS "start", span."end" AS "end", evidence[1].words AS words, formula, anchor_span IS NOT NULL AS counted
        FROM found.time_expression
        WHERE type IN ('DATE', 'TIME') AND (formula LIKE 'anchor%' OR formula LIKE 'on %' OR formula LIKE 'digits %')
    ), sentence AS (SELECT article_id, span."start" AS "start", span."end" AS "end", words FROM found.sentence
    ), furniture AS (
        SELECT article_id, span."start" AS "start", max(span."end") AS "end" FROM found.furniture
        WHERE kind NOT IN ('title', 'byline', 'author', 'date', 'caption') GROUP BY ALL
    ), caption AS (
        SELECT article_id, span."start" AS "start", max(span."end") AS "end" FROM found.furniture WHERE kind = 'caption' GROUP BY ALL
    ), content AS (SELECT article_id, certainty, unnest(content_spans) AS span FROM found.statement
    ), stated AS (
        SELECT article_id, span."start" AS "start", arg_max(certainty, (span."end", certainty)) AS certainty, max(span."end") AS "end" FROM content GROUP BY ALL
    ), quoted AS (SELECT article_id, span."start" AS "start", span."end" AS "end" FROM found.quotation WHERE closed AND depth = 0
    )
    SELECT d.article_id, d."start", d."end", d.words, d.formula, d.counted, s."start", s."end", s.words, f."end", t."end", t.certainty, q."end", c."end" FROM date d
    ASOF LEFT JOIN sentence s ON d.article_id = s.article_id AND d."start" >= s."start"
    ASOF LEFT JOIN furniture f ON d.article_id = f.article_id AND d."start" >= f."start"
    ASOF LEFT JOIN caption c ON d.article_id = c.article_id AND d."start" >= c."start"
    ASOF LEFT JOIN stated t ON d.article_id = t.article_id AND d."start" >= t."start"
    ASOF LEFT JOIN quoted q ON d.article_id = q.article_id AND d."start" >= q."start"
    ORDER BY ALL
"""
WORD = re.compile(r"\w+(?:[.’']\w+)*")
DAY = timedelta(days=1)
SHORTEST = 3
REMEMBERED = 50_000
# A full day, a month or a year by itself, with parts and times of them.
FULL = re.compile(r"(?:on \d{4}-\d+-\d+|digits )")
WRITTEN = re.compile(r"(?:on \d{4}(?:-\d+){0,2}|digits \S+ \S+)(?: > (?:time|part) .*)?$")


@dataclass(frozen=True, slots=True)
class Limit:
    """Days between which an article was published (None: open), as one thing tells it; the weightier wins where two cannot both be."""

    first: date | None
    last: date | None
    worth: float
    why: str
    span: Span | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A date in words, with the telling words of its sentence; `ahead`: what it dates may be still to come, `to_come`: it is."""

    article_id: str
    span: Span
    words: str
    formula: str
    beside: frozenset[str]
    before: str
    ahead: bool
    to_come: bool
    stated: bool
    counted: bool
    quoted: bool
    captioned: bool = False


def told(query: Query) -> dict[str, list[Told]]:
    """The dates of every article, in the order of its text, without those in furniture."""
    found: dict[str, list[Told]] = {}
    for article_id, start, end, words, formula, counted, *held in query.stream(FOUND):
        begins, ends, sentence, furniture, stated, certainty, quoted, caption = held
        if (furniture or 0) > start or (len(words) > 1 and words.isupper()):  # capitals: a part of a name
            continue
        text, at = (sentence, begins) if (ends or 0) > start else ("", start)
        said = [word.lower() for word in WORD.findall(text)]
        beside = frozenset(word for word in said if len(word) >= SHORTEST and word not in common_words("en")) - frozenset(
            words.lower().split()
        )
        before = (WORD.findall(text[: start - at]) or [""])[-1].lower()
        certainty = certainty if (stated or 0) > start else None
        found.setdefault(article_id, []).append(
            Told(
                article_id, Span(start, end), words, formula, beside, before, not _words("ahead").isdisjoint(said), certainty == "future",
                certainty == "certain", counted, (quoted or 0) > start, (caption or 0) > start,
            )
        )  # fmt: skip
    return found


def limits(listed: Sequence[Told]) -> Iterator[Limit]:
    """The latest day of a picture, and the latest day, month or year that is told as past; no month or year that is told in another way, too: it may be still to come."""
    past: list[tuple[date, Told]] = []
    doubtful: set[date] = set()
    for one in listed:
        if one.counted or not WRITTEN.match(one.formula) or (period := day_or_more(one.formula, None)) is None or period.start is None:
            continue
        day = period.unit in ("D", "T")
        if one.stated and not one.ahead and (day or one.before in _words("within")):
            past.append((period.start, one))
        elif not day:
            doubtful.add(period.start)
    pictured = [
        (period.start, one)
        for one in listed
        if one.captioned and not one.to_come and FULL.match(one.formula) and (period := day_or_more(one.formula, None)) and period.start
    ]
    if pictured:
        day_, one = max(pictured, key=lambda pair: (pair[0], -pair[1].span.start))
        yield Limit(day_ - DAY, None, 3, f"a caption dates its picture `{one.words}`", one.span, one.words)
    sure = [pair for pair in past if pair[0] not in doubtful or FULL.match(pair[1].formula)]
    if sure:
        day_, one = max(sure, key=lambda pair: (pair[0], -pair[1].span.start))
        # what tells of a month or a year may still be what somebody plans
        yield Limit(day_ - DAY, None, 4 if FULL.match(one.formula) else 1, f"it tells of `{one.words}` as past", one.span, one.words)


@lru_cache(maxsize=REMEMBERED)
def day_or_more(formula: str, published: date | None) -> Period | None:
    """What a formula comes to, counted from a day; None: nothing."""
    try:
        return resolved(formula, {} if published is None else {"anchor": of_day(published)})
    except Unresolved:
        return None


@cache
def _words(name: str) -> frozenset[str]:
    text = resources.files("firsthand.align").joinpath("data", "bounds.en.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())
