"""Dates, times, durations and sets of times: where they stand, their TIMEX3 type, and a formula of what the words say by themselves.

No formula knows the day of publication, nor anything outside the article: `align/dates_resolved.py` works them out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from firsthand.extract.time_context import Before, Found, in_clauses, in_ranges, parted
from firsthand.extract.time_doubts import Doubts
from firsthand.extract.time_rounds import in_rounds
from firsthand.extract.time_tense import Tenses
from firsthand.extract.time_words import Grammar, Reader, Word, grammar
from firsthand.model import Analysed, TimeExpression

# Classes of words that are dates for certain; one that no reading takes is listed as unread.
DATED = frozenset(("MONTH", "WEEKDAY", "ISO", "SLASH", "CLOCK"))
SHORT = frozenset(("MON", "WD", "DECADE", "SHORT"))
HOURS = re.compile(r"(?:back|ahead) \S+ T[HMS]\b")
# What comes once a year, in the direction that the tense tells.
YEARLY = re.compile(r"(?:month|date) \S+ ~")
DIGITS = re.compile(r"digits (\S+)(?: ([1-7]))?")


def times(article: Analysed) -> Iterator[TimeExpression]:
    """In the order of the text; a language without a grammar of times has none."""
    rules = grammar(article.rules) if article.rules is not None else None
    if rules is None:
        return
    finder = _Finder(article, rules)
    before = Before(article.article_id, article.words)
    lower, starts = article.syntax.lower, article.syntax.start
    for start, end in _sentences(article):
        text = article.words(start, end)
        if rules.may_hold(lower[bisect_left(starts, start) : bisect_left(starts, end)], text):
            words = rules.words(text, start)
            found = in_ranges(list(finder.found(words)), words, rules.rules)
            yield from before.rows(in_clauses(in_rounds(found, words, rules.rules), words, rules.rules))


def _sentences(article: Analysed) -> Iterator[tuple[int, int]]:
    """The sentences, and what stands between them."""
    end = article.tokens[-1].end if article.tokens else 0
    before = 0
    for span in article.sentences:
        if span.start > before:
            yield before, span.start
        if span.end > max(span.start, before):
            yield max(span.start, before), span.end
        before = max(before, span.end)
    if end > before:
        yield before, end


class _Finder:
    """The expressions of one article, a sentence at a time."""

    def __init__(self, article: Analysed, rules: Grammar) -> None:
        self.rules = rules
        self.tenses = Tenses(article, rules.rules)
        self.doubts = Doubts(article, rules)

    def found(self, words: Sequence[Word]) -> Iterator[Found]:
        """The longest at each word, from left to right."""
        reader = Reader(self.rules, words)
        place = 0
        while place < len(words):
            reading = self._accepted(reader, words, place)
            if reading is None:
                if self._is_dated(reader, words, place):
                    yield Found(place, place + 1, words[place].start, words[place].end, "date", f"unread {self.doubts.why(words, place)}")
                place += 1
                continue
            kind, end, formula = reading
            start, stop = words[place].start, words[end - 1].end
            if "~" in formula:
                formula = formula.replace("~", self._way(formula, start, stop))
            if formula.startswith("digits "):
                formula = self._ordered(formula, start, stop)
            if kind == "date" and HOURS.search(formula):
                kind = "time"
            yield from parted(Found(place, end, start, stop, kind, formula), words, self.rules.rules["times.parting"])
            place = end

    def _way(self, formula: str, start: int, stop: int) -> str:
        return self.tenses.told(start, stop) if YEARLY.search(formula) else self.tenses.direction(start, stop)

    def _ordered(self, formula: str, start: int, stop: int) -> str:
        """With what tells day from month: the weekday beside it, else the order of the article's other dates, else the tense."""
        match = DIGITS.match(formula)
        assert match is not None
        order = self.doubts.order()
        told = (
            f"{order}{'' if ',' in order else ',-'},{match[2]}"
            if match[2]
            else order
            if order != "-"
            else f"-,{self.tenses.direction(start, stop)}"
        )
        return f"digits {match[1]} {told.removesuffix(',near')}{formula[match.end() :]}"

    def _is_dated(self, reader: Reader, words: Sequence[Word], place: int) -> bool:
        """`May`, `Sunday`, `03/04/2031`; a short form (`Jan`) only where the grammar reads a date that the rest of the text refuses."""
        classes = words[place].classes
        return not DATED.isdisjoint(classes) or (not SHORT.isdisjoint(classes) and bool(reader.readings(place)))

    def _accepted(self, reader: Reader, words: Sequence[Word], place: int) -> tuple[str, int, str] | None:
        for kind, reading in reader.readings(place):
            if self.doubts.stands(words, place, reading.end, reading.formula):
                return kind, reading.end, reading.formula
            if (
                words[reading.end - 1].lower in self.rules.rules["times.beside_events"]
            ):  # `the end of the month after it opened`: without the event
                shorter = Reader(self.rules, words[: reading.end - 1])
                for kind_, other in shorter.readings(place):
                    if self.doubts.stands(words, place, other.end, other.formula):
                        return kind_, other.end, other.formula
        return None
