"""Readings that look like dates and are none: numbers of things, names, other words; and how an article orders day and month in digits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from firsthand.extract.time_words import Grammar, Word
from firsthand.model import Analysed

CURRENCY = frozenset("$€£¥#№")
# Relations of what a sentence speaks of, and parts of speech of what an ordinal counts.
SPOKEN_OF = frozenset(("root", "nsubj", "nsubj:pass", "conj", "appos", "parataxis"))
COUNTED = frozenset(("NOUN", "ADJ", "PROPN", "NUM"))
NOUNS = frozenset(("NOUN", "PROPN", "X"))
# Units in which ages are told; classes of number words.
AGES = frozenset(("D", "W", "M", "Y"))
NUMERAL = frozenset(("N", "ONES", "TEENS", "TENS", "HUNDRED"))
LIKELY_YEARS = range(1900, 2100)
MONTHS_OF_YEAR = 12


class Doubts:
    """What the rest of one article says of its dates."""

    def __init__(self, article: Analysed, grammar: Grammar) -> None:
        self.article = article
        self.grammar = grammar
        self.lists = grammar.rules
        self._names: list[tuple[int, int]] | None = None
        self._order: str | None = None

    def stands(self, words: Sequence[Word], place: int, end: int, formula: str) -> bool:
        """Whether the words from `place` up to `end` are what their formula says."""
        if end == place + 1:
            return self._alone(words, place)
        name, _, rest = formula.partition(" ")
        if name in ("span", "range") and self._is_age(words, place, end, rest):
            return False
        if words[place].lower in self.lists["times.linking"] and self._part_of_speech(words[place]) == "SCONJ":
            return False
        if name == "range" and any(word.lower == "and" for word in words[place:end]):
            return _before(words, place) in self.lists["times.between"]
        if name == "span":
            return self._is_length(words, place, end, rest)
        after = words[end].lower if end < len(words) else ""
        if name == "reference" and words[end - 1].lower in self.lists["times.beside_events"]:
            return not after.isalnum()  # `the day after the vote` counts from the vote
        if end == place + 2 and rest.startswith("> day "):
            following = words[end] if end < len(words) else None
            return _before(words, place) in self.lists["times.before_days"] and self._part_of_speech(following) not in COUNTED
        if (
            rest.startswith("> season")
            and "FALL" in words[end - 1].classes
            and end == place + 2
            and words[place].lower in self.lists["determiners"]
        ):
            return _before(words, place) in self.lists["times.before_seasons"] and after not in self.lists["times.after_events"]
        return True

    def why(self, words: Sequence[Word], place: int) -> str:
        """Why a word that is a date by itself is none here."""
        if self._in_name(words[place]) or _before(words, place) in self.lists["times.named_days"]:
            return "part of a name"
        return "another word" if words[place].lower in self.lists["times.common"] and not self._named(words, place) else "no reading"

    def order(self) -> str:
        """How this article writes dates in digits: `day` or `month` first, and what tells it (`day,months`); `-`: nothing does."""
        if self._order is None:
            tokens = self.article.tokens
            words = self.grammar.words(self.article.words(0, tokens[-1].end)) if tokens else []
            ways = (("dates", _by_digits(words)), ("months", _by_months(words)), ("spelling", self._by_spelling()))
            why, told = next(((why, told) for why, told in ways if told), ("", set()))
            self._order = f"{told.pop()},{why}" if len(told) == 1 else "-"
        return self._order

    def _by_spelling(self) -> set[str]:
        lower = self.article.syntax.lower
        return {name for name in ("month", "day") if not self.lists[f"times.{name}_first"].isdisjoint(lower)}

    # --- single words ----------------------------------------------------------------------------------------------------------

    def _alone(self, words: Sequence[Word], place: int) -> bool:
        word = words[place]
        classes, before = word.classes, _before(words, place)
        if "YEAR" in classes:
            return self._is_year(words, place)
        if "CLOCK" in classes:
            return place == 0 or before in self.lists["times.before_clocks"] or not before.isalnum()
        if "UNITS" in classes:
            return self._are_lengths(words, place)
        if "RATE" in classes:
            return word.text.islower() or place == 0
        if word.lower in self.lists["times.adjectives"]:
            return self._is_adjective(words, place)
        if not classes.keys().isdisjoint(("SEASON", "DAYPART", "UNIT")) and self._part_of_speech(word) not in NOUNS:
            return False
        if word.lower in self.lists["times.common"] and not self._named(words, place):
            return False
        if "WEEKDAY" in classes and before in self.lists["times.named_days"]:
            return False
        if word.lower in self.lists["times.beginning_clauses"] and (_after(words, place) in self.lists["times.clauses"] or before == "as"):
            return False
        return not (word.text[:1].isupper() and self._in_name(word))

    def _are_lengths(self, words: Sequence[Word], place: int) -> bool:
        """Units without a number: `it took weeks`, `weeks of rain`."""
        before = _before(words, place)
        before = before if before.isalnum() else _before(words, place - 1)  # `"weeks" of rain`
        following = [word.lower for word in words[place + 1 : place + 3]]
        rain = following[:1] == ["of"] and following[1:] != ["age"] and before not in self.lists["determiners"]
        return before in self.lists["times.before_units"] or (rain and not before.isdigit())

    def _is_adjective(self, words: Sequence[Word], place: int) -> bool:
        """Of those that are far oftener another word, only where the model says so and a noun follows."""
        kind = self._part_of_speech(words[place])
        if words[place].lower not in self.lists["times.sure_adjectives"]:
            return kind in ("ADJ", "X")
        following = words[place + 1] if place + 1 < len(words) else None
        return kind == "ADJ" and self._part_of_speech(following) in ("NOUN", "ADJ", "PROPN")

    def _is_year(self, words: Sequence[Word], place: int) -> bool:
        """Four digits that are a year, not a number of things."""
        word, before, after = words[place], _before(words, place), _after(words, place)
        if before in CURRENCY or before in self.lists["times.no_years"] or after in self.lists["times.after_numbers"]:
            return False
        if _goes_on(words, place) or self._counts(word):
            return False
        if int(word.classes["YEAR"]) not in LIKELY_YEARS:
            return before in self.lists["times.year_cues"] and not after.isalpha()
        if self._part_of_speech(word) == "X" and after.isalpha():  # nothing but the words around tells
            return before in self.lists["times.year_cues"] or before in self.lists["determiners"]
        return True

    def _counts(self, word: Word) -> bool:
        """Whether a number counts the things named after it."""
        at = self._syntax(word)
        if at is None:
            return False
        syntax = self.article.syntax
        head = syntax.head[at]
        return syntax.dep[at] == "nummod" and head > at and syntax.pos[head] == "NOUN" and syntax.lower[head] != syntax.lemma[head]

    # --- several words -----------------------------------------------------------------------------------------------------------

    def _is_age(self, words: Sequence[Word], place: int, end: int, rest: str) -> bool:
        """`42 years old`, `a 3-month-old`, `42 years of age`: a quantity. What has no number, and hours, stay lengths of time."""
        if rest.split(" > ", maxsplit=1)[0].rsplit(maxsplit=1)[-1] not in AGES or all(
            NUMERAL.isdisjoint(word.classes) for word in words[place:end]
        ):
            return False
        old = self.lists["times.after_ages"]
        after = [word.lower for word in words[end : end + 2]] + ["", ""]
        return (
            words[end - 1].lower in old
            or after[0] in old
            or (after[0] == "-" and after[1] in old)
            or after in (["of", "age", "", ""], ["of", "ages", "", ""])
        )

    def _is_length(self, words: Sequence[Word], place: int, end: int, rest: str) -> bool:
        first, last = words[place], words[end - 1]
        if rest.startswith("1 3M") and "UNIT" in last.classes:
            return False  # a quarter of anything
        if "YEAR" in first.classes and "UNIT" in words[place + 1].classes:
            return _after(words, end - 1) in self.lists["times.after_ages"]  # not `2031 day five`
        if rest.startswith("1 ") and first.lower in self.lists["determiners"] and "UNIT" in last.classes:
            at = self._syntax(last)
            return at is None or self.article.syntax.dep[at] not in SPOKEN_OF
        return not (
            rest.startswith("X ")
            and end == place + 2
            and first.lower in self.lists["determiners"]
            and "VAGUE" not in first.classes
            and "UNITS" in last.classes
        )

    # --- what the model says --------------------------------------------------------------------------------------------------------

    def _named(self, words: Sequence[Word], place: int) -> bool:
        """Whether `May` is a noun; where the model tells nothing, a capital inside a sentence does."""
        pos = self._part_of_speech(words[place])
        return pos in NOUNS and (pos != "X" or place > 0)

    def _part_of_speech(self, word: Word | None) -> str:
        at = self._syntax(word) if word is not None else None
        return self.article.syntax.pos[at] if at is not None else "X"

    def _syntax(self, word: Word) -> int | None:
        at = bisect_right(self.article.syntax.start, word.start) - 1
        return at if at >= 0 and self.article.syntax.end[at] > word.start else None

    def _in_name(self, word: Word) -> bool:
        """Whether it is a part of the name of a person or body that has other words too."""
        if self._names is None:
            words = self.article.syntax
            self._names = sorted(
                (words.start[link.start], words.end[link.end - 1])
                for chain in self.article.chains
                if chain.label in ("PER", "ORG")
                for link in chain.links
                if link.kind == "name" and link.end - link.start > 1
            )
        at = bisect_left(self._names, (word.start + 1, 0)) - 1
        return at >= 0 and self._names[at][0] <= word.start and word.end <= self._names[at][1]


def _before(words: Sequence[Word], place: int) -> str:
    return words[place - 1].lower if place > 0 else ""


def _after(words: Sequence[Word], place: int) -> str:
    return words[place + 1].lower if place + 1 < len(words) else ""


def _goes_on(words: Sequence[Word], place: int) -> bool:
    """`2031,5` and `2031-B`: a piece of a longer number."""
    if place + 2 >= len(words):
        return False
    mark, other = words[place + 1], words[place + 2]
    return (
        not mark.gap
        and not other.gap
        and "YEAR" not in other.classes
        and ((mark.lower == "," and "N" in other.classes) or (mark.lower == "-" and not other.text.islower()))
    )


def _by_digits(words: Sequence[Word]) -> set[str]:
    """What another date in digits tells, by a day over 12."""
    told = set()
    for word in words:
        if "SLASH" in word.classes:
            first, second = (int(part) for part in re.split(r"[/.-]", word.text)[:2])
            if first <= MONTHS_OF_YEAR < second <= 31:
                told.add("month")
            elif second <= MONTHS_OF_YEAR < first <= 31:
                told.add("day")
    return told


def _by_months(words: Sequence[Word]) -> set[str]:
    """`April 17` and `17 April` in the same article."""
    told = set()
    for one, other in pairwise(words):
        if not {"MONTH", "MON"}.isdisjoint(one.classes) and "DAY" in other.classes:
            told.add("month")
        elif "DAY" in one.classes and not {"MONTH", "MON"}.isdisjoint(other.classes):
            told.add("day")
    return told
