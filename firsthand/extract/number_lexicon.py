"""A language's words for numbers, units, money and hedges (`data/quantities-*.toml`), made ready for reading; and a text cut into numbers, words and marks.

Phrases are cut as texts are, so that `US$`, `US $` and `sq. km` match whatever the white space. Forms of one or two letters hold as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.model import Language

PREFIX = "quantities."
# Digits with their separators of thousands (1,234 or 12,34,567 or 10 000), with decimals, or plain; parts of a whole (½); words; any other mark.
PIECES = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}){1,5}(?![0-9])|[0-9]{1,3}(?: [0-9]{3}){0,3} 000(?![0-9,])|[0-9]+(?:\.[0-9]+)*)"
    r"|(?P<part>[\u00bc-\u00be\u2150-\u215e])|(?P<word>[^\W\d_]+)|(?P<mark>[^\s])"
)
SHORT = 2


class Piece(NamedTuple):
    """A number, word or mark of a text: `glued` where nothing stands between it and the piece before."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    glued: bool


def pieces(text: str, offset: int = 0) -> list[Piece]:
    """In time linear in the text. `offset` is where it begins."""
    found: list[Piece] = []
    last = -1
    for match in PIECES.finditer(text):
        start, end = match.span()
        words = match[0]
        found.append(Piece(words, words.lower(), offset + start, offset + end, match.lastgroup or "mark", start == last))
        last = end
    return found


class Phrase(NamedTuple):
    """Words that mean `value`, as pieces: those of `exact` hold as they are written."""

    words: tuple[str, ...]
    exact: tuple[bool, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word, or their last, lower case; the longest before others."""

    by_word: Mapping[str, tuple[Phrase, ...]]

    def after(self, given: list[Piece], place: int) -> tuple[int, str] | None:
        """The longest phrase that begins there: where it ends, and its value."""
        if place >= len(given):
            return None
        for phrase in self.by_word.get(given[place].lower, ()):
            if _matches(phrase, given, place):
                return place + len(phrase.words), phrase.value
        return None

    def before(self, given: list[Piece], place: int) -> tuple[int, str] | None:
        """The longest phrase that ends before a place: where it begins, and its value."""
        if place <= 0:
            return None
        for phrase in self.by_word.get(given[place - 1].lower, ()):
            start = place - len(phrase.words)
            if start >= 0 and _matches(phrase, given, start):
                return start, phrase.value
        return None


def _matches(phrase: Phrase, given: list[Piece], start: int) -> bool:
    if start + len(phrase.words) > len(given):
        return False
    for at, (word, exact) in enumerate(zip(phrase.words, phrase.exact, strict=True), start):
        if (given[at].text if exact else given[at].lower) != word:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """See the data file; numbers by lower-case word."""

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    money_scales: Mapping[str, int]
    plural_scales: Mapping[str, int]
    fractions: Mapping[str, int]
    groups: Mapping[str, int]
    times: Mapping[str, int]
    units: Phrases
    time_units: Phrases
    compounds: Mapping[tuple[str, str], int]
    money_before: Phrases
    money_after: Phrases
    hundredths: Phrases
    hedges_before: Phrases
    hedges_after: Phrases
    hedges_inside: Phrases
    lists: Mapping[str, frozenset[str]]
    vocabulary: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


_KNOWN: dict[str, tuple[Language, Lexicon]] = {}


def lexicon(rules: Language) -> Lexicon | None:
    """That of a language, made once; none where its data has no numbers."""
    known = _KNOWN.get(rules.code)
    if known is None or known[0] is not rules:
        if not any(key.startswith(f"{PREFIX}numbers.") for key in rules.phrases):
            return None
        known = _KNOWN[rules.code] = (rules, _made(rules))
    return known[1]


def _made(rules: Language) -> Lexicon:
    def table(name: str) -> Iterator[tuple[str, str]]:
        prefix = f"{PREFIX}{name}."
        for key, phrases in rules.phrases.items():
            if key.startswith(prefix):
                yield from ((" ".join(phrase), key.removeprefix(prefix)) for phrase in phrases)

    def words(name: str) -> dict[str, int]:
        return {word: int(value) for word, value in table(name)}

    numbers, scales, plural, fractions, groups, times = map(words, ("numbers", "scales", "plural_scales", "fractions", "groups", "times"))
    listed = {key.removeprefix(PREFIX): value for key, value in rules.words.items() if key.startswith(PREFIX)}
    return Lexicon(
        numbers=numbers,
        scales=scales,
        short_scales=words("short_scales"),
        money_scales=words("money_scales"),
        plural_scales=plural,
        fractions=fractions,
        groups=groups,
        times=times,
        units=_by(table("units"), first),
        time_units=_by(table("time_units"), first),
        compounds={(phrase[0], phrase[1]): int(phrase[2]) for phrase in rules.phrases[f"{PREFIX}compounds"]},
        money_before=_by(table("money_before"), last),
        money_after=_by(table("money_after"), first),
        hundredths=_by(table("hundredths"), first),
        hedges_before=_by(table("hedges_before"), last, cased=False),
        hedges_after=_by(table("hedges_after"), first, cased=False),
        hedges_inside=_by(table("hedges_before"), first, cased=False),
        lists=listed,
        vocabulary=frozenset((*numbers, *scales, *plural, *fractions, *groups, *times, "no")),
    )


def first(phrase: Phrase) -> str:
    return phrase.words[0].lower()


def last(phrase: Phrase) -> str:
    return phrase.words[-1].lower()


def _by(table: Iterable[tuple[str, str]], key: Callable[[Phrase], str], *, cased: bool = True) -> Phrases:
    found: dict[str, list[Phrase]] = {}
    for words, value in table:
        cut = [piece.text for piece in pieces(words)]
        exact = tuple(cased and (len(word) <= SHORT or word.isupper()) for word in cut)
        phrase = Phrase(tuple(word if kept else word.lower() for word, kept in zip(cut, exact, strict=True)), exact, value)
        found.setdefault(key(phrase), []).append(phrase)
    return Phrases({word: tuple(sorted(each, key=lambda phrase: -len(phrase.words))) for word, each in found.items()})
