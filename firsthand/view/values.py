"""Dates and numbers of a story: where they stand, what they come to, and the order in which a timeline has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import duckdb

from firsthand import tables
from firsthand.model import Evidence, Quantity, TimeExpression, normalised
from firsthand.view import say, say_amount, say_time
from firsthand.view.answers import Counted, Dated, Place

Con = duckdb.DuckDBPyConnection
R = TypeVar("R", TimeExpression, Quantity)

# Of a longer sentence a list shows so many characters on each side of the words.
SHOWN_WHOLE, SHOWN_BESIDE = 220, 90
SENTENCES = 'SELECT article_id, span."start", span."end", words FROM sentence WHERE article_id IN (SELECT unnest(?)) ORDER BY ALL'
# What names no day: the head of the list, and what would change it.
UNPLACED = {
    "unresolved": "",
    "vague": "The present, the past or the future, with no day told",
    "length": "Lengths of time",
    "again": "What comes again and again",
}
REMEDY = {say_time.UNKNOWN: "A published column in sources.csv, or [[published]] in decisions.toml, would tell them."}


@dataclass(frozen=True, slots=True)
class Row:
    """A date in its sentence, and where else the same sentence has it."""

    dated: Dated
    copies: tuple[Dated, ...]

    @property
    def all(self) -> tuple[Dated, ...]:
        return self.dated, *self.copies


@dataclass(frozen=True, slots=True)
class Day:
    """What stands for the same days, or for none for the same reason; `remedy`: what would change that."""

    heading: str
    rows: tuple[Row, ...]
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What has its days, in their order; and what has none, by the reason."""

    days: tuple[Day, ...]
    unplaced: tuple[Day, ...]


# --- what stands in the articles -------------------------------------------------------------------------------------------------------


def dated(con: Con, places: Mapping[str, Place]) -> list[Dated]:
    """The time expressions of the articles in `places`, in the order of articles and text."""
    rows = _rows(con, TimeExpression, places)
    sentences: dict[str, tuple[list[int], list[tuple[int, str]]]] = {}
    for article_id, start, end, words in con.execute(SENTENCES, [sorted({row.article_id for row in rows})]).fetchall():
        starts, there = sentences.setdefault(article_id, ([], []))
        starts.append(start)
        there.append((end, words))
    return [_dated(row, places[row.article_id], sentences.get(row.article_id)) for row in rows]


def _dated(row: TimeExpression, place: Place, sentences: tuple[list[int], list[tuple[int, str]]] | None) -> Dated:
    words = _words(row.evidence, TimeExpression.TABLE)
    sentence, offset = words, 0
    if sentences is not None:
        at = bisect_right(sentences[0], row.span.start) - 1
        if at >= 0 and row.span.end <= sentences[1][at][0]:
            sentence, offset = sentences[1][at][1], row.span.start - sentences[0][at]
    return Dated(row, place, words, say_time.says(row), say_time.why(row), sentence, offset)


def counted(con: Con, places: Mapping[str, Place]) -> list[Counted]:
    """The quantities of the articles in `places`, in the order of articles and text."""
    return [
        Counted(row, places[row.article_id], _words(row.evidence, Quantity.TABLE), say_amount.says(row), say_amount.why(row))
        for row in _rows(con, Quantity, places)
    ]


def _rows(con: Con, row_type: type[R], places: Mapping[str, Place]) -> list[R]:
    found = tables.from_cursor(row_type, con.execute(f"SELECT * FROM {row_type.TABLE}"))
    return sorted(
        (row for row in found if row.article_id in places), key=lambda row: (places[row.article_id].number, row.span, row.finding_id)
    )


def _words(evidence: Iterable[Evidence], role: str) -> str:
    return next((piece.words for piece in evidence if piece.role == role), "")


# --- in order of time --------------------------------------------------------------------------------------------------------------------


def in_order_of_time(rows: Iterable[Dated]) -> list[Dated]:
    """By the first day, what begins with the same the longer first; where one side is open, by the other. What has no days comes last, as it was given."""
    return sorted(rows, key=_when)


def _when(one: Dated) -> tuple[bool, str, str]:
    if not _placed(one.finding):
        return True, "", ""
    first, last = one.finding.earliest, one.finding.latest
    # a later last day comes first: digits in reverse
    return False, first or last or "", "".join(chr(255 - ord(c)) for c in last) if last and first else ""


def _placed(row: TimeExpression) -> bool:
    """Whether it has a day of its own: `recently` has none, though it can only lie before the day of publication."""
    return row.value not in say_time.REFERENCES and bool(row.earliest or row.latest)


def timeline(rows: Sequence[Dated]) -> Timeline:
    """`rows` in order of time as a page or a terminal lists them."""
    placed = [row for row in rows if _placed(row.finding)]
    rest = [row for row in rows if not _placed(row.finding)]
    days = (
        Day(say_time.heading(first, last), tuple(_once(group)))
        for (first, last), group in groupby(placed, key=lambda row: (row.finding.earliest, row.finding.latest))
    )
    return Timeline(tuple(days), tuple(_unplaced(rest)))


def _unplaced(rows: Sequence[Dated]) -> Iterator[Day]:
    by_kind: dict[tuple[int, str], list[Dated]] = {}
    for row in rows:
        kind = _kind(row.finding)
        reason = (row.finding.rule or "").rpartition("; ")[2] if kind == "unresolved" else ""
        by_kind.setdefault((list(UNPLACED).index(kind), reason), []).append(row)
    for (kind_number, reason), listed in sorted(by_kind.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        heading = UNPLACED[list(UNPLACED)[kind_number]] or f"Not placed: {reason}"
        yield Day(heading, tuple(_once(listed)), REMEDY.get(reason, ""))


def _kind(row: TimeExpression) -> str:
    if row.value in say_time.REFERENCES:
        return "vague"
    return {"DURATION": "length", "SET": "again"}.get(row.type, "unresolved") if row.value else "unresolved"


def _once(rows: Iterable[Dated]) -> Iterator[Row]:
    """The same words in the same sentence once; copies of one text have it once more each."""
    found: dict[tuple[str, str, str], list[Dated]] = {}
    for row in rows:
        found.setdefault((normalised(row.sentence), row.words, row.says), []).append(row)
    for first, *others in found.values():
        yield Row(first, tuple(others))


def beside(one: Dated) -> tuple[str, str]:
    """What the sentence has before and after the words, as much as a list shows."""
    before, after = one.sentence[: one.offset], one.sentence[one.offset + len(one.words) :]
    if len(one.sentence) <= SHOWN_WHOLE:
        return before, after
    return _end_of(before), _begin_of(after)


def _end_of(text: str) -> str:
    if len(text) <= SHOWN_BESIDE:
        return text
    return "… " + re.sub(r"^\S*\s+", "", text[-SHOWN_BESIDE:])


def _begin_of(text: str) -> str:
    if len(text) <= SHOWN_BESIDE:
        return text
    return re.sub(r"\s+\S*$", "", text[:SHOWN_BESIDE]) + " …"


def articles(rows: Iterable[Row]) -> int:
    """In how many articles they stand; versions of one count once."""
    return len({one.place.work for row in rows for one in row.all})


def none_placed(days: Sequence[Day]) -> str:
    """Why no date has its day."""
    if not days:
        return "No date: these articles name no day, month or year that was found."
    return f"No date could be placed on a day. {say.listed([day.heading for day in days])}."
