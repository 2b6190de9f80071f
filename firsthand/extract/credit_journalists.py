"""A journalist named alone after her outlet was: `X's Ines Varro reports ...`, then `Varro notes ...`; a credit of the same outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from firsthand.extract.outlet_mentions import Finder
from firsthand.model import CreditKind

# Words of the longest name of a person.
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Credited:
    """Numbers of words, half-open: the stretch that credits an outlet, and its name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Again:
    """Numbers of words: of the credit, and of the journalist's name in it."""

    start: int
    end: int
    first: int
    last: int
    kind: CreditKind
    name: str


def journalists(finder: Finder, credited: Iterable[Credited]) -> Iterator[Again]:
    """Where those who stand in credits report again without their outlet; in the order of the text for each."""
    words = finder.words
    named: dict[str, tuple[int, str] | None] = {}
    for one in credited:
        for first, last in _people(finder, one):
            for word in {words.text[first], words.text[last - 1]}:
                known = named.get(word, (last, one.name))
                named[word] = (min(known[0], last), one.name) if known and known[1] == one.name else None
    for place in range(len(words.text)):
        journalist = named.get(words.text[place])
        if journalist is None or place < journalist[0] or finder.quoted(place, place + 1):
            continue
        if _alone(finder, place) and (found := _again(finder, place, journalist[1])):
            yield found


def _people(finder: Finder, one: Credited) -> Iterator[tuple[int, int]]:
    for (start, end), label in finder.labels.items():
        if label == "PER" and one.start <= start and end <= one.end and 1 < end - start <= LONGEST:
            yield start, end


def _alone(finder: Finder, place: int) -> bool:
    """No part of a longer name."""
    return not any(
        finder._same(place, other) and finder._capital(other) and finder.words.pos[other] == "PROPN" for other in (place - 1, place + 1)
    )


def _again(finder: Finder, place: int, name: str) -> Again | None:
    words, after = finder.words, place + 1
    while finder.is_(after, "between", "times") and finder._same(place, after) and after - place < 4:
        after += 1
    if (
        finder._same(place, after)
        and words.pos[after] == "VERB"
        and not words.lower[after].endswith("ing")
        and _lemma(finder, after, "journalists_do")
    ):
        return Again(place, after + 1, place, place + 1, "reported", name)
    if finder._same(place, place - 1) and words.pos[place - 1] == "VERB" and _lemma(finder, place - 1, "telling"):
        return Again(place - 1, place + 1, place, place + 1, "told", name)
    return None


def _lemma(finder: Finder, place: int, list_name: str) -> bool:
    verb = finder.rules.verbs.get(finder.words.lower[place])
    forms = {finder.words.lemma[place], finder.words.lower[place], verb.base if verb else ""}
    return not forms.isdisjoint(finder.rules["credits." + list_name])
