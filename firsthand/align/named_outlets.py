"""Where a report names the outlet of another report of the story, in whatever way: `the Harrow Courier`, `HNA`, `the Courier kept that from us`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from firsthand.align.outlets import SMALL
from firsthand.align.rare import UNLISTED, weight
from firsthand.align.sketches import pieces, stem
from firsthand.model import Span

WORD = re.compile(r"[^\W_]+")
CAPITAL = re.compile(r"\b[A-Z][^\W_]*")
GOES_ON = re.compile(r" [A-Z]")
BEFORE = re.compile(r"\b(?!(?:The|And|But|As|In|From|While|Even) )[A-Z]\w* $")
# A word of the name that is not its last stands for it where it says something.
TELLS = re.compile(r" (?:says?|said|tells?|told|writes?|wrote|reports?|reported|claims?|claimed|had|has|puts?|quotes?|quoted)\b")
# What makes an outlet the source of what the sentence tells, after its name or before it.
AFTER = re.compile(
    r"\W{0,3}(?:\w+ ){0,2}(?:says?|said|tells?|told|writes?|wrote|reports?|reported|claims?|claimed|had|has|have|puts?|quotes?|quoted|kept|learn(?:s|ed|t)|reveal(?:s|ed)|"
    r"publish(?:es|ed)|showed|shows)\b"
)
SOURCE = re.compile(
    r"(?:\b(?:according to|from|via|citing|quoting|says|said|reports|reported|writes|wrote|told|tells|quoted|shown|read|saw|seen|published|printed|page|piece|story|report)"
    r"(?: (?:in|by|on|to|at|the|of|our|a|local|paper)){0,3},? |\()(?:[Tt]he )?$"
)
ARTICLES = ("the ", "The ")
# Letters of a short form, of a word that stands for the whole name, and of one that is no `the` before it needed.
LETTERS, HEAD, ALONE = 3, 4, 5
# Words that many outlets' names have: alone they stand for none of them.
ANY = frozenset("agency city daily evening international local magazine media morning national network online".split()) | frozenset(
    "radio report review service station today weekly world".split()
)


@dataclass(frozen=True, slots=True)
class Capitals:
    """A text without accents, letter for letter, and where its words stand that begin with a capital letter."""

    text: str
    at: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Name:
    """An outlet's name in words; `short`: its letters, as `HNA`."""

    words: tuple[str, ...]
    short: str


def capitals(text: str, left_out: Sequence[Span]) -> Capitals:
    folded = _folded(text)
    found: dict[str, list[int]] = defaultdict(list)
    for start, end, _ in pieces(len(text), left_out, ()):
        for match in CAPITAL.finditer(folded, start, end):
            found[match[0]].append(match.start())
    return Capitals(folded, {word: tuple(places) for word, places in found.items()})


@cache
def name_of(outlet: str) -> Name | None:
    """None where it is a site's address: nobody writes that."""
    if "." in outlet.strip("."):
        return None
    words = WORD.findall(_folded(re.sub(r"\(.*?\)", "", outlet)))
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    letters = "".join(word[0] for word in words if word.casefold() not in SMALL)
    return Name(tuple(words), letters if len(letters) >= LETTERS and letters.isupper() else "") if words else None


def naming(text: Capitals, outlet: Name, others: Iterable[Capitals]) -> Span | None:
    """Where the text names the outlet first. `others`: texts of other outlets on the same; a word that they have too, outside the full name, is not the outlet's."""
    whole = _whole(text, outlet)
    if whole:
        return whole[0]
    if outlet.short in text.at:
        return Span(text.at[outlet.short][0], text.at[outlet.short][0] + len(outlet.short))
    return (_by_last_word(text, outlet) or _by_one_word(text, outlet, list(others))) if len(outlet.words) > 1 else None


def told_as_source(text: str, name: Span, sentence: Span) -> bool:
    """Whether what the sentence tells is the named outlet's word."""
    return bool(AFTER.match(text[name.end : sentence.end]) or SOURCE.search(text[sentence.start : name.start]))


def _by_last_word(text: Capitals, outlet: Name) -> Span | None:
    """`the Courier`."""
    last = outlet.words[-1]
    for start in text.at.get(last, ()) if len(last) >= HEAD else ():
        if text.text[:start].endswith(ARTICLES) and not GOES_ON.match(text.text, start + len(last)):
            return Span(start, start + len(last))
    return None


def _by_one_word(text: Capitals, outlet: Name, others: Sequence[Capitals]) -> Span | None:
    for word in outlet.words:
        if len(word) < ALONE or word.casefold() in ANY or any(_alone(other, outlet, word) for other in others):
            continue
        for start in text.at.get(word, ()):
            if _stands_alone(text, start, start + len(word)) and (word == outlet.words[-1] or TELLS.match(text.text, start + len(word))):
                return Span(start, start + len(word))
    return None


def _stands_alone(text: Capitals, start: int, end: int) -> bool:
    """Whether it is no part of another name: `Crane Street` is not the Crane Street Newsletter."""
    return not GOES_ON.match(text.text, end) and not BEFORE.search(text.text, max(0, start - 30), start)


def _whole(text: Capitals, outlet: Name) -> list[Span]:
    """Where the full name stands; one that is a word of the language is no name where it stands alone."""
    first = outlet.words[0]
    if first not in text.at or (len(outlet.words) == 1 and (len(first) < HEAD or weight(stem(first)) < UNLISTED)):
        return []
    pattern = re.compile(r"\W{1,3}".join(map(re.escape, outlet.words)) + r"(?!\w)")
    return [Span(*match.span()) for start in text.at[first] if (match := pattern.match(text.text, start))]


def _alone(text: Capitals, outlet: Name, word: str) -> bool:
    inside = _whole(text, outlet)
    return any(not any(span.start <= start < span.end for span in inside) for start in text.at.get(word, ()))


def _folded(text: str) -> str:
    """Without accents, letter for letter."""
    return "".join(unicodedata.normalize("NFD", letter)[0] if ord(letter) > 127 else letter for letter in text)
