"""Expressions that count from another date of the same text: `the next day`, `a year earlier`, `from March to June 2031`. Their formulas go on from that date's own."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from firsthand.extract.time_words import Word
from firsthand.model import Evidence, Language, Span, TimeExpression, TimeType, finding_id

# Code points back within which a date may be the one last named.
NEAR = 600
# Dates of the same sentence on either side, at most, that a time of day may belong to.
BESIDE = 4
# Steps of a formula, at most, that another one goes on from: farther from any date nothing is sure.
LONGEST_CHAIN = 8
# Sizes of periods, from the smallest.
SIZES = {
    "TS": 0,
    "TM": 0,
    "TH": 0,
    "T": 0,
    "D": 1,
    "WE": 2,
    "W": 2,
    "2W": 2,
    "M": 3,
    "Q": 4,
    "3M": 4,
    "H": 4,
    "S": 4,
    "Y": 5,
    "10Y": 6,
    "100Y": 7,
    "1000Y": 8,
}
STEP_SIZES = {
    "anchor": 1, "weekday": 1, "date": 1, "day": 1, "feast": 1, "nth": 1, "until": 1, "last": 1, "time": 0, "night": 0, "digits": 1, "weekend": 2, "nthweek": 2, "month": 3,
    "quarter": 4, "season": 4, "half": 4, "decade": 6, "century": 7, "last_year": 4, "in_year": 4, "through": 5, "fiscal": 5,
}  # fmt: skip
# Formulas of no date.
DATELESS = ("span", "range", "set", "rate", "const", "clock", "unread")
# What compares with another year (`the same period of last year`) takes up a stretch of several days.
SAME, STRETCH = ("last_year",), 2
# A step to a year whose days are not told: nothing counts from it.
UNTOLD = " > fiscal"
LATER = ("month", "date")
# Words of a clause from a length of time to the date that it is counted from, and what parts them.
CLAUSE = 10
PAUSES = frozenset(",;:()–—")


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of one sentence: its words by number and by code points, its kind and formula."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    formula: str
    # Of a length of time: where the date that it is counted from begins, and whether it is before it.
    counts_from: int | None = None
    side: str = "after"


@dataclass(frozen=True, slots=True)
class Named:
    """A date that the text has named."""

    start: int
    end: int
    formula: str
    size: int


# What is counted in longer units than days: weeks from a day that the text tells come to a day.
COUNTED = re.compile(r"(?P<from>.+) > (?:ahead|back) \d+ (?:(?P<weeks>2?W)|M|Y)$")
UNSURE = Named(0, 0, "reference", 1)


def size(formula: str) -> int:
    """Of the period that a formula comes to."""
    found = 1
    for step in formula.split(" > "):
        name, *arguments = step.split()
        if name == "on":
            found = {2: 3, 3: 1}.get(arguments[0].count("-") + 1, 5 if len(arguments[0]) == 4 else 6)
        elif name in ("shift", "back", "ahead"):
            found = 1 if arguments[-1] == "day" else SIZES[arguments[0] if name == "shift" else arguments[1]]
        else:
            found = STEP_SIZES.get(name, found)
    return found


def wanted(formula: str) -> int:
    """The largest period from which its first step may count: a day cannot be counted from a year."""
    steps = formula.split(" > ")
    if len(steps) < 2:
        return 9
    name, *arguments = steps[1].split()
    if name == "shift":
        return SIZES[arguments[0]]
    if name in ("back", "ahead"):
        return max(SIZES[arguments[1]], 1)
    return {"time": 1, "night": 1, "weekday": 2, "day": 3, "month": 5, "date": 5, "last_year": 5, "in_year": 5}.get(name, 9)


class Before:
    """The dates named so far in one article."""

    def __init__(self, article_id: str, words: Callable[[int, int], str]) -> None:
        self._article_id = article_id
        self._words = words
        self._named: list[Named] = []

    def rows(self, found: Sequence[Found]) -> Iterator[TimeExpression]:
        """Of one sentence, each formula on its own feet but for the day of publication."""
        named = len(self._named)
        for each in found:
            if not each.formula.startswith((*DATELESS, "beside", "local", "reference", "context")):
                self._add(each, each.formula)
        here = self._named[named:]
        for each in found:
            formula, other = self._placed(each, here)
            if other is not None or each.formula.startswith(("beside", "local", "reference", "context")):
                self._add(each, formula)
            yield self._row(each, formula, other)

    def _add(self, each: Found, formula: str) -> None:
        if each.kind in ("date", "time") and not formula.startswith(("reference", "unread")) and UNTOLD not in formula:
            insort(self._named, Named(each.start, each.end, formula, size(formula)), key=lambda one: one.start)

    def _placed(self, each: Found, here: Sequence[Named]) -> tuple[str, Named | None]:
        if each.counts_from is not None:
            at = bisect_left(here, each.counts_from, key=lambda one: one.start)
            other = here[at] if at < len(here) and here[at].start == each.counts_from else None
            return (f"{other.formula} > {lasting(each)}", other) if other else (each.formula, None)
        base, _, rest = each.formula.partition(" > ")
        if base not in ("reference", "context", "beside", "local"):
            return each.formula, None
        limit = wanted(each.formula)
        other = None
        if base in ("beside", "local"):
            at = bisect_left(here, each.start, key=lambda one: one.start)
            beside = [one for one in here[max(at - BESIDE, 0) : at + BESIDE] if one.size <= limit and one.start != each.start]
            other = min(beside, key=lambda one: max(one.start - each.end, each.start - one.end), default=None)
        if other is None and base != "local":
            other = self._last(each, limit, STRETCH if rest in SAME else 0)
        if other is not None and other.formula.count(">") >= LONGEST_CHAIN:
            return (f"reference > {rest}" if rest else "reference", None)
        if other is None:
            return (each.formula, None) if base == "reference" else (f"anchor > {rest}" if rest else "anchor", None)
        if other is UNSURE:
            return (f"reference > {rest}" if rest else "reference", None)
        formula = other.formula if other.size or limit > 1 else day_of(other.formula)
        return (f"{formula} > {rest}" if rest else formula), other

    def _last(self, each: Found, limit: int, least: int) -> Named | None:
        for number in range(bisect_left(self._named, each.start, key=lambda one: one.start) - 1, -1, -1):
            one = self._named[number]
            if each.start - one.end > NEAR:
                return None
            if one.end <= each.start and least <= one.size <= limit:
                return one
            if one.end <= each.start and limit == 1 and one.size > 1 and (counted := COUNTED.search(one.formula)):
                # what `fifteen days after that` follows; a month later is no day to count on from
                return (
                    replace(one, formula=f"{one.formula} day", size=1)
                    if counted["weeks"] and counted["from"] != "anchor" and size(counted["from"]) <= 1
                    else UNSURE
                )
        return None

    def _row(self, each: Found, formula: str, other: Named | None) -> TimeExpression:
        span = Span(each.start, each.end)
        evidence = [Evidence(TimeExpression.TABLE, span.start, span.end, self._words(span.start, span.end))]
        if other is not None:
            evidence.append(Evidence("anchor", other.start, other.end, self._words(other.start, other.end)))
        type_ = cast("TimeType", each.kind.upper())
        name = finding_id(TimeExpression.TABLE, self._article_id, evidence, (type_,))
        anchor = Span(other.start, other.end) if other else None
        return TimeExpression(name, self._article_id, tuple(evidence), span, type_, formula, anchor_span=anchor)


def day_of(formula: str) -> str:
    """The day of a time of day."""
    steps = formula.split(" > ")
    return " > ".join(step for step in steps if not step.startswith(("time ", "night")))


def parted(found: Found, words: Sequence[Word], parting: Collection[str]) -> tuple[Found, ...]:
    """`30 to 60 days` and `25-26 May 2031` are two expressions each: both have the unit, or month and year, of the whole."""
    name, *rest = found.formula.split(" ")
    base, mark, last_day = found.formula.partition(" > until ")
    if (name != "range" or len(rest) != 3) and not (mark and last_day.isdigit()):
        return (found,)
    inner = range(found.first + 1, found.last - 1)
    signs = [place for place in inner if words[place].lower in parting and not words[place].lower.isalpha()]
    places = [place for place in inner if words[place].lower in parting and words[place].lower.isalpha()] or signs[:1]
    if len(places) != 1:
        return (found,)
    end, begin = places[0], places[0] + 1
    while words[end - 1].lower in parting:
        end -= 1
    while words[begin].lower in parting:
        begin += 1
    one, other = (f"span {rest[0]} {rest[2]}", f"span {rest[1]} {rest[2]}") if name == "range" else (base, f"{base} > last {last_day}")
    return (
        replace(found, last=end, end=words[end - 1].end, formula=one),
        replace(found, first=begin, start=words[begin].start, formula=other),
    )


def in_ranges(found: Sequence[Found], words: Sequence[Word], rules: Language) -> list[Found]:
    """`from March to June 2031`: the first has the year of the last; `from March to June`: the last follows the first."""
    made = list(found)
    for number in range(len(made) - 1, 0, -1):
        one, other = made[number - 1], made[number]
        between = tuple(word.lower for word in words[one.last : other.first])
        if between not in rules.phrases["times.joining"] or not _yearless(one.formula):
            continue
        steps = other.formula.split(" > ")
        if steps[0].startswith("on ") and "-" in steps[0]:
            made[number - 1] = replace(one, formula=f"{steps[0]} > {_turned(one.formula, 'past')}")
    for number, (one, other) in enumerate(pairwise(tuple(made)), 1):
        between = tuple(word.lower for word in words[one.last : other.first])
        if between in rules.phrases["times.up_to"] and _yearless(one.formula) and _yearless(other.formula):
            made[number] = replace(other, formula=f"{one.formula} > {_turned(other.formula, 'future')}")
    return made


def in_clauses(found: Sequence[Found], words: Sequence[Word], rules: Language) -> list[Found]:
    """`two years after it began in February 2029`: the length is counted from the date that the clause names, if nothing parts them."""
    made = list(found)
    for number, (one, other) in enumerate(pairwise(made)):
        between = [word.lower for word in words[one.last : other.first]]
        if (
            one.kind != "duration"
            or other.kind not in ("date", "time")
            or not 1 <= len(between) <= CLAUSE
            or not PAUSES.isdisjoint(between)
        ):
            continue
        if one.formula.split(" > ")[0].count(" ") == 2 and not other.formula.startswith(
            (*DATELESS, "reference", "context", "beside", "local")
        ):
            for side in ("after", "before"):
                if between[0] in rules[f"times.counted_{side}"]:
                    made[number] = replace(one, counts_from=other.start, side=side)
    return made


def lasting(each: Found) -> str:
    """The step for a length of time that is counted from a date."""
    span, *mods = each.formula.split(" > ")
    mod = mods[0].split()[1] if mods else "-"
    return f"lasting {span.removeprefix('span ')} {each.side} {mod}"


def _yearless(formula: str) -> bool:
    steps = formula.split(" > ")
    return len(steps) == 2 and steps[0] == "anchor" and steps[1].split()[0] in LATER


def _turned(formula: str, direction: str) -> str:
    """The last step, in a direction."""
    name, value, *_ = formula.split(" > ")[1].split()
    return f"{name} {value} {direction}"
