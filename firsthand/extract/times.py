"""Dates, times, durations and sets of times: where they stand, their TIMEX3 type, and a formula of what the words say by themselves.

No formula knows the day of publication, nor anything outside the article: `align/dates_resolved.py` works them out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from firsthand.extract.time_context import Before, Found, in_clauses, in_ranges
from firsthand.extract.time_doubts import Doubts
from firsthand.extract.time_tense import Tenses
from firsthand.extract.time_words import Grammar, Reader, Word, grammar
from firsthand.model import Analysed, TimeExpression

# Classes of words that are dates for certain; one that no reading takes is listed as unread.
DATED = frozenset(("MONTH", "WEEKDAY", "ISO", "SLASH", "CLOCK"))
HOURS = re.compile(r"(?:back|ahead) \S+ T[HMS]\b")
DIGITS = re.compile(r"(digits \S+)")


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
            yield from before.rows(in_clauses(found, words, rules.rules))


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
                if not DATED.isdisjoint(words[place].classes):
                    yield Found(place, place + 1, words[place].start, words[place].end, "date", f"unread {self.doubts.why(words, place)}")
                place += 1
                continue
            kind, end, formula = reading
            start, stop = words[place].start, words[end - 1].end
            if "~" in formula:
                formula = formula.replace("~", self.tenses.direction(start, stop))
            if formula.startswith("digits "):
                formula = DIGITS.sub(rf"\1 {self.doubts.order()}", formula)
            if kind == "date" and HOURS.search(formula):
                kind = "time"
            yield Found(place, end, start, stop, kind, formula)
            place = end

    def _accepted(self, reader: Reader, words: Sequence[Word], place: int) -> tuple[str, int, str] | None:
        for kind, reading in reader.readings(place):
            if self.doubts.stands(words, place, reading.end, reading.formula):
                return kind, reading.end, reading.formula
        return None
